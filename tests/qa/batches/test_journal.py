"""qa.batches.journal: what was answered survives, whatever a kill leaves of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.batches.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path

OF = {"index": "a", "top_k": 5}


def filled(file: Path) -> Path:
    with Journal(file, OF) as journal:
        journal.add("甲?", {"answer": "一\n二"})
        journal.add("乙?", {"answer": "=1"})
    return file


def test_what_was_added_is_there_again(tmp_path: Path):
    with Journal(filled(tmp_path / "j"), OF) as journal:
        assert (len(journal), "甲?" in journal, "丙?" in journal) == (2, True, False)
        assert journal["甲?"] == {"answer": "一\n二"}
        assert not journal.is_of_another


def test_a_line_that_was_cut_off_is_not(tmp_path: Path):
    file = filled(tmp_path / "j")
    whole = file.read_bytes()
    second = whole.rindex(b"\n", 0, -1) + 1
    for n_bytes in range(second, len(whole)):
        file.write_bytes(whole[:n_bytes])
        with Journal(file, OF) as journal:
            assert len(journal) == 1
            journal.add("乙?", {"answer": "=1"})
        with Journal(file, OF) as journal:
            assert len(journal) == 2


@pytest.mark.parametrize("data", [b"", b"?", b"[]\n", b"\xff\n", b'{"journal": 0}\n', b"null\n"])
def test_another_file_is_begun_anew(tmp_path: Path, data: bytes):
    (tmp_path / "j").write_bytes(data)
    with Journal(tmp_path / "j", OF) as journal:
        assert len(journal) == 0


def test_answers_of_another_index_are_not_taken_over(tmp_path: Path):
    with Journal(filled(tmp_path / "j"), {**OF, "index": "b"}) as journal:
        assert (len(journal), journal.is_of_another) == (0, True)


def test_it_goes_when_it_is_done_with(tmp_path: Path):
    with Journal(filled(tmp_path / "j"), OF) as journal:
        journal.remove()
    assert list(tmp_path.iterdir()) == []
