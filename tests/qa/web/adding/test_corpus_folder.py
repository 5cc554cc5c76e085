"""Files that come into a folder of the corpus, and leave it: none is lost, none replaced."""

from __future__ import annotations

import concurrent.futures
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import CorpusError
from qa.web.adding.corpus_folder import CorpusFolder, writable

ROOT = Path(__file__).parents[4]


@pytest.fixture
def folder(tmp_path: Path) -> CorpusFolder:
    return CorpusFolder(tmp_path)


def written(folder: CorpusFolder, text: str) -> Path:
    part = folder.part()
    part.write_text(text, encoding="utf-8")
    return part


def visible(path: Path) -> dict[str, str]:
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in path.iterdir()
        if file.is_file() and not file.name.startswith(".")
    }


def test_what_is_written_is_hidden_until_it_is_kept(folder: CorpusFolder):
    part = written(folder, "甲")
    assert part.relative_to(folder.path).parts[0].startswith(".")
    assert visible(folder.path) == {}
    assert folder.keep(part, "报告.txt") == folder.path / "报告.txt"
    assert visible(folder.path) == {"报告.txt": "甲"}
    assert not part.exists()


def test_no_file_is_replaced(folder: CorpusFolder):
    for text in "甲乙丙":
        folder.keep(written(folder, text), "报告.txt")
    assert visible(folder.path) == {"报告.txt": "甲", "报告 (2).txt": "乙", "报告 (3).txt": "丙"}


def test_nor_a_link_or_a_folder_of_the_name(folder: CorpusFolder, tmp_path: Path):
    (tmp_path / "甲.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "乙.txt").mkdir()
    assert folder.keep(written(folder, "一"), "甲.txt").name == "甲 (2).txt"
    assert folder.keep(written(folder, "二"), "乙.txt").name == "乙 (2).txt"
    assert not (tmp_path / "nowhere").exists()


def test_many_at_once_of_one_name_are_all_kept(folder: CorpusFolder):
    parts = [written(folder, str(i)) for i in range(40)]
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        names = {file.name for file in threads.map(lambda part: folder.keep(part, "同.txt"), parts)}
    assert len(names) == 40
    assert set(visible(folder.path).values()) == {str(i) for i in range(40)}


def test_where_there_are_no_links_it_is_the_same(
    folder: CorpusFolder, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")  # as on FAT, or shared folders

    monkeypatch.setattr(os, "link", refuse)
    test_no_file_is_replaced(folder)


def test_a_removed_file_comes_back_where_it_was(folder: CorpusFolder, tmp_path: Path):
    file = tmp_path / "二〇二四" / "报告.txt"
    file.parent.mkdir()
    file.write_text("甲", encoding="utf-8")
    aside = folder.set_aside(file)
    assert not file.exists()
    assert aside == tmp_path / ".removed" / "报告.txt"
    assert folder.restore(aside, file) == file
    assert file.read_text(encoding="utf-8") == "甲"


def test_of_two_removed_files_of_one_name_none_is_lost(folder: CorpusFolder, tmp_path: Path):
    for text in "甲乙":
        file = tmp_path / "报告.txt"
        file.write_text(text, encoding="utf-8")
        folder.set_aside(file)
    kept = {each.read_text(encoding="utf-8") for each in (tmp_path / ".removed").iterdir()}
    assert kept == {"甲", "乙"}


def test_what_was_put_in_its_place_stays(folder: CorpusFolder, tmp_path: Path):
    file = tmp_path / "报告.txt"
    file.write_text("甲", encoding="utf-8")
    aside = folder.set_aside(file)
    file.write_text("乙", encoding="utf-8")
    assert folder.restore(aside, file).name == "报告 (2).txt"
    assert visible(tmp_path) == {"报告.txt": "乙", "报告 (2).txt": "甲"}


def test_only_regular_files_of_the_folder_are_removed(folder: CorpusFolder, tmp_path: Path):
    outside = tmp_path.parent / "outside.txt"
    outside.write_text("外", encoding="utf-8")
    (tmp_path / "链接.txt").symlink_to(outside)
    (tmp_path / "夹").mkdir()
    os.mkfifo(tmp_path / "管道")
    for path in (outside, tmp_path / "链接.txt", tmp_path / "夹", tmp_path / "管道"):
        with pytest.raises(CorpusError):
            folder.set_aside(path)
    with pytest.raises(FileNotFoundError):
        folder.set_aside(tmp_path / "无.txt")
    assert outside.read_text(encoding="utf-8") == "外"


def test_a_link_in_the_place_of_the_folder_for_removed_ones_is_not_followed(
    folder: CorpusFolder, tmp_path: Path
):
    (tmp_path.parent / "elsewhere").mkdir()
    (tmp_path / ".removed").symlink_to(tmp_path.parent / "elsewhere")
    (tmp_path / "甲.txt").write_text("甲", encoding="utf-8")
    with pytest.raises(CorpusError, match="is a link"):
        folder.set_aside(tmp_path / "甲.txt")
    assert visible(tmp_path) == {"甲.txt": "甲"}


KILLED = """
import os, sys
from pathlib import Path
from qa.web.adding.corpus_folder import CorpusFolder
folder = CorpusFolder(Path(sys.argv[1]))  # which holds the lock
part = folder.part()
part.write_text("half")
print(part, flush=True)
if sys.argv[2] == "dies":
    os.kill(os.getpid(), 9)
sys.stdin.read()
"""


def test_what_a_killed_process_left_is_swept_and_not_what_another_writes(
    folder: CorpusFolder, tmp_path: Path
):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    dead = subprocess.run([*command, "dies"], stdout=subprocess.PIPE, cwd=ROOT, check=False)
    left = Path(dead.stdout.decode().strip())
    assert left.exists()
    with subprocess.Popen(
        [*command, "lives"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as other:
        assert other.stdout is not None
        written = Path(other.stdout.readline().strip())
        folder.sweep()
        assert not left.exists()
        assert not left.parent.exists()
        assert written.read_text(encoding="utf-8") == "half"
    own = folder.part()
    own.write_text("own", encoding="utf-8")
    folder.sweep()
    assert own.exists()
    folder.close()
    assert list(tmp_path.iterdir()) == []


def test_the_first_folder_that_can_be_written_takes_files(tmp_path: Path):
    file, folder = tmp_path / "甲.txt", tmp_path / "夹"
    file.write_text("甲", encoding="utf-8")
    folder.mkdir()
    assert writable([file, tmp_path / "nowhere", folder]) == folder
    assert writable([file]) is None
    assert writable([]) is None
