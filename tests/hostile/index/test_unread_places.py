"""What lies in a corpus and is no readable report is named in a line of its own; the rest is built."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.build import BuildResult, build
from index.errors import CorpusError
from index.freshness import is_current
from index.model import encoder_choice
from index.reading import corpus_files, readers
from qa.cli.main import main
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOBODY = 65534


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    return tmp_path / "报告"


def built(corpus: Path) -> BuildResult:
    """What a build says; the readable report is published, and the index is not stale at once."""
    result = build([corpus], corpus.parent / "index", HashEncoder)
    assert result.manifest.n_documents == 1
    assert is_current(result.manifest, [corpus])
    return result


def too_deep(folder: Path) -> None:
    """A folder whose whole path is longer than the system opens."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("深" * 80, dir_fd=here)
        below = os.open("深" * 80, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def circle(folder: Path) -> None:
    (folder / "丙.txt").symlink_to("丁.txt")
    (folder / "丁.txt").symlink_to("丙.txt")


PLACES: dict[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "a link to nowhere": (
        lambda folder: (folder / "乙.txt").symlink_to("没有"),
        ("乙.txt is a link to 没有, which cannot be reached: mend the link, or delete it",),
    ),
    "a link to a mount that is not there": (
        lambda folder: (folder / "盘").symlink_to("/mnt/没有/报告"),
        ("盘 is a link to /mnt/没有/报告, which cannot be reached: mend",),
    ),
    "a link below a file": (
        lambda folder: (folder / "乙.txt").symlink_to("甲.txt/乙.txt"),
        ("乙.txt is a link to 甲.txt/乙.txt, which cannot be reached",),
    ),
    "a link to itself": (
        lambda folder: (folder / "乙.txt").symlink_to("乙.txt"),
        ("乙.txt is a link to 乙.txt, which cannot be reached",),
    ),
    "links in a circle": (circle, ("丁.txt is a link to 丙.txt", "丙.txt is a link to 丁.txt")),
    "a link to its own folder": (
        lambda folder: (folder / "圈").symlink_to("."),
        ("圈 is a link to the folder ., and links to folders are not followed: name",),
    ),
    "a link to the whole disk": (
        lambda folder: (folder / "盘").symlink_to("/"),
        ("盘 is a link to the folder /, and links to folders are not followed: name",),
    ),
    "a link to nowhere whose name commands": (
        lambda folder: (folder / "乙\n\x1b[31m.txt").symlink_to("没\n有"),
        ("乙<U+000A><U+001B>[31m.txt is a link to 没<U+000A>有, which",),
    ),
    "a link to a device": (
        lambda folder: (folder / "零.txt").symlink_to("/dev/zero"),
        ("零.txt is no regular file: put the report itself there",),
    ),
    "a pipe": (
        lambda folder: os.mkfifo(folder / "管.txt"),
        ("管.txt is no regular file: put the report itself there",),
    ),
    "a name that is no text": (
        lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_bytes(b""),
        ("<U+DCFF>.txt is empty: delete it",),
    ),
    "a folder too deep": (too_deep, ("cannot be read: File name too long",)),
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_named_and_the_rest_is_built(corpus: Path, place: str):
    make, starts = PLACES[place]
    make(corpus)
    failures = built(corpus).failures
    assert len(failures) == len(starts)
    for line, start in zip(failures, starts, strict=True):
        assert start in line
        assert line.isprintable()


@pytest.mark.parametrize("place", PLACES)
def test_alone_it_is_told_in_one_line(tmp_path: Path, place: str):
    (tmp_path / "报告").mkdir()
    (tmp_path / "甲.txt").write_text("不在报告里。", encoding="utf-8")
    make, _ = PLACES[place]
    make(tmp_path / "报告")
    command = ["build", str(tmp_path / "报告"), "--index", str(tmp_path / "index")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    indexing, error = result.stderr.splitlines()
    assert indexing.startswith("indexing ")
    assert error.startswith("Error: ")


@pytest.mark.parametrize(
    "place", [name for name in PLACES if "folder" not in name and "disk" not in name]
)
def test_named_by_itself_it_is_told_in_one_line(tmp_path: Path, place: str):
    (tmp_path / "报告").mkdir()
    make, _ = PLACES[place]
    make(tmp_path / "报告")
    path = min((tmp_path / "报告").iterdir())
    result = CliRunner().invoke(main, ["build", str(path), "--index", str(tmp_path / "index")])
    assert result.exit_code == 1
    indexing, error = result.stderr.splitlines()
    assert indexing.startswith("indexing ")
    assert error.startswith("Error: ")


def test_a_link_to_a_report_is_followed_and_counts_once(corpus: Path):
    (corpus / "乙.txt").symlink_to("甲.txt")
    (corpus.parent / "丙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
    (corpus / "丙.txt").symlink_to(corpus.parent / "丙.txt")
    result = build([corpus], corpus.parent / "index", HashEncoder)
    assert result.failures == ()
    assert result.manifest.n_documents == 2


def test_a_folder_named_by_the_caller_may_be_a_link(corpus: Path):
    (corpus.parent / "门").symlink_to(corpus)
    assert built(corpus.parent / "门").failures == ()


def test_a_file_that_vanishes_after_it_was_listed(corpus: Path, monkeypatch: pytest.MonkeyPatch):
    (corpus / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
    listing = corpus_files.find

    def late(paths: list[Path]) -> object:
        files = listing(paths)
        (corpus / "乙.txt").unlink(missing_ok=True)
        return files

    monkeypatch.setattr(corpus_files, "find", late)
    assert built(corpus).failures == ("乙.txt cannot be read: No such file or directory",)


def test_a_path_that_is_not_there_is_one_line(tmp_path: Path):
    with pytest.raises(CorpusError, match=r"<U\+000A>乙 does not exist: give a report") as error:
        corpus_files.find([tmp_path / "甲\n乙"])
    assert str(error.value).isprintable()


@contextlib.contextmanager
def without_rights() -> Iterator[None]:
    """As a user whom permissions hold: root they do not."""
    before = os.geteuid()
    if not before:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody reaches."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
        (folder / "锁").mkdir()
        (folder / "锁" / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
        yield folder
        (folder / "锁").chmod(0o700)


# Neither listed nor searched; searched only; listed only.
@pytest.mark.parametrize(
    ("mode", "line"),
    [
        (
            0o000,
            "the folder 锁 cannot be listed (Permission denied): mend its permissions, or take",
        ),
        (
            0o111,
            "the folder 锁 cannot be listed (Permission denied): mend its permissions, or take",
        ),
        (0o444, "锁/乙.txt cannot be read: Permission denied"),
    ],
)
def test_a_folder_without_rights(shared: Path, mode: int, line: str):
    (shared / "锁").chmod(mode)
    with without_rights():
        files = corpus_files.find([shared])
        assert files[0][1] == "甲.txt"
        (closed,) = [each for each in files if each[1] != "甲.txt"]
        with pytest.raises(CorpusError) as error:
            readers.read(*closed)
    assert str(error.value).startswith(line)


def test_a_file_without_rights(shared: Path):
    (shared / "甲.txt").chmod(0)
    with without_rights(), pytest.raises(CorpusError, match=r"^甲\.txt cannot be read: Permission"):
        readers.read(shared / "甲.txt", "甲.txt")


def test_the_command_ends_with_the_number_of_them(corpus: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(encoder_choice, "load", lambda *_args, **_options: HashEncoder())
    (corpus / "乙.txt").symlink_to("没有")
    (corpus / "圈").symlink_to(".")
    command = ["build", str(corpus), "--index", str(corpus.parent / "index")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "Error: 2 files could not be read (above); the rest is indexed"
    )
