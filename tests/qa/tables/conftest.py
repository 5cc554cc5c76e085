"""An engine on the reports of some neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.texts.neighbouring_reports import engine_of

if TYPE_CHECKING:
    from qa import Engine


@pytest.fixture(scope="session")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Five counties, two of them in two years."""
    return engine_of(tmp_path_factory.mktemp("neighbours"))
