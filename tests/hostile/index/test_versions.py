"""Versions of one report share a place in the sources; other reports keep theirs."""

from __future__ import annotations

import datetime as dt
import itertools
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from index.build import build
from index.published.contents import PublishedIndex
from index.reading.versions import pairs
from index.storage.store import Store
from qa import Engine, json_values
from qa.cli import main
from qa.cli.printing import terminal
from qa.retrieval.scope import Scope
from qa.web.fragments import cards
from qa.web.pages import filters, report
from qa.web.texts import EN, ZH_CN
from tests.support.folders import CORPUS
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

TITLE = "2024年天津市河北区政府工作报告"
LINES = [
    line.strip()
    for line in next(CORPUS.glob("*.txt")).read_text(encoding="utf-8").split("\n")
    if line.strip()
]
LINES = LINES[LINES.index(TITLE) :][:45]  # the review: quicker than all
REPORT = "\n".join(LINES)
QUESTION = "航运类企业达到多少家?"
BODY = next(i for i, line in enumerate(LINES) if line.startswith("各位代表"))


def broken(text: str, n_chars: int = 40) -> str:
    return "\n".join(
        line[at : at + n_chars]
        for line in text.split("\n")
        for at in range(0, max(1, len(line)), n_chars)
    )


def other_figures(text: str) -> str:
    """The template of a report with another one's figures, of the same year."""
    text = text.translate(str.maketrans("123456789", "234567891"))
    return text.replace("3035", "2024").replace("3034", "2023")


VERSIONS: dict[str, Callable[[], str]] = {
    "a typo": lambda: REPORT.replace("航运", "航云", 1),
    "a figure corrected": lambda: REPORT.replace("383家", "384家"),
    "every figure another": lambda: other_figures(REPORT),
    "a paragraph missing": lambda: "\n".join(LINES[: BODY + 9] + LINES[BODY + 10 :]),
    "a preface": lambda: "编者按:这份报告经过校对,个别数字有更正。\n" * 3 + REPORT,
    "the first half": lambda: "\n".join(LINES[: len(LINES) // 2]),
    "another title": lambda: "\n".join(["关于区政府工作情况的汇报", *LINES[BODY:]]),
    "no title": lambda: "\n".join(LINES[BODY + 1 :]),
    "lines broken, a figure corrected": lambda: broken(REPORT.replace("383家", "384家")),
    "web furniture and a typo": lambda: (
        "网站首页\n当前位置:首页\n" + REPORT.replace("航运", "航云", 1) + "\n打印本页\n"
    ),
    "together with another report": lambda: (
        REPORT
        + "\n2031年云溪县政府工作报告\n各位代表:\n"
        + "\n".join(f"第{i}件实事是修建第{i}座文化活动中心。" for i in range(80))
    ),
}


def opened(tmp_path: Path, files: Mapping[str, str]) -> Engine:
    corpus = tmp_path / "corpus"
    corpus.mkdir(exist_ok=True)
    for name, text in files.items():
        (corpus / name).write_text(text, encoding="utf-8")
    build([corpus], tmp_path / "index", HashEncoder)
    return Engine.open(tmp_path / "index", load=lambda _: HashEncoder())


@pytest.mark.parametrize("how", VERSIONS)
class TestTwoVersions:
    def test_they_share_their_places_and_are_told_with_them(self, tmp_path: Path, how: str):
        engine = opened(tmp_path, {"甲.txt": REPORT, "乙.txt": VERSIONS[how]()})
        assert len(engine.documents) == 2
        hits = engine.search(QUESTION, top_k=10)
        assert len(hits) == 10
        held = [
            [hit.passage.text, *(version.passage.text for version in hit.versions)] for hit in hits
        ]
        one_place = [texts for texts in held if any("383家" in text for text in texts)]
        assert len(one_place) == 1, "the passage that answers takes one place"
        assert hits[0].versions
        assert {hit.document.path for hit in hits} | {
            version.document.path for hit in hits for version in hit.versions
        } == {"甲.txt", "乙.txt"}

    def test_the_index_knows_them_as_versions(self, tmp_path: Path, how: str):
        engine = opened(tmp_path, {"甲.txt": REPORT, "乙.txt": VERSIONS[how]()})
        assert families(engine) == [(0, 1)]


def families(engine: Engine) -> list[tuple[int, ...]]:
    """The rows of the reports that are versions of one."""
    of_each = engine.snapshot().index.versions(range(len(engine.documents)))
    return sorted({family for each in of_each for family in each})


class TestManyVersions:
    def test_six_take_one_place_and_all_are_told(self, tmp_path: Path):
        files = {f"{i}.txt": REPORT.replace("383家", f"38{i}家") for i in range(6)}
        hits = opened(tmp_path, files).search(QUESTION, top_k=5)
        assert len({hit.passage.text for hit in hits}) == 5
        assert [len(hit.versions) for hit in hits] == [5] * 5
        assert all(version.differs for version in hits[0].versions)

    def test_work_grows_with_the_clauses_and_not_with_the_pairs_of_reports(self):
        counts = []
        for n in (100, 200, 400):
            keys = [np.arange(50, dtype=np.uint64) for _ in range(n)]
            counts.append(sum(1 for _ in pairs(keys)))
        assert counts == [2 * n - 3 for n in (100, 200, 400)]


class TestWhatTheySayDifferently:
    def test_the_other_figure_is_told_beside_the_answer(self, tmp_path: Path):
        files = {"甲.txt": REPORT, "乙.txt": REPORT.replace("383家", "384家")}
        answer = opened(tmp_path, files).ask(QUESTION)
        assert answer.found
        (other,) = answer.conflicts
        assert answer.value is not None
        assert {answer.value.text, other.value.text} == {"383家", "384家"}
        assert {answer.citations[0].document.path, other.citation.document.path} == set(files)

    def test_the_same_figure_is_no_conflict(self, tmp_path: Path):
        files = {"甲.txt": REPORT, "乙.txt": REPORT.replace("航运", "航云", 1)}
        answer = opened(tmp_path, files).ask(QUESTION)
        assert answer.value is not None
        assert (answer.value.text, answer.conflicts) == ("383家", ())

    @pytest.mark.parametrize(
        ("names", "newest"),
        [
            (("报告(草案).txt", "报告.txt"), "报告.txt"),
            (("报告.txt", "报告(征求意见稿).txt"), "报告.txt"),
        ],
    )
    def test_the_final_one_goes_before_a_draft(
        self, tmp_path: Path, names: tuple[str, str], newest: str
    ):
        texts = (REPORT, REPORT.replace("383家", "384家"))
        answer = opened(tmp_path, dict(zip(names, texts, strict=True))).ask(QUESTION)
        assert answer.citations[0].document.path == newest
        assert len(answer.conflicts) == 1

    @pytest.mark.parametrize("newer", ["甲.txt", "乙.txt"])
    def test_the_file_of_a_later_day_goes_first(self, tmp_path: Path, newer: str):
        files = {"甲.txt": REPORT, "乙.txt": REPORT.replace("383家", "384家")}
        opened(tmp_path, files)
        for name, day in ((newer, 20), *((name, 10) for name in files if name != newer)):
            time = dt.datetime(2024, 3, day, 12, tzinfo=dt.UTC).timestamp()
            os.utime(tmp_path / "corpus" / name, (time, time))
        answer = opened_again(tmp_path).ask(QUESTION)
        assert answer.citations[0].document.path == newer

    @pytest.mark.parametrize("later", ["甲.txt", "乙.txt"])
    def test_the_one_delivered_later_goes_first(self, tmp_path: Path, later: str):
        def delivered(text: str, name: str) -> str:
            return text.replace(
                "2024年1月10日", "2024年2月20日" if name == later else "2024年1月10日"
            )

        files = {"甲.txt": REPORT, "乙.txt": REPORT.replace("383家", "384家")}
        engine = opened(tmp_path, {name: delivered(text, name) for name, text in files.items()})
        assert engine.ask(QUESTION).citations[0].document.path == later

    def test_an_excerpt_that_is_newer_does_not_hide_the_answer(self, tmp_path: Path):
        excerpt = "\n".join(line.replace("383家", "若干家") for line in LINES)
        engine = opened(tmp_path, {"报告(草案).txt": REPORT, "报告.txt": excerpt})
        assert engine.ask(QUESTION).text == "383家"


def opened_again(tmp_path: Path) -> Engine:
    build([tmp_path / "corpus"], tmp_path / "index", HashEncoder)
    return Engine.open(tmp_path / "index", load=lambda _: HashEncoder())


def test_a_scope_shows_the_version_that_it_names(tmp_path: Path):
    files = {"报告(草案).txt": REPORT, "报告.txt": REPORT.replace("383家", "384家")}
    engine = opened(tmp_path, files)
    for document in engine.documents:
        hits = engine.search(QUESTION, scope=Scope(documents=(document.id,)))
        assert {hit.document.path for hit in hits} == {document.path}
        assert not any(hit.versions for hit in hits)


NEIGHBOURS: dict[str, Callable[[], str]] = {
    "the next year's": lambda: (
        other_figures(REPORT).replace("2024", "2025").replace("2023", "2024")
    ),
    "the neighbour's of the same template": lambda: other_figures(REPORT).replace(
        "河北区", "河东区"
    ),
}


@pytest.mark.parametrize("how", NEIGHBOURS)
def test_other_reports_of_the_same_template_keep_their_places(tmp_path: Path, how: str):
    engine = opened(tmp_path, {"甲.txt": REPORT, "乙.txt": NEIGHBOURS[how]()})
    origins = {(document.place, document.year) for document in engine.documents}
    assert len(origins) == 2
    assert families(engine) == []
    hits = engine.search(QUESTION, top_k=2)
    assert {hit.document.path for hit in hits} == {"甲.txt", "乙.txt"}
    assert not any(hit.versions for hit in hits)


@pytest.mark.parametrize(
    "texts",
    [
        ("全县种茶三千亩。", "全县种茶四千亩。"),
        ("2031年云溪县政府工作报告", "2032年云溪县政府工作报告"),
        ("各位代表:\n修路。", "各位代表:\n架桥。"),
    ],
)
def test_small_reports_are_no_versions_of_each_other(tmp_path: Path, texts: tuple[str, str]):
    engine = opened(tmp_path, {f"{i}.txt": text for i, text in enumerate(texts)})
    assert families(engine) == []
    assert not any(hit.versions for hit in engine.search("种茶修路", top_k=5))


def test_a_file_of_two_reports_is_kin_to_both_and_these_are_none(tmp_path: Path):
    half = (len(LINES) + BODY) // 2
    first = "\n".join([TITLE, *LINES[BODY:half]])
    second = "\n".join([TITLE.replace("2024", "2019"), *LINES[half:]])
    files = {"a.txt": first, "b.txt": second, "c.txt": f"{first}\n{second}"}
    assert families(opened(tmp_path, files)) == [(0, 2), (1, 2)]


def test_what_is_known_of_versions_outlives_the_build(tmp_path: Path):
    opened(tmp_path, {"甲.txt": REPORT, "乙.txt": VERSIONS["a typo"](), "丙.txt": "种茶三千亩。"})
    table = PublishedIndex.load(Store(tmp_path / "index").current()[0]).documents
    families = [table.origin(row).families for row in range(3)]
    assert [len(each) for each in families] == [0, 1, 1]
    assert families[1] == families[2]


class TestWhereTheyAreTold:
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Engine:
        return opened(tmp_path, {"甲.txt": REPORT, "乙.txt": REPORT.replace("383家", "384家")})

    def test_in_json_beside_the_fields_that_there_are(self, engine: Engine):
        hit = json_values.hit(engine.search(QUESTION)[0])
        (version,) = hit["versions"]
        assert version["differs"]
        assert {hit["document"]["path"], version["document"]["path"]} == {"甲.txt", "乙.txt"}

    def test_in_the_terminal_by_their_files(self, engine: Engine):
        shown = terminal.answer(engine.ask(QUESTION))
        assert shown.count(f"—— 《{TITLE} [") == 1
        assert shown.count(f"] 《{TITLE} [") == 5
        assert shown.count(f"另见: 《{TITLE} [") == 4
        assert shown.count(f"另见 (文字有出入): 《{TITLE} [") == 1
        assert f"— 《{TITLE} [" in shown

    def test_in_the_page(self, engine: Engine):
        pane = cards.sources(engine.ask(QUESTION), ZH_CN)
        assert pane.count('class="version"') == 5
        assert pane.count(ZH_CN.also_otherwise) == 1

    def test_lists_tell_equal_titles_apart_by_their_files(self, engine: Engine):
        snapshot = engine.snapshot()
        form = filters.form(snapshot.index, snapshot.reports, EN)
        every = report.listed(snapshot.index, snapshot.reports, EN, 9)
        for path in ("甲.txt", "乙.txt"):
            assert f"{TITLE} [{path}]" in form
            assert f"{TITLE} [{path}]" in every

    def test_by_info(self, engine: Engine, tmp_path: Path):
        assert len(engine.documents) == 2
        told = CliRunner().invoke(main.main, ["info", "--index", str(tmp_path / "index")])
        (line,) = [line for line in told.output.splitlines() if line.startswith("versions")]
        assert all(name in line for name in ("甲.txt", "乙.txt"))


def test_the_order_of_files_changes_nothing(tmp_path: Path):
    texts = (REPORT, VERSIONS["a typo"](), VERSIONS["the first half"]())
    shares = []
    for i, order in enumerate(itertools.permutations(texts)):
        (tmp_path / str(i)).mkdir()
        engine = opened(tmp_path / str(i), {f"{j}.txt": text for j, text in enumerate(order)})
        hits = engine.search(QUESTION, top_k=5)
        shares.append([len(hit.versions) for hit in hits])
    assert all(each == shares[0] for each in shares)
