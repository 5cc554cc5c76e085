"""One report saved in many ways is one report; reports that say different things are several."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import opencc
import pytest

from index.build import BuildResult, build
from index.freshness import is_current
from index.published.contents import PublishedIndex
from index.storage.store import Store
from qa import Engine
from tests.support.folders import CORPUS
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

REPORT = next(CORPUS.glob("*.txt")).read_text(encoding="utf-8")[:7000]
LINES = [line for line in REPORT.split("\n") if line.strip()]
N_CHARS = 40  # of a line that is broken
TITLE = "2031年云溪县政府工作报告"


def converted(script: str) -> str:
    return str(opencc.OpenCC(script).convert(REPORT))


def broken(text: str) -> str:
    """Every line broken for its length."""
    return "\n".join(
        line[at : at + N_CHARS]
        for line in text.split("\n")
        for at in range(0, max(1, len(line)), N_CHARS)
    )


FULL_WIDTH = {ord(half): full for half, full in zip(",;:!?()", "，；：！？（）", strict=True)}
COPIES: dict[str, Callable[[], bytes]] = {
    "gb18030": lambda: REPORT.encode("gb18030"),
    "utf-16": lambda: REPORT.encode("utf-16"),
    "utf-16-be, no mark": lambda: REPORT.encode("utf-16-be"),
    "byte-order mark": lambda: b"\xef\xbb\xbf" + REPORT.encode(),
    "big5": lambda: converted("s2tw").replace("©", "").replace("\xa0", " ").encode("big5"),
    "crlf": lambda: REPORT.replace("\n", "\r\n").encode(),
    "cr": lambda: REPORT.replace("\n", "\r").encode(),
    "full-width marks": lambda: REPORT.translate(FULL_WIDTH).encode(),
    "full-width figures": lambda: REPORT.translate(
        {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}
    ).encode(),
    "traditional": lambda: converted("s2t").encode(),
    "as in Taiwan": lambda: converted("s2tw").encode(),
    "as in Hong Kong": lambda: converted("s2hk").encode(),
    "a space between characters": lambda: "\n".join(
        " ".join(line) for line in REPORT.split("\n")
    ).encode(),
    "empty lines doubled": lambda: REPORT.replace("\n", "\n\n\n").encode(),
    "no empty lines": lambda: "\n".join(LINES).encode(),
    "lines broken": lambda: broken(REPORT).encode(),
    "indented": lambda: "\n".join("\u3000\u3000" + line for line in LINES).encode(),
    "zero-width spaces": lambda: REPORT.replace("。", "。\u200b").encode(),
    "headings marked": lambda: "\n\n".join(
        f"## {line}" if len(line) < 20 else f"**{line[:8]}**{line[8:]}" for line in LINES
    ).encode(),
    "a web page around it": lambda: "\n".join(
        (
            *("网站首页", "当前位置：首页 > 政务公开", "字体：大 中 小"),
            REPORT,
            *("打印本页", "关闭窗口", "网站地图 | 联系我们"),
        )
    ).encode(),
}


def indexed(tmp_path: Path, files: Mapping[str, bytes | str]) -> tuple[BuildResult, list[str]]:
    """What a build of some files tells, and the paths of the reports that it kept."""
    corpus = tmp_path / "corpus"
    for name, data in files.items():
        file = corpus / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    result = build([corpus], tmp_path / "index", HashEncoder)
    assert is_current(result.manifest, [corpus])
    published = PublishedIndex.load(Store(tmp_path / "index").current()[0])
    return result, [document.path for document in published.documents]


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_copy_is_told_and_left_out(tmp_path: Path, how: str, suffix: str):
    result, kept = indexed(tmp_path, {"甲.txt": REPORT, f"乙{suffix}": COPIES[how]()})
    assert len(kept) == 1
    (line,) = result.duplicates
    (copy,) = {"甲.txt", f"乙{suffix}"} - set(kept)
    assert re.fullmatch(rf"{copy} is .* of {kept[0]}.*: kept once", line)


def test_all_of_them_are_one_and_every_other_has_its_line(tmp_path: Path):
    files = {f"{i:02} {how}.txt": data() for i, (how, data) in enumerate(COPIES.items())}
    result, kept = indexed(tmp_path, {**files, "原文.txt": REPORT, "副本/原文.txt": REPORT})
    assert len(kept) == 1
    copies = {line.split(" is ")[0] for line in result.duplicates}
    assert copies == {*files, "原文.txt", "副本/原文.txt"} - set(kept)
    assert len(result.duplicates) == len(copies)


def test_the_sources_of_a_question_are_different_passages(tmp_path: Path):
    indexed(tmp_path, {f"{i}.txt": data() for i, data in enumerate(COPIES.values())})
    engine = Engine.open(tmp_path / "index", load=lambda _: HashEncoder())
    hits = engine.search("航运企业有多少家?", top_k=5)
    assert len({hit.passage.text for hit in hits}) == 5
    assert not any(hit.versions for hit in hits)


class TestWhichIsKept:
    @pytest.mark.parametrize("worse", ["lines broken", "a web page around it"])
    def test_the_one_that_tells_most_whatever_its_name(self, tmp_path: Path, worse: str):
        _, kept = indexed(tmp_path, {"乙.txt": REPORT, "一.txt": COPIES[worse]()})
        assert kept == ["乙.txt"]

    def test_of_equals_the_first(self, tmp_path: Path):
        _, kept = indexed(tmp_path, {"b.txt": REPORT, "a.txt": COPIES["gb18030"]()})
        assert kept == ["a.txt"]

    def test_the_same_whatever_else_is_there(self, tmp_path: Path):
        indexed(tmp_path / "alone", {"a.txt": REPORT})
        indexed(tmp_path / "both", {"a.txt": REPORT, "b.txt": COPIES["crlf"]()})
        ids = [
            PublishedIndex.load(Store(tmp_path / name / "index").current()[0]).documents.ids
            for name in ("alone", "both")
        ]
        assert ids[0] == ids[1]


class TestWhetherTheIndexIsCurrent:
    def test_a_copy_that_comes_or_goes_is_a_change_once(self, tmp_path: Path):
        before, _ = indexed(tmp_path, {"甲.txt": REPORT})
        copy = tmp_path / "corpus" / "丙.txt"
        copy.write_bytes(COPIES["crlf"]())
        assert not is_current(before.manifest, [tmp_path / "corpus"])
        both = build([tmp_path / "corpus"], tmp_path / "index", HashEncoder).manifest
        assert is_current(both, [tmp_path / "corpus"])
        copy.unlink()
        assert not is_current(both, [tmp_path / "corpus"])
        assert is_current(before.manifest, [tmp_path / "corpus"])

    def test_links_to_a_report_are_no_reports(self, tmp_path: Path):
        before, _ = indexed(tmp_path, {"甲.txt": REPORT})
        (tmp_path / "corpus" / "乙.txt").symlink_to(tmp_path / "corpus" / "甲.txt")
        os.link(tmp_path / "corpus" / "甲.txt", tmp_path / "corpus" / "硬.txt")
        result = build([tmp_path / "corpus"], tmp_path / "index", HashEncoder)
        assert result.manifest.n_documents == before.manifest.n_documents == 1
        assert is_current(result.manifest, [tmp_path / "corpus"])


def report_of(*lines: str, title: str = TITLE) -> str:
    return "\n".join((title, "各位代表:", "一、2030年工作回顾", *lines))


DIFFERENT: list[tuple[str, Iterable[str]]] = [
    ("a figure", ("航运企业383家。", "航运企业384家。")),
    ("a point", ("增长1.5%。", "增长15%。")),
    ("a sign", ("增长3%。", "增长-3%。")),
    ("another sign", ("增速为+3%。", "增速为3%。")),
    ("a share", ("出生率5%。", "出生率5‰。")),
    ("a range", ("用2-3年。", "用23年。")),
    ("a fraction", ("完成3/4。", "完成34。")),
    ("two figures", ("路灯12、3盏。", "路灯123盏。")),
    ("two cells", ("粮食\t1\t23", "粮食\t12\t3")),
    ("two lines", ("桥梁1\n2座。", "桥梁12\n座。")),
    ("a power", ("达到10²。", "达到102。")),
    ("Chinese figures", ("发放二、三次。", "发放二三次。")),
    ("a unit", ("面积3㎡。", "面积3㎞。")),
    ("a name", ("县长王强。", "县长王刚。")),
    ("a place", ("建设东港。", "建设西港。")),
    ("not", ("我们要拆除。", "我们不要拆除。")),
    ("order", ("先修路,后架桥。", "先架桥,后修路。")),
    ("a language", ("C语言课。", "C++语言课。")),
]


@pytest.mark.parametrize("words", [each[1] for each in DIFFERENT], ids=[e[0] for e in DIFFERENT])
def test_what_says_something_else_is_kept(tmp_path: Path, words: Iterable[str]):
    files = {f"{i}.txt": report_of(each) for i, each in enumerate(words)}
    result, kept = indexed(tmp_path, files)
    assert len(kept) == 2
    assert result.duplicates == ()


@pytest.mark.parametrize(
    "texts",
    [
        (report_of("修路。"), report_of("修路。", title=TITLE.replace("2031", "2032"))),
        (report_of("修路。"), report_of("修路。", title=TITLE.replace("云溪", "石桥"))),
        (f"首页\n{TITLE}\n打印", f"首页\n{TITLE.replace('2031', '2032')}\n打印"),
        ("— 1 —\n— 2 —", "— 1 —\n— 3 —"),
        ("。。。", "!!!"),
        ("甲", "乙"),
    ],
)
def test_small_and_empty_reports_are_not_taken_for_each_other(
    tmp_path: Path, texts: tuple[str, str]
):
    _, kept = indexed(tmp_path, {f"{i}.txt": text for i, text in enumerate(texts)})
    assert len(kept) == 2
