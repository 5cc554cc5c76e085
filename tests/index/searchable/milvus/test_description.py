"""index.searchable.milvus.description: a manifest is read back, or refused in a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.build import build_from_contexts
from index.errors import IndexDamagedError, IndexMismatchError
from index.searchable.milvus.description import Description
from index.searchable.milvus.layout import Group, groups_among
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def described(tmp_path: Path) -> Description:
    return Description(
        group=Group.new("reports", now_s=1_700_000_000),
        manifest=build_from_contexts(["公园。"], tmp_path, HashEncoder()),
        n_terms=3,
        most_versions=1,
        batches=(("a" * 16, 5),),
        replaced=(("b" * 16, 7),),
    )


def test_it_is_read_back(described: Description):
    assert Description.from_json(described.to_json(), "reports") == described


def test_one_of_another_format_is_refused(described: Description):
    fields = json.loads(described.to_json()) | {"format": 99}
    with pytest.raises(IndexMismatchError, match="is of format 99, this wenbao reads 2"):
        Description.from_json(json.dumps(fields), "reports")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"format": 2}'])
def test_what_is_none_is_damage(text: str):
    with pytest.raises(IndexDamagedError, match="the manifest of the index reports in Milvus"):
        Description.from_json(text, "reports")


def test_a_group_tells_when_it_was_begun(described: Description):
    assert described.group.began_s == 1_700_000_000
    assert described.group != Group.new("reports", now_s=1_700_000_000)


def test_groups_are_told_from_other_collections():
    own = Group(name="reports", label="0" * 16)
    names = [
        *("reports_0000000000000000_terms", "reports_0000000000000000_texts", "reports_batches"),
        *("other_0000000000000000_terms", "my_reports_0000000000000000_terms"),
        *("reports_0000000000000000_else", "reports_00000000_terms", "reports"),
    ]
    assert groups_among("reports", names) == {own}
