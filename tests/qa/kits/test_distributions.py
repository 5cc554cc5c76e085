from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import KitError
from qa.kits import distributions
from tests.support.packages.installed import distribution

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def names(*arguments: object) -> list[str]:
    return [each.name for each in distributions.needed(*arguments)]  # type: ignore[arg-type]


def test_what_is_required_and_what_that_requires(site: Path):
    distribution(site, "kit_c")
    distribution(site, "kit_b", requires=["kit-c>=0.5"])
    distribution(site, "kit_a", requires=["Kit.B"])
    assert names("kit-a") == ["kit_a", "kit_b", "kit_c"]


def test_what_other_systems_require_is_none(site: Path):
    distribution(site, "kit_a", requires=["nowhere; sys_platform == 'plan9'"])
    assert names("kit_a") == ["kit_a"]


def test_extras_where_they_are_wanted(site: Path):
    distribution(site, "kit_d", requires=["kit_e; extra == 'more'"], extras=["more"])
    distribution(site, "kit_e")
    distribution(
        site, "kit_a", requires=["kit_d[more]; extra == 'scans'", "kit_e"], extras=["scans"]
    )
    assert names("kit_a") == ["kit_a", "kit_e"]
    assert names("kit_a", ["scans"]) == ["kit_a", "kit_d", "kit_e"]
    assert distributions.is_installed("kit_a", "scans")


def test_circles_come_to_an_end(site: Path):
    distribution(site, "kit_a", requires=["kit_b"])
    distribution(site, "kit_b", requires=["kit_a"])
    assert names("kit_a") == ["kit_a", "kit_b"]


def test_what_is_missing_is_named(site: Path):
    distribution(site, "kit_a", requires=["kit_gone; extra == 'x'", "kit_lost"], extras=["x"])
    with pytest.raises(KitError, match=r"kit_lost is not installed here.*--wheels"):
        distributions.needed("kit_a")
    assert not distributions.is_installed("kit_a", "x")


def test_our_own_are_all_installed():
    found = names("wenbao")
    assert {"wenbao", "click", "gradio", "numpy"} <= set(found)
    assert "pytest" not in found
