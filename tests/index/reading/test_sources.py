"""index.reading.sources: what the files below some paths hold, and what is corrected of them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading import corpus_files, sources
from index.reading.corrections import Correction
from tests.support.texts.samples import write_report

if TYPE_CHECKING:
    from pathlib import Path

    from index.reading.sources import Sources


def corrections(read: Sources) -> dict[str, Correction]:
    """What is corrected of each report, by the name that is shown for it."""
    return {source.path: read.correction(source) for source in read.of_files}


def correct(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reports.toml").write_text(text, encoding="utf-8")


def test_the_nearest_file_of_corrections_counts(tmp_path: Path):
    for name in ("甲.txt", "子/甲.txt", "子/孙/甲.txt"):
        write_report(tmp_path / name, name)
    correct(tmp_path, '["甲.txt"]\nyear = 2001\n["子/甲.txt"]\nyear = 2002\n')
    correct(tmp_path / "子", '["孙/甲.txt"]\nyear = 2003\n')
    read = sources.read([tmp_path])
    assert corrections(read) == {
        "甲.txt": Correction(year=2001),
        "子/甲.txt": Correction(year=2002),
        "子/孙/甲.txt": Correction(year=2003),
    }
    assert read.warnings == ()
    assert corrections(sources.read([tmp_path / "子", tmp_path])) == corrections(read)


def test_a_file_named_alone_is_corrected_by_its_folder(tmp_path: Path):
    write_report(tmp_path / "甲.txt")
    write_report(tmp_path / "乙.txt", "别的。")
    correct(tmp_path, '["甲.txt"]\nyear = 2001\n["乙.txt"]\nyear = 2002\n["丙.txt"]\nyear = 3\n')
    read = sources.read([tmp_path / "甲.txt"])
    assert corrections(read) == {"甲.txt": Correction(year=2001)}
    assert read.warnings == ()  # whether the others are there was not asked


def test_a_link_is_corrected_by_its_own_name(tmp_path: Path):
    file = write_report(tmp_path / "别处" / "a.txt")
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.txt").symlink_to(file)
    correct(tmp_path / "报告", '["甲.txt"]\nyear = 2001\n')
    read = sources.read([tmp_path / "报告"])
    assert corrections(read) == {"甲.txt": Correction(year=2001)}


def test_an_entry_of_a_file_that_is_not_there_is_told_with_the_one_that_is_meant(tmp_path: Path):
    write_report(tmp_path / "2024" / "云溪县政府工作报告.txt")
    correct(
        tmp_path,
        '["云溪县政府工作报告.txt"]\nyear = 2024\n["2024/云溪县政府工作报告.docx"]\nyear = 2024\n'
        '["青岚.pdf"]\nyear = 2024\n',
    )
    file = tmp_path / "reports.toml"
    otherwise = "rename the entry as the file is called, or delete it"
    meant = 'did you mean "2024/云溪县政府工作报告.txt"?'
    assert sources.read([tmp_path]).warnings == (
        f'{file}: ["云溪县政府工作报告.txt"] there is no such file below it: {meant}',
        f'{file}: ["2024/云溪县政府工作报告.docx"] there is no such file below it: {meant}',
        f'{file}: ["青岚.pdf"] there is no such file below it: {otherwise}',
    )


def test_of_the_same_file_twice_whichever_is_corrected(tmp_path: Path):
    for name in ("甲.txt", "乙.txt", "丙.txt"):
        write_report(tmp_path / name)
    correct(tmp_path, '["甲.txt"]\nyear = 2001\n')
    read = sources.read([tmp_path])
    assert corrections(read) == {"丙.txt": Correction(year=2001)}
    assert read.warnings == ()
    correct(tmp_path, '["甲.txt"]\nyear = 2001\n["乙.txt"]\nyear = 2002\n')
    read = sources.read([tmp_path])
    assert corrections(read) == {"丙.txt": Correction(year=2002)}
    assert read.warnings == (
        "甲.txt is the same file as 乙.txt, and corrected otherwise: its own correction is left out",
    )


def test_the_hash_follows_what_is_corrected_and_no_comment(tmp_path: Path):
    write_report(tmp_path / "甲.txt")
    before = sources.read([tmp_path]).hash
    assert before == sources.corpus_hash(
        (source.path, source.id) for source in sources.read([tmp_path]).of_files
    )
    correct(tmp_path, '# mine\n["甲.txt"]\n#year = 2024\n')
    assert sources.read([tmp_path]).hash == before
    correct(tmp_path, '["甲.txt"]\nyear = 2024\n')
    corrected = sources.read([tmp_path]).hash
    assert corrected != before
    correct(tmp_path, '["甲.txt"] # again\nyear = "二〇二四"\n')
    assert sources.read([tmp_path]).hash == corrected


def test_an_entry_that_cannot_be_read_is_told_and_no_report_is_lost(tmp_path: Path):
    write_report(tmp_path / "甲.txt")
    correct(tmp_path, '["甲.txt"]\nyear = "哪年"\nplace = "云溪县"\n')
    read = sources.read([tmp_path])
    assert corrections(read) == {"甲.txt": Correction(place="云溪县")}
    assert len(read.misread) == 1
    assert read.failures == ()


def test_a_folder_that_goes_away_while_it_is_read_is_no_folder_of_broken_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write_report(tmp_path / "近" / "甲.txt")
    write_report(tmp_path / "远" / "乙.txt")
    listing = corpus_files.listing

    def late(paths: list[Path]) -> object:
        files = listing(paths)
        shutil.rmtree(tmp_path / "远", ignore_errors=True)
        return files

    monkeypatch.setattr(corpus_files, "listing", late)
    with pytest.raises(CorpusError, match=r"远 does not exist.*nothing is built without it"):
        sources.read([tmp_path / "近", tmp_path / "远"])
