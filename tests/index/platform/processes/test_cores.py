"""index.platform.processes.cores: all cores, or a share of them beside others of a build."""

from __future__ import annotations

import os

import pytest

from index.platform.processes import cores


def test_a_process_alone_may_use_all(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("WENBAO_SHARED_BY", raising=False)
    assert cores.n_cores() == len(os.sched_getaffinity(0))


def test_several_share_them_and_each_has_one_at_least(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(8)))
    for n, expected in ((2, 4), (3, 2), (8, 1), (100, 1)):
        monkeypatch.setenv(*cores.shared_by(n).popitem())
        assert cores.n_cores() == expected


@pytest.mark.parametrize("value", ["0", "-1", "two", ""])
def test_what_is_no_number_shares_nothing(value: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WENBAO_SHARED_BY", value)
    assert cores.n_cores() == len(os.sched_getaffinity(0))
