"""index.reading.formats.common.reflow: lines that are no paragraphs become such."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.formats.common.reflow import reflowed
from tests.support.folders import CORPUS


def lines(text: str) -> list[str]:
    return reflowed(text).split("\n")


class TestInOneLine:
    def test_line_ends_that_stand_there_as_characters(self):
        text = "各位代表：\\r\\n一、2030年工作回顾\\r\\n新建绿道31公里。\\r\\n二、2031年工作安排\\r\\n修路。"
        assert lines(text) == [
            "各位代表：",
            "一、2030年工作回顾",
            "新建绿道31公里。",
            "二、2031年工作安排",
            "修路。",
        ]

    def test_a_backslash_or_two_are_text(self):
        assert lines(r"目录在 C:\news 和 D:\note 中。") == [r"目录在 C:\news 和 D:\note 中。"]

    def test_headings_begin_paragraphs(self):
        body = "我代表县政府作报告。一、2030年工作回顾2030年，新建绿道31公里。（一）修路。修路8条。"
        body += "二、2031年工作安排新的一年，再建绿道20公里。"
        assert lines(f"2031年云溪县政府工作报告\n{body}") == [
            "2031年云溪县政府工作报告",
            "我代表县政府作报告。",
            "一、2030年工作回顾",
            "2030年，新建绿道31公里。",
            "（一）修路。修路8条。",
            "二、2031年工作安排",
            "新的一年，再建绿道20公里。",
        ]

    def test_an_enumeration_inside_a_sentence_is_none(self):
        text = "全县实施“一、二、三”工程，（一）（二）两项完成。"
        assert lines(text) == [text]


class TestBrokenAtAWidth:
    WRAPPED = (
        "全年全县地区生产总值同比增长4.8%。分产业看，第一产业增\n"
        "加值增长2.0%，第二产业增加值增长6.0%，第三产业增加值增\n"
        "长4.8%。\n"
        "全年粮食产量9万吨。"
    )

    def test_lines_are_joined(self):
        assert lines(self.WRAPPED) == [
            self.WRAPPED.replace("增\n加", "增加")
            .replace("增\n长", "增长")
            .split("\n", maxsplit=1)[0],
            "全年粮食产量9万吨。",
        ]

    @pytest.mark.parametrize("heading", ["一、综合", "（二）农业", "3. 工业", "——服务业", "二是"])
    def test_a_numbered_line_begins_anew(self, heading: str):
        text = self.WRAPPED.replace("长4.8%。\n", f"{heading}\n")
        assert heading in lines(text)

    def test_a_line_that_is_set_in_begins_anew(self):
        text = self.WRAPPED.replace("\n长4.8%。", "\n　　长江禁渔。")
        assert lines(text)[-2] == "　　长江禁渔。"

    def test_columns_are_left(self):
        text = (
            f"指标      2029年      2030年，预计      增速，同比      备注，说明如\n{self.WRAPPED}"
        )
        assert lines(text)[0] == text.split("\n", maxsplit=1)[0]

    def test_a_line_may_begin_with_a_mark(self):
        text = (
            "全年粮食产量九万吨，比上年增长百分之四，其中夏粮产量五万吨\n"
            "，秋粮产量四万吨，亩产再创新高，连续七年稳定在较高水平，受\n"
            "到表彰。\n"
            "　　蔬菜产量再创新高。"
        )
        assert lines(text) == [
            text.replace("\n，", "，").replace("受\n到", "受到").split("\n")[0],
            "　　蔬菜产量再创新高。",
        ]

    def test_a_numbered_item_goes_on_in_a_brimful_line(self):
        text = (
            "1．坚持把发展经济的着力点放在实体经济上，推进工业化，加快制造强国、质量\n"
            "强国建设。\n"
            "全年完成投资三十一亿元，其中工业投资十二亿元，增长百分之八，占比明显提\n"
            "高，结构优化，增速居全市第三位，比上年前移一位，技改投资增长百分之九，\n"
            "再创新高。"
        )
        assert len(lines(text)) == 2

    def test_a_numbered_heading_that_leaves_room_stays_alone(self):
        text = (
            "（四）发展现代服务业，培育增长亮点，增添发展活力\n"
            "全年完成投资三十一亿元，其中工业投资十二亿元，增长百分之八，占比明显提\n"
            "高，结构优化，增速居全市第三位，比上年前移一位，技改投资增长百分之九，\n"
            "再创新高。"
        )
        assert lines(text)[0] == "（四）发展现代服务业，培育增长亮点，增添发展活力"
        assert len(lines(text)) == 2


class TestBrokenAtLinks:
    @pytest.mark.parametrize(
        "broken",
        [
            "审时度势，\n亲自\n指挥、\n亲自\n部署，取得成就。",
            "审时度势，亲自指挥、亲自部署\n，取得成就。",
            "审时度势，亲自指挥、亲自部署，取得成就\n。",
        ],
    )
    def test_a_sentence_is_one_line(self, broken: str):
        text = f"一、工作回顾\n{broken}\n二、工作安排\n今年\n，修路。"
        assert lines(text)[1:3] == ["审时度势，亲自指挥、亲自部署，取得成就。", "二、工作安排"]

    def test_a_quotation_is_closed(self):
        assert lines("今年是“\n十四五\n”开局之年。") == ["今年是“十四五”开局之年。"]

    def test_a_link_between_two_pieces_of_prose(self):
        text = "一年来，我们实干。一年来，在推动\n城乡协调发展\n，促进和谐上见效。"
        assert lines(text) == [text.replace("\n", "")]

    def test_a_heading_without_a_stop_stays_alone(self):
        text = "（一）外防输入、内防反弹，做好防控\n坚持不懈。\n今年\n，修路。"
        assert lines(text)[:2] == ["（一）外防输入、内防反弹，做好防控", "坚持不懈。"]

    WORDS = (
        "一年来，全县干群实干。要与\n邪教组织\n作斗争，维护稳定。\n"
        "过去五年，我们推进科技、教育与经济建设\n的紧\n密结合，成效明显。\n"
        "3、精神文明和民主\n法制\n建设取得进展\n"
        "自觉接受监督，切实加强民主\n法制\n建设。健全制度。"
    )
    WHOLE = (
        "一年来，全县干群实干。要与邪教组织作斗争，维护稳定。",
        "过去五年，我们推进科技、教育与经济建设的紧密结合，成效明显。",
        "3、精神文明和民主法制建设取得进展",
        "自觉接受监督，切实加强民主法制建设。健全制度。",
    )

    def test_words_of_links_are_told_by_where_they_stand(self):
        assert lines(self.WORDS) == list(self.WHOLE)

    def test_an_empty_line_between_all_lines_parts_nothing(self):
        more = "".join(f"全县新建绿道{n}公里。\n" for n in range(31, 36))
        spaced = f"{self.WORDS}\n{more}".strip().replace("\n", "\n\n")
        assert lines(spaced)[::2] == [*self.WHOLE, *more.split()]

    def test_an_empty_line_between_some_lines_parts(self):
        text = "审时度势，亲自指挥\n\n亲自部署，取得成就。\n今年\n，修路。"
        assert lines(text)[:3] == ["审时度势，亲自指挥", "", "亲自部署，取得成就。"]

    def test_a_title_that_a_link_breaks_is_whole_and_ends(self):
        text = f"关于云溪县民主\n法制\n建设的报告\n—在云溪县第九届人民代表大会上\n{self.WORDS}"
        assert lines(text)[:2] == ["关于云溪县民主法制建设的报告", "—在云溪县第九届人民代表大会上"]

    def test_short_headings_between_paragraphs_stay(self):
        text = (
            "过去一年，全县经济稳步回升，就业稳定。\n农业\n全年粮食产量9万吨，增长4%。\n"
            "工业\n全年工业增加值增长6%，好于预期。\n消费\n全年零售额增长5%，结构优化。"
        )
        assert lines(text) == text.split("\n")

    def test_the_address_begins_anew(self):
        assert lines("作报告。记者甲乙摄\n各位代表：\n今年\n，修路。")[1] == "各位代表："


def test_a_tidy_report_stays_as_it_is():
    (file,) = CORPUS.glob("*.txt")
    text = file.read_text(encoding="utf-8")
    assert reflowed(text) == text


@given(st.text(alphabet="一二、（）(。，：修路 \t\n2.“”各位代表：", max_size=300))
def test_only_white_space_changes(text: str):
    assert Counter("".join(reflowed(text).split())) == Counter("".join(text.split()))
