from __future__ import annotations

from index.language import word_lists


def test_members_stand_after_the_name_they_are_of():
    members = word_lists.members("index.language", "other_place_names.txt")
    lines = word_lists.read("index.language", "other_place_names.txt")
    assert list(members) == [line.partition(":")[0] for line in lines]
    assert all(members.values())
