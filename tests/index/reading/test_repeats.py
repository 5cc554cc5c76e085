"""index.reading.repeats: a report that is there again, and the heads of its pages."""

from __future__ import annotations

from index.reading.outline import Line
from index.reading.repeats import find_copy, running_heads
from index.types import DropReason
from tests.support.texts.samples import dropped_texts, heading_titles, parse

PROSE = [
    "过去一年，全县上下迎难而上，经济稳步回升，地区生产总值增长百分之六，好于预期。",
    "我们坚持把发展经济的着力点放在实体经济上，新引进企业四十八家，技改投资增长。",
    "新建绿道三十一公里，新增就业一万二千人，城乡面貌明显改善，社会大局和谐稳定。",
    "新的一年，我们将继续修路八条，再建绿道二十公里，新增公共停车泊位三千五百个。",
    "加快推进茶产业融合发展，办好第五届茶文化节，力争接待游客三百一十万人次以上。",
    "让我们更加紧密地团结起来，同心同德，奋发进取，为建设美丽云溪而不懈努力奋斗！",
]
HEAD = "2031年云溪县政府工作报告\n——2031年1月16日在云溪县第九届人民代表大会上\n各位代表：\n"
BODY = "\n".join(["一、2030年工作回顾", *PROSE[:3], "二、2031年工作安排", *PROSE[3:]])
MENU = "云溪区\n河口区\n县教育局\n县财政局\n友好网站\n关于本站\n|\n网站地图\n"


def lines(texts: list[str]) -> list[Line]:
    return [Line(10 * i, 10 * i + 5, text) for i, text in enumerate(texts)]


class TestCopies:
    def test_the_report_again_is_dropped_with_the_menus_between(self):
        document, split = parse(f"{HEAD}{BODY}\n{MENU}{HEAD}{BODY}\n网站标识码：12\n版权所有\n")
        assert [passage.text for passage in split[1:]] == PROSE
        assert heading_titles(document, 1) == ["一、2030年工作回顾", "二、2031年工作安排"]
        repeated = [drop for drop in document.dropped if drop.reason is DropReason.REPEATED]
        assert len(repeated) == len(BODY.split("\n")) - 1  # its first heading stands above it

    def test_nothing_is_lost_where_the_second_time_tells_more(self):
        more = "另外，新建医院三所，新增床位一千五百张，全部建成投入使用，群众看病更加方便。"
        _, split = parse(f"{HEAD}{BODY}\n{BODY}\n{more}\n{more}好。\n")
        assert sum(passage.text == PROSE[0] for passage in split) == 2
        assert any(more in passage.text for passage in split)

    def test_a_refrain_is_no_copy(self):
        texts = ["标题", PROSE[0], *PROSE[1:4], *[PROSE[0]] * 8]
        assert find_copy(lines(texts), 1) == len(texts)

    def test_a_summary_above_is_no_copy(self):
        texts = [*PROSE[:2], *PROSE]
        assert find_copy(lines(texts), 0) == len(texts)

    def test_a_copy_begins_with_its_first_paragraph(self):
        texts = [*PROSE, "首页", "各位代表：", *PROSE]
        assert find_copy(lines(texts), 0) == len(PROSE) + 2


class TestRunningHeads:
    def test_a_title_on_every_page_is_one(self):
        head = "云溪县2030年国民经济和社会发展统计公报"
        body = "\n".join(f"{paragraph}\n云溪县 {head[3:]}" for paragraph in PROSE)
        document, split = parse(f"{head}\n云溪县统计局\n一、综合\n{body}")
        assert [passage.text for passage in split[1:]] == PROSE
        assert len(dropped_texts(document)) == len(PROSE)

    def test_what_names_no_report_is_none(self):
        assert running_heads(lines(["其中：", "工业", "工业", "工业"])) == frozenset()

    def test_a_title_that_stands_there_twice_is_none(self):
        assert running_heads(lines(["统计公报", PROSE[0], "统计公报"])) == frozenset()
