"""index.reading.corrections: the file of corrections, read and written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from index.reading import corrections
from index.reading.corrections import Correction
from index.types import PlaceLevel, ReportKind

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = Correction(
    title="云溪县2024年政府工作报告",
    kind=ReportKind.GOVERNMENT_WORK,
    place="云溪县",
    level=PlaceLevel.COUNTY,
    year=2024,
    covers=(2021, 2025),
    delivered=dt.date(2024, 1, 15),
    speaker="沈禾",
    office="县长",
)

EXPECTED = "title, kind, place, level, year, covers, delivered, speaker, office"


def put(folder: Path, text: str) -> Path:
    file = folder / corrections.FILE_NAME
    file.write_text(text, encoding="utf-8")
    return file


class TestReading:
    def test_a_folder_without_a_file_corrects_nothing(self, tmp_path: Path):
        assert corrections.read(tmp_path) == {}

    @pytest.mark.parametrize("text", ["", "\n \n", "# nothing yet\n"])
    def test_nor_does_an_empty_file(self, tmp_path: Path, text: str):
        put(tmp_path, text)
        assert corrections.read(tmp_path) == {}

    def test_every_fact(self, tmp_path: Path):
        put(
            tmp_path,
            '["年报/甲.docx"]\ntitle = "云溪县2024年政府工作报告"\nkind = "政府工作报告"\n'
            'place = "云溪县"\nlevel = "县区"\nyear = 2024\ncovers = [2021, 2025]\n'
            'delivered = 2024-01-15\nspeaker = "沈禾"\noffice = "县长"\n',
        )
        assert corrections.read(tmp_path) == {"年报/甲.docx": WHOLE}

    @pytest.mark.parametrize(
        ("written", "name"),
        [
            ('["./甲.txt"]', "甲.txt"),
            (r"['子\甲.txt']", "子/甲.txt"),
            ('["cafe\u0301.txt"]', "caf\u00e9.txt"),
        ],
    )
    def test_names_are_found_as_they_are_shown(self, tmp_path: Path, written: str, name: str):
        put(tmp_path, f"{written}\nyear = 2024\n")
        assert corrections.read(tmp_path) == {name: Correction(year=2024)}

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
    def test_whatever_an_editor_saves_it_as(self, tmp_path: Path, encoding: str):
        (tmp_path / corrections.FILE_NAME).write_bytes(
            '["云溪县政府工作报告.txt"]\r\nplace = "云溪县"\r\n'.encode(encoding)
        )
        assert corrections.read(tmp_path) == {"云溪县政府工作报告.txt": Correction(place="云溪县")}

    def test_an_entry_that_cannot_be_read_is_told_and_the_others_are_taken(self, tmp_path: Path):
        file = put(
            tmp_path,
            '["甲.txt"]\nyaer = 2024\nplace = "云溪县"\n["乙.txt"]\nyear = "二〇二x"\n'
            '[丙]\ntxt = 1\n["丁.txt"]\nyear = 2024\n'.replace("[丙]", "[c]"),
        )
        entries = corrections.load(tmp_path)
        assert entries.corrections["甲.txt"] == Correction(place="云溪县")
        assert not entries.corrections["乙.txt"]
        assert entries.corrections["丁.txt"] == Correction(year=2024)
        assert entries.problems == (
            f"{file}: [\"甲.txt\"] 'yaer' is nothing that can be corrected: did you mean year?",
            f"{file}: [\"乙.txt\"] year = '二〇二x' is no year from 1900 to 2099: write it as 2024",
            f"{file}: [\"c\"] 'txt' is nothing that can be corrected: expected {EXPECTED}",
        )

    def test_a_name_without_quotes_is_told(self, tmp_path: Path):
        file = put(tmp_path, "[a.docx]\nyear = 2024\n")
        assert corrections.load(tmp_path).problems == (
            f"{file}: [\"a\"] 'docx' is no text: write the whole name of the file in quotes",
        )

    def test_so_is_a_value_before_any_name(self, tmp_path: Path):
        file = put(tmp_path, "year = 2024\n")
        assert corrections.load(tmp_path).problems == (
            f'{file}: ["year"] is no entry: write the name of a file before it, as in ["甲.docx"]',
        )

    def test_and_a_name_that_stands_twice(self, tmp_path: Path):
        put(tmp_path, '["甲.txt"]\nyear = 2024\n["./甲.txt"]\nyear = 2023\n')
        entries = corrections.load(tmp_path)
        assert entries.corrections == {"甲.txt": Correction(year=2024)}
        assert "is there twice" in entries.problems[0]

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            ("[“甲.txt”]\nyear = 2024\n".encode(), "line 1"),
            ('["甲.txt"]\nyear = 2024\n["甲.txt"]\n'.encode(), "line 3"),
            (b'["a.txt"]\nyear = ' + b"9" * 5000, "at line 2"),
            (b"a = " + b"[" * 100_000, "cannot be read"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "UTF-8"),
            (b"a" + b".a" * 200_000 + b" = 1", "at line 1"),
            (b"\n[a" + b".a" * 200 + b"]", "at line 2"),
            (b"\n".join(b"a = [" for _ in range(100_000)), "cannot be read"),
            (b"#" * ((1 << 20) + 1), "larger than 1 MiB"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_refused_as_a_whole(
        self, tmp_path: Path, data: bytes, why: str
    ):
        (tmp_path / corrections.FILE_NAME).write_bytes(data)
        with pytest.raises(CorpusError, match=why) as refused:
            corrections.read(tmp_path)
        assert len(str(refused.value).splitlines()) == 1
        assert "mend it, or move it away" in str(refused.value)

    def test_so_is_a_folder_in_its_place(self, tmp_path: Path):
        (tmp_path / corrections.FILE_NAME).mkdir()
        with pytest.raises(CorpusError, match="directory"):
            corrections.read(tmp_path)

    def test_and_a_link_to_nowhere(self, tmp_path: Path):
        (tmp_path / corrections.FILE_NAME).symlink_to(tmp_path / "gone")
        with pytest.raises(CorpusError, match="cannot be read"):
            corrections.read(tmp_path)

    def test_a_number_of_thousands_of_digits_is_no_year(self, tmp_path: Path):
        put(tmp_path, f'["甲.txt"]\nyear = {"9" * 4000}\n')
        (problem,) = corrections.load(tmp_path).problems
        assert problem.endswith("9… is no year from 1900 to 2099: write it as 2024")

    def test_of_very_many_problems_the_first_are_told(self, tmp_path: Path):
        put(tmp_path, "".join(f'["{n}.txt"]\nyaer = 1\n' for n in range(100)))
        problems = corrections.load(tmp_path).problems
        assert len(problems) == 21
        assert "and 80 more" in problems[-1]


class TestWriting:
    def test_what_is_written_is_read(self, tmp_path: Path):
        corrections.write(tmp_path, "子/甲 “乙”.docx", WHOLE)
        assert corrections.read(tmp_path) == {"子/甲 “乙”.docx": WHOLE}

    def test_facts_that_a_report_lacks(self, tmp_path: Path):
        lacking = Correction(
            place="",
            kind=ReportKind.OTHER,
            level=PlaceLevel.UNKNOWN,
            lacks=frozenset({"year", "covers", "delivered"}),
        )
        corrections.write(tmp_path, "甲.txt", lacking)
        assert corrections.read(tmp_path) == {"甲.txt": lacking}

    def test_comments_and_other_entries_stay(self, tmp_path: Path):
        file = put(
            tmp_path,
            '# mine\n["甲.txt"]\n# why\nyear = 2023 # as printed\nplace = "云溪"\n\n'
            '["乙.txt"]\nyear = "二〇二三"\n',
        )
        corrections.write(tmp_path, "甲.txt", Correction(year=2024, speaker="沈禾"))
        assert file.read_text("utf-8") == (
            '# mine\n["甲.txt"]\n# why\nyear = 2024 # as printed\nspeaker = "沈禾"\n\n'
            '["乙.txt"]\nyear = "二〇二三"\n'
        )

    def test_one_of_nothing_takes_the_entry_out(self, tmp_path: Path):
        file = put(tmp_path, '["甲.txt"]\nyear = 2023\n["乙.txt"]\nyear = 2022\n')
        corrections.write(tmp_path, "甲.txt", Correction())
        assert file.read_text("utf-8") == '["乙.txt"]\nyear = 2022\n'
        corrections.write(tmp_path, "丙.txt", Correction())
        assert file.read_text("utf-8") == '["乙.txt"]\nyear = 2022\n'

    def test_an_entry_in_one_line_is_changed_too(self, tmp_path: Path):
        put(tmp_path, '"甲.txt" = { year = 2023, place = "云溪县" }\n')
        corrections.write(tmp_path, "甲.txt", Correction(year=2024))
        assert corrections.read(tmp_path) == {"甲.txt": Correction(year=2024)}

    def test_nothing_is_written_over_what_cannot_be_read(self, tmp_path: Path):
        file = put(tmp_path, "[“甲.txt”]\n")
        with pytest.raises(CorpusError, match="mend it"):
            corrections.write(tmp_path, "甲.txt", Correction(year=2024))
        assert file.read_text("utf-8") == "[“甲.txt”]\n"

    def test_line_ends_mode_and_link_stay(self, tmp_path: Path):
        kept = tmp_path / "kept.toml"
        kept.write_bytes(b'["a.txt"]\r\nyear = 2023\r\n')
        kept.chmod(0o640)
        (tmp_path / corrections.FILE_NAME).symlink_to(kept)
        corrections.write(tmp_path, "a.txt", Correction(year=2024))
        assert kept.read_bytes() == b'["a.txt"]\r\nyear = 2024\r\n'
        assert kept.stat().st_mode & 0o777 == 0o640
        assert sorted(file.name for file in tmp_path.iterdir()) == ["kept.toml", "reports.toml"]

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path):
        with pytest.raises(CorpusError, match="cannot be written"):
            corrections.write(tmp_path / "gone", "甲.txt", Correction(year=2024))
