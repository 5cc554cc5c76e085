"""qa.tables.rows.report_versions and wording.labels: a report in several files is one row, and others have short names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from qa.tables.wording.chinese import CHINESE
from qa.tables.wording.english import ENGLISH
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from qa.tables.values import Table

BODY = [
    "全面推进乡村产业振兴工作。",
    "持续改善城乡人居环境质量。",
    "扎实做好重点群体就业服务。",
    "加快建设现代化的交通网络。",
    "深入开展安全生产专项整治。",
    "进一步提高基层治理的水平。",
    "稳步推进公立医院综合改革。",
    "大力发展现代特色设施农业。",
]
OTHER = [line.replace("。", "的各项重点任务。")[::-1] for line in BODY]
QUESTION = "各县2031年地区生产总值增长目标是多少?"


def report(
    place: str,
    *,
    year: int = 2031,
    aim: str = "5%左右",
    kind: str = "政府工作报告",
    body: object = BODY,
) -> str:
    lines = "".join(body) if isinstance(body, list) else str(body)
    return (
        f"{year}年{place}{kind}\n各位代表:\n一、{year - 1}年工作回顾\n{lines}\n"
        f"二、{year}年工作安排\n今年的主要预期目标是：地区生产总值增长{aim}。\n"
    )


def table(folder: Path, files: dict[str, str], question: str = QUESTION) -> Table:
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in files.items():
        (corpus / name).write_text(text, encoding="utf-8")
    build([corpus], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder()).table(question)


def rows(made: Table) -> list[tuple[str, list[str]]]:
    return [(row.about.path, [each.path for each in row.versions]) for row in made.rows]


NEIGHBOUR = {"白沙县.txt": report("白沙县", body=OTHER)}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # the same report, saved from two places: the fuller file
        (
            {
                "a.txt": report("云溪县"),
                "b.txt": report("云溪县", body=[*BODY, "加强政府自身建设。"]),
            },
            [("b.txt", ["a.txt"])],
        ),
        # an excerpt and the whole
        (
            {
                "摘要.txt": report("云溪县", body=BODY[:5]),
                "全文.txt": report("云溪县", body=BODY * 2),
            },
            [("全文.txt", ["摘要.txt"])],
        ),
        # a draft and what was given
        (
            {"送审稿.txt": report("云溪县", aim="6%左右"), "云溪.txt": report("云溪县")},
            [("云溪.txt", ["送审稿.txt"])],
        ),
        # three versions
        (
            {
                "a.txt": report("云溪县"),
                "b.txt": report("云溪县", body=[*BODY, "加强政府自身建设。"]),
                "c.txt": report("云溪县", body=[*BODY, "加强政府自身建设。", "厉行勤俭节约。"]),
            },
            [("c.txt", ["a.txt", "b.txt"])],
        ),
        # two reports of one place and year are no versions
        (
            {
                "a.txt": report("云溪县"),
                "b.txt": report("云溪县", kind="预算报告", body=OTHER[::-1]),
            },
            [("a.txt", []), ("b.txt", [])],
        ),
    ],
)
def test_versions_of_a_report_are_one_row(
    tmp_path: Path, files: dict[str, str], expected: list[tuple[str, list[str]]]
):
    made = table(tmp_path, files | NEIGHBOUR)
    assert [each for each in rows(made) if each[0] != "白沙县.txt"] == expected
    assert made.n_left_out == 0
    told = [each for each in CHINESE.notes(made) if "版本" in each]
    n_versions = sum(len(others) for _, others in expected)
    if not n_versions:
        assert told == []
    else:
        assert told[0].startswith(f"同一份报告另有 {n_versions} 个版本")
        assert all(each in told[0] for _, others in expected for each in others)
        assert any("Other versions" in each for each in ENGLISH.notes(made))


def test_reports_of_two_years_are_two_rows_however_alike(tmp_path: Path):
    files = {"a.txt": report("云溪县"), "b.txt": report("云溪县", year=2030)}
    made = table(tmp_path, files, "云溪县历年地区生产总值增长目标")
    assert sorted(rows(made)) == [("a.txt", []), ("b.txt", [])]


def test_two_reports_of_a_place_have_short_names_of_their_own(tmp_path: Path):
    kinds = ("政府工作报告", "预算报告", "计划报告")
    bodies = (BODY, OTHER, BODY[::-1])
    files = {
        f"{kind}.txt": report("云溪县", kind=kind, body="".join(body)[i:])
        for i, (kind, body) in enumerate(zip(kinds, bodies, strict=True))
    }
    made = table(tmp_path, files | NEIGHBOUR)
    names = {*CHINESE.labels(made.column(0)).values()}
    assert "白沙县" in names
    assert "云溪县（预算报告）" in names
    assert len(names) == len(made.rows)
    assert max(map(len, names)) <= len("云溪县（政府工作报告）")
