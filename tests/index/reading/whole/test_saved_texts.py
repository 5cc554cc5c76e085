"""Reports as people save them from sites of every kind, as text: what is read of each.

Each shape is one that sites, programs or scans make; the report in it is always the same, so that
what must be read is, too.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from index.reading import readers, report, splitting
from tests.support.texts.county_report import (
    ADDRESS,
    BODY,
    CHAPTERS,
    CLOSING,
    HEAD,
    LINES,
    PARTS,
    PASSAGES,
    PLANNED,
    REVIEW,
    REVIEWED,
    TITLE,
)

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Document, Passage

TEXT = "\n".join(LINES)
OTHERS = "\n".join(
    f"{year}年{name}政府工作报告"
    for year in (2029, 2030)
    for name in ("云溪县", "河口县", "白石市")
)
OFFICES = "县政府办公室\n县发展改革局\n县教育局\n县财政局\n河口县\n白石市\n云溪新闻\n关于本站"


def parsed(
    text: str | bytes, folder: Path, name: str = "报告.txt"
) -> tuple[Document, tuple[Passage, ...]]:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = report.parse(readers.read(file, name))
    return found.document, splitting.split(found)


def check(text: str | bytes, folder: Path, name: str = "报告.txt") -> Document:
    """That of a text just the report is read, paragraph by paragraph."""
    document, split = parsed(text, folder, name)
    assert ["".join(passage.text.split()) for passage in split] == [
        "".join(passage.split()) for passage in PASSAGES
    ]
    assert [h.title for h in document.headings if h.level == 1] == list(PARTS)
    assert (document.title, document.place, document.year) == (TITLE, "云溪县", 2031)
    assert (document.speaker, document.occasion[:3]) == ("沈禾", "云溪县")
    return document


ABOVE = {
    "a menu and where one is": "首页\n新闻\n政务公开\n当前位置：首页 > 政务公开 > 政府工作报告",
    "a breadcrumb of lines": "首页\n>\n政务公开\n>\n工作报告",
    "labels": f"标题：{TITLE}\n发布机构：云溪县人民政府\n发布日期：2031-01-20\n索引号：0053/2031-00012\n正文：",
    "labels in a line": f"【信息标题】{TITLE} 【发布时间】2031-01-20 【浏览次数】1203 【字体：大 中 小】",
    "other reports": f"相关报告\n{OTHERS}",
    "a button of the type's size": "【字体：大 中 小】\n【打印】\n【关闭】\n分享到：",
    "the title of the page": f"{TITLE}_云溪县人民政府门户网站\n无障碍浏览 | 繁体 | 登录",
    "a summary": f"摘要：{REVIEWED[0][:60]}......",
    "a share bar": "分享到微信\n扫一扫在手机打开当前页\n收藏",
}  # fmt: skip
BELOW = {
    "before and after": "上一篇：2030年云溪县政府工作报告\n下一篇：没有了",
    "buttons": "【打印本页】 【关闭窗口】\n责任编辑：穆青",
    "related links": f"相关链接\n{OTHERS}\n更多>>",
    "a foot": "主办单位：云溪县人民政府办公室\n版权所有 © 云溪县人民政府\n云ICP备12000000号-1\n云公网安备 53000000000001号\n网站标识码：5300000001",
    "offices and places": f"{OFFICES}\n网站地图\n云ICP备12000000号-1",
    "comments": "网友评论\n发表评论\n登录后可以评论\n评论(0)\n最新评论\n暂无评论",
    "a notice": "免责声明：本文仅代表作者观点，不代表本站立场。\n本站部分文章来源于网络，如有侵权，请联系本站删除。\n标签：\n工作报告\n2031年",
    "a share bar": "分享到：\nQQ空间\n新浪微博\n微信\n扫一扫在手机打开当前页",
    "attachments": "附件下载\n相关附件：2031年云溪县政府工作报告.pdf\n打印此页",
    "its source": "来源：云溪日报\n编辑：穆青\n浏览次数：1,203",
    "a ranking": "阅读排行\n1.2029年河口县政府工作报告\n2.2030年白石市政府工作报告\n热门推荐\n云溪茶文化节开幕",
    "a copyright in English": "Copyright © 2031 www.yunxi.gov.cn All Rights Reserved\nRSS订阅\n关于我们\n联系我们",
    "the mark of a site": "来自云溪数据网",
    "a whole copy of the page": f"{OFFICES}\n当前位置：首页\n{TEXT}\n网站标识码：5300000001",
}  # fmt: skip


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE.keys())
def test_what_stands_above_a_report_is_left_out(above: str, tmp_path: Path):
    check(f"{above}\n{TEXT}\n", tmp_path)


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW.keys())
def test_what_stands_below_a_report_is_left_out(below: str, tmp_path: Path):
    document = check(f"{TEXT}\n{below}\n", tmp_path)
    told = "".join(document.text[drop.start : drop.end] for drop in document.dropped)
    assert all("".join(line.split()) in "".join(told.split()) for line in below.split("\n"))


def test_all_of_it_at_once(tmp_path: Path):
    above, below = "\n".join(ABOVE.values()), "\n".join(BELOW.values())
    check(f"{above}\n{TEXT}\n{below}\n", tmp_path)


MIDDLE = {
    "a caption": "县长沈禾作政府工作报告。云溪日报记者 穆青 摄",
    "a page of several": "上一页 1 2 3 下一页",
    "a page number": "— 3 —",
    "a button": "点击查看大图",
    "a newspaper": "（下转第三版）",
    "the size of type": "【字体：大 中 小】",
    "the mark of a site": "来自云溪数据网",
}


@pytest.mark.parametrize("line", MIDDLE.values(), ids=MIDDLE.keys())
def test_what_stands_in_the_middle_is_left_out(line: str, tmp_path: Path):
    body = "\n".join(LINES).replace(PLANNED[1], f"{line}\n{PLANNED[1]}")
    check(body, tmp_path)


class TestLines:
    def test_an_empty_line_between_all(self, tmp_path: Path):
        check("\n\n".join(LINES), tmp_path)

    def test_lines_are_set_in(self, tmp_path: Path):
        check("\n".join((*HEAD, *(f"\u3000\u3000{line}" for line in BODY))), tmp_path)

    def test_windows_line_ends_and_an_old_encoding(self, tmp_path: Path):
        check("\r\n".join(LINES).replace("•", "").encode("gb18030"), tmp_path)

    @pytest.mark.parametrize("indent", ["", "    ", "\u3000\u3000"])
    @pytest.mark.parametrize("width", [38, 30])
    def test_lines_are_broken_at_a_width(self, width: int, indent: str, tmp_path: Path):
        lines = [part for line in BODY for part in wrapped(indent + line, width)]
        check("\n".join((*HEAD, *lines)), tmp_path)

    def test_lines_are_broken_at_a_width_whatever_mark_follows(self, tmp_path: Path):
        lines = [line[i : i + 35] for line in BODY for i in range(0, len(line), 35)]
        check("\n".join((*HEAD, *lines)), tmp_path)

    def test_lines_of_pages_with_their_numbers_and_heads(self, tmp_path: Path):
        lines = [part for line in BODY for part in wrapped(f"\u3000\u3000{line}", 34)]
        pages = [lines[i : i + 9] for i in range(0, len(lines), 9)]
        numbered = [
            line for n, page in enumerate(pages, 1) for line in (*page, "", f"— {n} —", TITLE)
        ]
        check("\n".join((*HEAD, *numbered)), tmp_path)

    def test_it_is_one_line_whose_paragraphs_were_set_in(self, tmp_path: Path):
        document, split = parsed("\u3000\u3000".join((TITLE, *LINES[1:])), tmp_path)
        assert [passage.text for passage in split][1:] == list(PASSAGES[1:])
        assert [h.title for h in document.headings if h.level == 1] == list(PARTS)

    def test_it_is_one_line(self, tmp_path: Path):
        document, split = parsed("\n".join((TITLE, "".join(LINES[1:]))), tmp_path)
        assert [h.title for h in document.headings if h.level == 1] == list(PARTS)
        texts = [passage.text for passage in split]
        assert texts[-1].endswith(CLOSING)
        assert any(text.startswith(REVIEWED[0][:20]) for text in texts)
        assert any(text.startswith(PLANNED[0][:20]) for text in texts)

    def test_its_line_ends_are_written_out(self, tmp_path: Path):
        check("\\r\\n".join(LINES), tmp_path)

    def test_links_break_its_lines(self, tmp_path: Path):
        broken = "\n".join(LINES)
        for words in ("规模以上工业增加值", "一般公共预算收入", "茶文化节", "高新技术企业"):
            broken = broken.replace(words, f"\n{words}\n")
        check(broken, tmp_path)

    def test_links_break_its_lines_with_an_empty_one_between_all(self, tmp_path: Path):
        broken = "\n".join(LINES)
        for words in ("规模以上工业增加值", "一般公共预算收入", "茶文化节", "高新技术企业"):
            broken = broken.replace(words, f"\n{words}\n")
        check(broken.replace("\n", "\n\n"), tmp_path)

    def test_entities_are_left_in_it(self, tmp_path: Path):
        text = TEXT.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("\n", "\n&nbsp;&nbsp;")
        check(text, tmp_path)


class TestParts:
    def test_chapters_that_are_sentences(self, tmp_path: Path):
        lines = (
            TITLE,
            ADDRESS,
            REVIEW,
            f"{CHAPTERS[0]}。",
            REVIEWED[0],
            f"{CHAPTERS[1]}。",
            REVIEWED[1],
        )
        _, split = parsed("\n".join(lines), tmp_path)
        assert [passage.section for passage in split] == [
            (REVIEW, CHAPTERS[0]),
            (REVIEW, CHAPTERS[1]),
        ]

    def test_a_glossary_of_terms_below(self, tmp_path: Path):
        glossary = "名词解释\n1.绿道：沿水系建设的慢行道路。\n2.“一网通办”：\n群众办事只上一张网。\n3.技改：技术改造。"
        _, split = parsed(f"{TEXT}\n{glossary}\n分享到：\nQQ空间\n{OTHERS}", tmp_path)
        assert [passage.text for passage in split[-3:]] == [
            "1.绿道：沿水系建设的慢行道路。",
            "2.“一网通办”：\n群众办事只上一张网。",
            "3.技改：技术改造。",
        ]
        assert {passage.period.value for passage in split[-3:]} == {"glossary"}

    def test_a_glossary_with_marks(self, tmp_path: Path):
        glossary = "※注释※\n[1]绿道：沿水系建设的慢行道路。\n[2]技改：技术改造。"
        _, split = parsed(
            f"{TEXT}\n{glossary}\n免责声明：本文仅代表作者观点。\n标签：\n云溪县", tmp_path
        )
        assert [passage.text for passage in split[-2:]] == glossary.split("\n")[1:]
        assert split[-1].section == ("※注释※",)

    def test_a_last_line_that_is_signed(self, tmp_path: Path):
        _, split = parsed(f"{TEXT}\n云溪县人民政府\n2031年1月16日\n分享到：\n微信", tmp_path)
        assert [passage.text for passage in split[-2:]] == ["云溪县人民政府", "2031年1月16日"]

    def test_a_list_below_is_kept(self, tmp_path: Path):
        works = ("附件：2031年民生实事", "1.新建学校三所", "2.改造老旧小区", "3.建设停车泊位")
        document, split = parsed("\n".join((TEXT, *works)), tmp_path)
        kept = {*(passage.text for passage in split), *(h.title for h in document.headings)}
        assert kept >= {"1.新建学校三所", "2.改造老旧小区", "3.建设停车泊位"}


class TestBulletins:
    TITLE = "云溪县2030年国民经济和社会发展统计公报"
    BODY = (
        "一、综合",
        "初步核算，全年地区生产总值310亿元，比上年增长6.2%。其中，第一产业增加值40亿元，第二产业增加值120亿元。",
        "二、农业",
        "全年粮食产量9.2万吨，比上年增长1.1%；茶叶产量2.4万吨，增长4.8%，产值首次突破20亿元。",
        "三、人口",
        "年末常住人口41.2万人，城镇化率56.3%，居民人均可支配收入31200元，增长6.5%。",
    )

    def check(self, text: str, folder: Path, head: str = "") -> None:
        document, split = parsed(text, folder)
        assert [passage.text for passage in split] == [*([head] if head else []), *self.BODY[1::2]]
        assert [h.title for h in document.headings if h.level == 1] == list(self.BODY[::2])
        assert (document.title, document.place, document.year) == (self.TITLE, "云溪县", 2030)

    def test_below_a_menu(self, tmp_path: Path):
        menu = "首页\n统计数据\n统计公报\n当前位置：首页 > 统计公报"
        lines = (menu, self.TITLE, "云溪县统计局\n2031年3月20日", *self.BODY)
        self.check("\n".join(lines), tmp_path, "云溪县统计局\n2031年3月20日")

    def test_with_its_title_on_every_page(self, tmp_path: Path):
        pages = [
            f"{line}\n{self.TITLE}\n— {n} —" if n % 2 else line for n, line in enumerate(self.BODY)
        ]
        self.check("\n".join((self.TITLE, "云溪县统计局", *pages)), tmp_path, "云溪县统计局")

    def test_above_a_foot(self, tmp_path: Path):
        foot = "【打印】【关闭】\n上一条：2029年统计公报\n友情链接\n国家统计局\n省统计局\n网站地图"
        self.check(
            "\n".join((self.TITLE, "云溪县统计局", *self.BODY, foot)), tmp_path, "云溪县统计局"
        )


class TestTraditional:
    def test_a_premiers_report(self, tmp_path: Path):
        lines = (
            "行政院院長施政報告", "立法院第11屆第3會期", "中華民國114年2月25日",
            "壹、迎面而來的挑戰", "一、人口對策", "113年我國出生數為13萬人，較112年減少，創歷年新低。",
            "二、平穩物價", "去年全年消費者物價指數年增率控制在2.18%，失業率為24年來新低。",
            "貳、未來施政重點", "一、擴大照顧", "政府今年將投入116億元，推動托育公共化，預計新增名額3萬個。",
        )  # fmt: skip
        document, split = parsed("\n".join(lines), tmp_path)
        assert [(h.level, h.title) for h in document.headings[1:]] == [
            (1, "壹、迎面而來的挑戰"), (2, "一、人口對策"), (2, "二、平穩物價"),
            (1, "貳、未來施政重點"), (2, "一、擴大照顧"),
        ]  # fmt: skip
        assert [passage.period.value for passage in split[1:]] == ["review", "review", "plan"]
        assert split[1].section == ("壹、迎面而來的挑戰", "一、人口對策")

    def test_a_chief_executives_address(self, tmp_path: Path):
        lines = (
            "行政長官2031年施政報告", "(一)前言", "1. 今天我發表任內第三份《施政報告》。",
            "2. 過去一年，香港特別行政區經濟增長3.2%，失業率維持在低位。", "(二)土地房屋",
            "3. 未來十年將興建公營房屋單位30萬個。", "列印", "分享", "修訂日期：2031年10月25日", "重要告示", "版權所有",
        )  # fmt: skip
        document, split = parsed("\n".join(lines), tmp_path)
        assert [h.title for h in document.headings if h.level == 1] == ["(一)前言", "(二)土地房屋"]
        assert [passage.text for passage in split] == [lines[2], lines[3], lines[5]]
        assert split[-1].period.value == "plan"
        assert (document.year, document.place) == (2031, "香港")

    def test_chapters_and_sections_of_a_plan(self, tmp_path: Path):
        lines = (
            "雲溪縣國民經濟和社會發展第十六個五年規劃", "第一章 發展基礎", "第一節 主要成就",
            "「十五五」時期，全縣經濟穩步回升，地區生產總值年均增長百分之六。", "第二節 發展環境",
            "當前和今後一個時期，機遇大於挑戰，發展前景更加廣闊。", "第二章 主要任務", "第一節 產業升級",
            "做強茶產業，建設標準廠房，培育高新技術企業一百家。",
        )  # fmt: skip
        document, split = parsed("\n".join(lines), tmp_path)
        assert [h.level for h in document.headings[1:]] == [1, 2, 2, 1, 2]
        assert split[-1].section == ("第二章 主要任務", "第一節 產業升級")


def wrapped(line: str, width: int) -> list[str]:
    """A line broken as programs do that let none begin with a mark."""
    parts = textwrap.wrap(line, width, drop_whitespace=False, break_on_hyphens=False)
    for i in range(1, len(parts)):
        while parts[i] and parts[i][0] in "，。、；：！”%）":
            parts[i - 1] += parts[i][0]
            parts[i] = parts[i][1:]
    return [part for part in parts if part]


def test_the_report_alone(tmp_path: Path):
    check(TEXT, tmp_path)
