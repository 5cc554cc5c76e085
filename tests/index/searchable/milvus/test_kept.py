"""index.searchable.milvus.kept: what is kept is not read again; the last used stays."""

from __future__ import annotations

from index.searchable.milvus.kept import Kept


def test_only_what_is_not_kept_is_read_in_one_call():
    read: list[list[int]] = []

    def squares(keys: list[int]) -> dict[int, int]:
        read.append(keys)
        return {key: key * key for key in keys if key >= 0}

    kept: Kept[int, int] = Kept(3)
    assert kept.of([2, 3, 2], squares) == {2: 4, 3: 9}
    assert kept.of([3, 4, -1], squares) == {3: 9, 4: 16}
    assert kept.of([2, 3, 4], squares) == {2: 4, 3: 9, 4: 16}
    assert read == [[2, 3], [4, -1]]
    kept.put({5: 25})  # 2 was used longest ago
    assert kept.of([2, 5], squares) == {2: 4, 5: 25}
    assert read[2:] == [[2]]
