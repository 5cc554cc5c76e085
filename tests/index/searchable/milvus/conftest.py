"""The tests in ``served`` need an engine: they run in its environment, started by test_engines.py."""

from __future__ import annotations

import os

from tests.support.milvus.environments import TARGET

collect_ignore = [] if os.environ.get(TARGET) else ["served"]
