"""index.reading.report: the structure of reports in every shape that they come in."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import CorpusError
from index.language.text import decode
from index.reading import report
from index.reading.head.correction import Correction
from index.types import Document, DropReason, Passage, Period, ReportKind
from tests.support.texts.samples import (
    WORK_REPORT,
    dropped_texts,
    heading_titles,
    parse,
    parse_markdown,
    passage_with,
    source,
)

Parsed = tuple[Document, tuple[Passage, ...]]

REVIEW, PLAN, GLOSSARY, OTHER = Period.REVIEW, Period.PLAN, Period.GLOSSARY, Period.OTHER

HEAD = """\
2024年云溪市政府工作报告
——2024年1月16日在云溪市第九届人民代表大会第四次会议上
市长 沈禾
各位代表:
现在,我代表市人民政府向大会报告工作,请予审议。
"""


class TestAWorkReport:
    """The whole of an ordinary report."""

    document, split = parse(WORK_REPORT)

    def test_its_facts(self):
        document = self.document
        assert document.title == "2024年云溪市政府工作报告"
        assert (document.place, document.year) == ("云溪市", 2024)
        assert document.delivered == dt.date(2024, 1, 16)
        assert (document.office, document.speaker) == ("市长", "沈禾")
        assert document.occasion == "云溪市第九届人民代表大会第四次会议"
        assert document.text == WORK_REPORT

    def test_its_head_is_the_first_passage_and_can_be_asked_for(self):
        first = self.split[0]
        assert (first.number, first.section, first.period) == (1, (), OTHER)
        assert first.text.startswith("——2024年1月16日在云溪市")
        assert first.text.endswith("市长 沈 禾")

    def test_its_parts(self):
        assert heading_titles(self.document, 0) == ["2024年云溪市政府工作报告"]
        assert heading_titles(self.document, 1) == [
            "一、2023年工作回顾",
            "二、2024年工作安排",
            "三、全面加强政府自身建设",
            "名词解释",
        ]
        assert heading_titles(self.document, 2) == [
            "(一)聚力稳增长,经济运行回升向好",
            "(二)聚力惠民生,群众生活持续改善",
            "(一)培育壮大特色产业",
        ]

    @pytest.mark.parametrize(
        ("words", "section", "period"),
        [
            ("我代表市人民政府", (), OTHER),
            ("经济稳步回升", ("一、2023年工作回顾",), REVIEW),
            ("新增企业48家", ("一、2023年工作回顾", "产业基础更加稳固"), REVIEW),
            ("绿道31公里", ("一、2023年工作回顾", "城乡面貌明显改善"), REVIEW),
            ("一年来,主要做了", ("一、2023年工作回顾",), REVIEW),
            ("技改投资", ("一、2023年工作回顾", "(一)聚力稳增长,经济运行回升向好"), REVIEW),
            ("1.2万人", ("一、2023年工作回顾", "(二)聚力惠民生,群众生活持续改善"), REVIEW),
            ("还有不少困难", ("一、2023年工作回顾",), REVIEW),  # of the whole part again
            ("5.5%左右", ("二、2024年工作安排",), PLAN),
            ("80亿元", ("二、2024年工作安排", "(一)培育壮大特色产业"), PLAN),
            ("公正文明执法", ("三、全面加强政府自身建设",), PLAN),
            ("让我们携手前行", ("三、全面加强政府自身建设",), PLAN),
            ("沿水系和山脊", ("名词解释",), GLOSSARY),
            ("每年四月", ("名词解释",), GLOSSARY),
        ],
    )
    def test_section_and_period_of_each_passage(
        self, words: str, section: tuple[str, ...], period: Period
    ):
        passage = passage_with(self.split, words)
        assert (passage.section, passage.period) == (section, period)

    def test_only_the_salutation_and_the_source_are_left_out(self):
        assert dropped_texts(self.document) == ["来源:云溪日报", "各位代表:"]
        assert self.document.dropped[1].reason is DropReason.SALUTATION


class TestTitles:
    @pytest.mark.parametrize(
        ("line", "path", "title"),
        [
            ("2024年云溪市政府工作报告", "a.txt", "2024年云溪市政府工作报告"),
            ("政府工作报告", "2024年云溪市政府工作报告.txt", "2024年云溪市政府工作报告"),
            ("政府工作报告", "子/2024年云溪市报告.txt", "2024年云溪市报告"),
            ("政府工作报告", "a.txt", "政府工作报告"),
            ("[云溪] 2024年云溪市政府工作报告", "a.txt", "2024年云溪市政府工作报告"),
            ("【全文】2024年云溪市政府工作报告", "a.txt", "2024年云溪市政府工作报告"),
        ],
    )
    def test_the_more_telling_of_line_and_file_name(self, line: str, path: str, title: str):
        document, _ = parse(f"{line}\n各位代表:\n现在,我代表市政府向大会报告工作。", path)
        assert document.title == title

    def test_a_title_given_twice_is_taken_where_the_report_begins(self):
        document, split = parse(
            "云溪论坛\n[云溪] 2024年云溪市政府工作报告\n发表于 2024-4-9\n" + HEAD + "经济稳步回升。"
        )
        assert document.title == "2024年云溪市政府工作报告"
        assert dropped_texts(document) == [
            "云溪论坛",
            "[云溪] 2024年云溪市政府工作报告",
            "发表于 2024-4-9",
            "各位代表:",
        ]
        assert len(split) == 3  # the head, the opening, the paragraph

    def test_a_general_title_below_a_telling_one_belongs_to_the_head(self):
        document, split = parse(
            "2024年云溪市政府工作报告\n来源:云溪日报\n政府工作报告\n2024年1月16日\n"
            "各位代表:\n经济稳步回升。"
        )
        assert document.title == "2024年云溪市政府工作报告"
        assert split[0].text == "政府工作报告\n2024年1月16日"

    def test_without_a_title_the_file_gives_it(self):
        document, split = parse("经济稳步回升。\n就业稳定。", "云溪市2023年情况.txt")
        assert document.title == "云溪市2023年情况"
        assert [passage.text for passage in split] == ["经济稳步回升。", "就业稳定。"]

    def test_a_title_alone(self):
        document, split = parse("2024年云溪市政府工作报告")
        assert (document.title, split) == ("2024年云溪市政府工作报告", ())

    def test_an_opening_without_salutation_begins_the_body_too(self):
        document, split = parse(
            "2024年云溪市政府工作报告\n市长 沈禾\n"
            "我代表市人民政府,向大会报告工作,请予审议。\n经济稳步回升。"
        )
        assert document.speaker == "沈禾"
        assert [passage.text for passage in split][1:] == [
            "我代表市人民政府,向大会报告工作,请予审议。",
            "经济稳步回升。",
        ]

    def test_page_furniture_in_the_head_is_left_out(self):
        document, split = parse(
            "2024年云溪市政府工作报告\n来源:云溪日报\n浏览次数:37 字体:[大 中 小]\n"
            "2024年1月16日\n市长 沈禾\n各位代表:\n经济稳步回升。"
        )
        assert dropped_texts(document) == [
            "来源:云溪日报",
            "浏览次数:37 字体:[大 中 小]",
            "各位代表:",
        ]
        assert [passage.text for passage in split] == [
            "2024年1月16日\n市长 沈禾",
            "经济稳步回升。",
        ]
        assert (document.speaker, document.delivered) == ("沈禾", dt.date(2024, 1, 16))


class TestNothingIsLost:
    """What looks like the end or the head of a report, but is not."""

    def test_text_above_something_like_a_title_stays(self):
        body = "经济稳步回升,市场主体持续增加,就业形势总体稳定,群众收入稳步提高。\n" * 20
        _, split = parse(f"{body}编制养老服务规划\n各位代表!\n让我们携手前行。")
        assert len(split) == 20 + 2

    def test_text_between_a_title_and_a_late_salutation_stays(self):
        document, split = parse(
            "2024年云溪市政府工作报告\n一、2023年工作回顾\n"
            + "新增企业48家。\n" * 20
            + "各位代表!\n让我们携手前行。"
        )
        assert document.title == "2024年云溪市政府工作报告"
        assert heading_titles(document, 1) == ["一、2023年工作回顾"]
        assert len(split) == 20 + 1

    def test_a_note_on_a_glossary_elsewhere_ends_nothing(self):
        text = HEAD + (
            "(名词解释附后)\n一、2023年工作回顾\n1.工业稳步增长。技改投资增长12%。\n"
            + "消费加快恢复,接待游客310万人次,茶文化节成为新的名片。\n" * 9
            + "二、2024年工作安排\n做强茶产业。"
        )
        _, split = parse(text)
        assert passage_with(split, "做强茶产业").period is PLAN
        assert {passage.period for passage in split if "310万" in passage.text} == {REVIEW}

    def test_a_glossary_in_the_middle_ends_nothing(self):
        text = HEAD + (
            "一、2023年工作回顾\n建成绿道31公里。\n名词解释\n1.绿道:沿水系建设的慢行道路。\n"
            "二、2024年工作安排\n" + "接待游客400万人次,力争综合产值突破80亿元。\n" * 9
        )
        _, split = parse(text)
        assert passage_with(split, "慢行道路").period is GLOSSARY
        assert [passage.period for passage in split[-9:]] == [PLAN] * 9

    def test_a_short_paragraph_with_a_word_of_web_pages_stays(self):
        body = "经济稳步回升,市场主体持续增加,就业形势总体稳定,群众收入稳步提高。\n" * 60
        document, split = parse(HEAD + body + "优化企业注册登记\n企业开办一日办结。\n谢谢大家。")
        assert [passage.text for passage in split[-3:]] == [
            "优化企业注册登记",
            "企业开办一日办结。",
            "谢谢大家。",
        ]
        assert dropped_texts(document) == ["各位代表:"]

    def test_a_last_heading_with_a_word_of_web_pages_stays(self):
        _, split = parse(HEAD + "一、2023年工作回顾\n经济回升。\n(二)优化企业注册登记")
        assert split[-1].text == "(二)优化企业注册登记"

    def test_paragraphs_below_a_heading_with_a_word_of_web_pages_stay(self):
        body = "经济稳步回升,市场主体持续增加,就业形势总体稳定,群众收入稳步提高。" * 4 + "\n"
        text = HEAD + "一、2023年工作回顾\n" + body * 60 + "(二)优化企业注册登记\n" + body * 2
        document, split = parse(text)
        assert heading_titles(document, 2) == ["(二)优化企业注册登记"]
        assert [passage.section[-1] for passage in split[-2:]] == ["(二)优化企业注册登记"] * 2
        assert dropped_texts(document) == ["各位代表:"]


class TestHeadings:
    def test_unnumbered_parts(self):
        document, split = parse(
            HEAD + "2023年工作回顾\n经济稳步回升。\n2024年工作安排建议\n"
            "主要预期目标是增长5%。\n加强政府自身建设\n坚持依法行政。"
        )
        assert heading_titles(document, 1) == [
            "2023年工作回顾",
            "2024年工作安排建议",
            "加强政府自身建设",
        ]
        assert [passage.period for passage in split[2:]] == [REVIEW, PLAN, PLAN]

    def test_a_heading_at_the_beginning_of_its_paragraph(self):
        _, split = parse(
            HEAD + "二、2024年工作安排\n(一)做强茶产业。力争综合产值突破80亿元。\n"
            "建成茶园步道12公里。\n(二)做优茶旅游。接待游客400万人次。"
        )
        part = "二、2024年工作安排"
        assert passage_with(split, "80亿").section == (part, "(一)做强茶产业")
        assert passage_with(split, "12公里").section == (part, "(一)做强茶产业")
        assert passage_with(split, "400万").section == (part, "(二)做优茶旅游")
        assert passage_with(split, "80亿").text.startswith("(一)做强茶产业。力争")

    def test_a_lead_covers_its_own_paragraph_only(self):
        _, split = parse(
            HEAD + "一、2023年工作回顾\n(一)稳增长\n"
            "——工业。增长6%。\n一是抓项目。开工120个。\n消费加快恢复。"
        )
        chapter = ("一、2023年工作回顾", "(一)稳增长")
        assert passage_with(split, "增长6%").section == (*chapter, "工业")
        assert passage_with(split, "120个").section == (*chapter, "一是抓项目")
        assert passage_with(split, "加快恢复").section == chapter

    def test_first_second_third_in_lines_of_their_own_head_what_is_below(self):
        _, split = parse(
            HEAD
            + "二、2024年重点工作\n一是做强茶产业\n力争产值80亿元。\n二是做优茶旅游\n接待400万人次。"
        )
        assert passage_with(split, "80亿").section == ("二、2024年重点工作", "一是做强茶产业")
        assert passage_with(split, "400万").section == ("二、2024年重点工作", "二是做优茶旅游")

    def test_items_stand_below_chapters_and_are_left_by_the_next(self):
        _, split = parse(
            HEAD
            + "二、2024年工作安排\n(一)产业\n1.工业\n增长6%。\n2.农业\n增长4%。\n(二)民生\n就业1万人。"
        )
        part = "二、2024年工作安排"
        assert passage_with(split, "增长6%").section == (part, "(一)产业", "1.工业")
        assert passage_with(split, "增长4%").section == (part, "(一)产业", "2.农业")
        assert passage_with(split, "1万人").section == (part, "(二)民生")

    def test_a_heading_split_over_two_lines_is_one(self):
        document, split = parse(HEAD + "一、砥砺奋进,在攻坚克难中\n取得新的成效\n经济稳步回升。")
        assert heading_titles(document, 1) == ["一、砥砺奋进,在攻坚克难中取得新的成效"]
        assert split[-1].section == ("一、砥砺奋进,在攻坚克难中取得新的成效",)

    def test_a_heading_is_split_once_at_most(self):
        document, _ = parse(HEAD + "一、砥砺奋进\n攻坚克难\n再次\n经济稳步回升。")
        assert heading_titles(document, 1) == ["一、砥砺奋进攻坚克难"]

    def test_a_heading_that_is_whole_takes_no_second_half(self):
        document, split = parse(HEAD + "一、2023年工作回顾\n工业经济提质增效\n增长6%。")
        assert heading_titles(document, 1) == ["一、2023年工作回顾"]
        assert [passage.text for passage in split[2:]] == ["工业经济提质增效", "增长6%。"]

    def test_a_summing_up_leaves_the_chapter(self):
        _, split = parse(
            HEAD + "一、2023年工作回顾\n(一)民生\n就业1万人。\n各位代表,成绩来之不易。\n谢谢大家。"
        )
        assert passage_with(split, "1万人").section == ("一、2023年工作回顾", "(一)民生")
        assert passage_with(split, "来之不易").section == ("一、2023年工作回顾",)

    def test_lines_are_taken_without_their_indent(self):
        document, split = parse(HEAD + "\u3000\u3000一、2023年工作回顾\n\u3000\u3000经济回升。  ")
        assert heading_titles(document, 1) == ["一、2023年工作回顾"]
        assert split[-1].text == "经济回升。"

    def test_markdowns_own_headings_give_the_outline(self):
        document, split = parse_markdown(
            "# 2024年云溪市政府工作报告\n\n各位代表:\n\n## 发展成效\n\n新增企业48家。\n\n"
            "### 工业\n\n增长6%。\n\n## 二、2024年工作安排\n\n#### (一)茶产业\n\n产值80亿元。"
        )
        assert heading_titles(document, 0) == ["2024年云溪市政府工作报告"]
        assert passage_with(split, "48家").section == ("发展成效",)
        assert passage_with(split, "增长6%").section == ("发展成效", "工业")
        assert passage_with(split, "80亿").section == ("二、2024年工作安排", "(一)茶产业")


class TestPeriods:
    def test_five_years_before_and_five_years_after(self):
        _, split = parse(
            HEAD + "一、过去五年工作回顾\n五年来,经济总量翻番。\n二、今后五年目标任务\n"
            "再上新台阶。\n三、2024年重点工作\n做强茶产业。"
        )
        assert [passage.period for passage in split[2:]] == [REVIEW, PLAN, PLAN]

    def test_parts_whose_titles_tell_nothing_are_told_by_their_words(self):
        _, split = parse(
            HEAD + "一、牢记嘱托,感恩奋进\n过去一年,新增企业48家。\n二、勇担使命,再启新程\n"
            "今年预期目标是增长5%。\n三、锤炼作风,勤政廉政\n坚持依法行政。"
        )
        assert [passage.period for passage in split[2:]] == [REVIEW, PLAN, PLAN]

    def test_a_report_without_any_heading_turns_where_its_words_turn(self):
        _, split = parse(
            HEAD + "过去一年,我们迎难而上。\n新增企业48家。\n今年是关键之年。\n做强茶产业。"
        )
        assert [passage.period for passage in split[2:]] == [REVIEW, REVIEW, PLAN, PLAN]

    def test_what_stands_before_the_first_part_is_of_no_time(self):
        _, split = parse(HEAD + "一、2023年工作回顾\n新增企业48家。")
        assert [passage.period for passage in split] == [OTHER, OTHER, REVIEW]

    def test_a_bulletin_looks_back(self):
        document, split = parse(
            "云溪市2023年国民经济和社会发展统计公报\n云溪市统计局\n2024年3月8日\n"
            "2023年,全市经济回升向好。\n一、综合\n全年地区生产总值320亿元。\n"
            "二、工业\n增加值增长6.2%。\n今年以来,形势更好。"
        )
        assert (document.place, document.year) == ("云溪市", 2023)
        assert document.delivered == dt.date(2024, 3, 8)
        assert heading_titles(document, 1) == ["一、综合", "二、工业"]
        assert {passage.period for passage in split[1:]} == {REVIEW}

    def test_a_programme_looks_ahead(self):
        document, split = parse(
            "云溪市养老服务发展规划\n第一章 总体要求\n坚持居家为主。\n第二章 重点任务\n新建床位600张。",
        )
        assert (document.title, document.place) == ("云溪市养老服务发展规划", "云溪市")
        assert heading_titles(document, 1) == ["第一章 总体要求", "第二章 重点任务"]
        assert {passage.period for passage in split} == {PLAN}

    def test_a_text_that_is_no_report(self):
        document, split = parse("茶树喜欢温暖。\n春茶在清明前后采摘。", "茶.txt")
        assert document.title == "茶"
        assert (document.place, document.year, document.delivered) == ("", None, None)
        assert (document.office, document.speaker, document.occasion) == ("", "", "")
        assert document.headings == ()
        assert {(passage.section, passage.period) for passage in split} == {((), OTHER)}


class TestCorrectedHeads:
    """What is corrected of a head carries into all that is derived of it."""

    TEXT = (
        "云溪市2023年政府工作报告\n各位代表:\n"
        "一、2023年工作\n全年修路三百里,建桥两座。\n二、2024年工作\n开工建设云溪大桥。"
    )

    def periods(self, correction: Correction) -> list[Period]:
        parsed = report.parse(source(self.TEXT), correction)
        return [paragraph.period for paragraph in parsed.paragraphs]

    def test_a_year_moves_the_periods_of_the_parts(self):
        assert self.periods(Correction()) == [PLAN, PLAN]
        assert self.periods(Correction(year=2024)) == [REVIEW, PLAN]
        parsed = report.parse(source(self.TEXT), Correction(year=2024))
        assert (parsed.document.year, parsed.document.review_year) == (2024, 2023)

    def test_a_kind_gives_the_period_of_the_whole(self):
        text = "云溪市2023年情况\n全年修路三百里,建桥两座。\n开工建设云溪大桥。"
        for kind, period in (
            (ReportKind.STATISTICS, REVIEW),
            (ReportKind.PLAN, PLAN),
            (ReportKind.OTHER, OTHER),
        ):
            parsed = report.parse(source(text), Correction(kind=kind))
            assert {paragraph.period for paragraph in parsed.paragraphs} == {period}
        text = text.replace("情况", "统计公报")
        parsed = report.parse(source(text), Correction(kind=ReportKind.GOVERNMENT_WORK))
        assert {paragraph.period for paragraph in parsed.paragraphs} == {OTHER}
        assert parsed.document.review_year == 2022

    def test_a_title_is_the_first_heading(self):
        parsed = report.parse(source(self.TEXT), Correction(title="云溪市2024年报告"))
        assert heading_titles(parsed.document, 0) == ["云溪市2024年报告"]
        assert (parsed.document.title, parsed.document.year) == ("云溪市2024年报告", 2024)

    def test_doubts_that_are_left_are_told_one_by_one(self):
        parsed = report.parse(source("情况\n正文。"))
        assert parsed.doubts == ("nothing tells its place", "nothing tells its year")
        assert report.parse(source("情况\n正文。"), Correction(place="云溪市")).doubts == (
            "nothing tells its year",
        )


class TestAnnexesAndGlossaries:
    def test_an_annex_before_the_glossary(self):
        document, split = parse(
            HEAD
            + "二、2024年工作安排\n做强茶产业。\n附件1\n2024年民生实事\n一、建设绿道\n新建12公里。\n"
            "附件2\n名词解释\n1.绿道:慢行道路。"
        )
        assert heading_titles(document, 1) == [
            "二、2024年工作安排",
            "附件1 2024年民生实事",
            "附件2 名词解释",
        ]
        green = passage_with(split, "12公里")
        assert green.section == ("附件1 2024年民生实事", "一、建设绿道")
        assert green.period is PLAN
        assert passage_with(split, "慢行").period is GLOSSARY
        assert passage_with(split, "慢行").section == ("附件2 名词解释",)

    def test_an_annex_after_the_glossary(self):
        document, split = parse(
            HEAD + "二、2024年工作安排\n做强茶产业。\n名词解释\n1.绿道:慢行道路。\n2.茶节:展会。\n"
            "附件\n2024年民生实事\n一、建设绿道\n新建12公里。\n二、建设茶园\n主办单位:市农业局"
        )
        assert heading_titles(document, 1)[1:] == ["名词解释", "附件 2024年民生实事"]
        assert passage_with(split, "展会").period is GLOSSARY
        assert passage_with(split, "12公里").period is PLAN
        assert passage_with(split, "主办单位").section == ("附件 2024年民生实事", "二、建设茶园")

    def test_entries_are_a_passage_each(self):
        _, split = parse(
            HEAD + "做强茶产业。\n名词解释\n1.绿道:慢行道路。\n(2)茶节:展会。\n3、云仓:库房。"
        )
        entries = [passage for passage in split if passage.period is GLOSSARY]
        assert [entry.text for entry in entries] == [
            "1.绿道:慢行道路。",
            "(2)茶节:展会。",
            "3、云仓:库房。",
        ]

    def test_an_entry_of_several_paragraphs_is_one_passage(self):
        _, split = parse(
            HEAD
            + "做强茶产业。\n名词解释\n1.三园:\n茶园,指甲。\n\n花园,指乙。\n2.云仓:库房。\n它在城东。"
        )
        entries = [passage for passage in split if passage.period is GLOSSARY]
        assert [entry.text for entry in entries] == [
            "1.三园:\n茶园,指甲。\n\n花园,指乙。",
            "2.云仓:库房。\n它在城东。",
        ]

    def test_entries_without_numbers_are_a_passage_each(self):
        _, split = parse(HEAD + "做强茶产业。\n名词解释\n绿道:指慢行道路。\n茶节:指展会。")
        entries = [passage.text for passage in split if passage.period is GLOSSARY]
        assert entries == ["绿道:指慢行道路。", "茶节:指展会。"]

    def test_nothing_after_the_last_entry_is_kept(self):
        document, split = parse(
            WORK_REPORT
            + "\n\n\n您需要登录后才可以回帖 登录 | 立即注册\n本版积分规则\n客服中心\n关闭\n"
            "周一~周五\n9:00-18:00\n010-00000000\nPowered by quux X3.4\n快速回复 返回顶部 返回列表\n"
        )
        assert split[-1].text == "2.茶文化节:每年四月举办的展会。"
        assert dropped_texts(document)[2:] == [
            "您需要登录后才可以回帖 登录 | 立即注册",
            "本版积分规则",
            "客服中心",
            "关闭",
            "周一~周五",
            "9:00-18:00",
            "010-00000000",
            "Powered by quux X3.4",
            "快速回复 返回顶部 返回列表",
        ]
        assert {drop.reason for drop in document.dropped[2:]} == {DropReason.FURNITURE}

    def test_furniture_after_a_report_without_glossary(self):
        body = "经济稳步回升,市场主体持续增加,就业形势总体稳定,群众收入稳步提高。\n" * 30
        document, split = parse(
            HEAD
            + body
            + "让我们携手前行。\n您需要登录后才可以回帖\n客服中心\n周一~周五\n返回顶部\n"
        )
        assert split[-1].text == "让我们携手前行。"
        assert dropped_texts(document)[1:] == [
            "您需要登录后才可以回帖",
            "客服中心",
            "周一~周五",
            "返回顶部",
        ]

    def test_a_glossary_heading_without_entries(self):
        document, split = parse(HEAD + "做强茶产业。\n名词解释")
        assert heading_titles(document, 1) == []
        assert [passage.text for passage in split[-2:]] == ["做强茶产业。", "名词解释"]


class TestHeadingsThatHeadNothing:
    def test_items_of_a_list_are_passages(self):
        _, split = parse(HEAD + "二、2024年工作安排\n1.新建学校3所\n2.新增医院床位200张")
        assert [passage.text for passage in split[-2:]] == ["1.新建学校3所", "2.新增医院床位200张"]
        assert [passage.section for passage in split[-2:]] == [("二、2024年工作安排",)] * 2
        assert {passage.period for passage in split[-2:]} == {Period.PLAN}

    def test_one_with_a_deeper_heading_below_stays_a_heading(self):
        document, split = parse(HEAD + "二、2024年工作安排\n(一)抓投资\n开工项目九个。")
        assert heading_titles(document, 1) == ["二、2024年工作安排"]
        assert split[-1].section == ("二、2024年工作安排", "(一)抓投资")


class TestPageNumbers:
    def test_they_are_left_out_wherever_they_stand(self):
        document, split = parse(HEAD + "经济回升。\n— 1 —\n就业稳定。\n第 2 页 共 9 页\n物价平稳。")
        assert [passage.text for passage in split[2:]] == ["经济回升。", "就业稳定。", "物价平稳。"]
        assert Counter(drop.reason for drop in document.dropped) == {
            DropReason.SALUTATION: 1,
            DropReason.PAGE_NUMBER: 2,
        }

    def test_one_inside_a_glossarys_entry_is_in_no_passage(self):
        document, split = parse(
            HEAD + "经济回升。\n名词解释\n1.绿道:慢行道路。\n— 9 —\n它沿水而建。\n2.茶节:展会。"
        )
        assert "— 9 —" in dropped_texts(document)
        assert not any("— 9 —" in passage.text for passage in split)
        assert passage_with(split, "沿水而建").period is GLOSSARY

    def test_one_below_a_parts_heading_is_no_part_of_it(self):
        document, _ = parse(HEAD + "一、2023年工作回顾\n— 1 —\n经济回升\n就业稳定。")
        assert heading_titles(document, 1) == ["一、2023年工作回顾"]


LINES = (
    "2024年云溪市政府工作报告", "政府工作报告", "[云溪] 2024年云溪市政府工作报告", "编制养老服务规划",
    "——2024年1月16日在云溪市第九届人民代表大会第四次会议上", "市长 沈 禾", "来源:云溪日报",
    "各位代表:", "各位代表!", "同志们", "现在,我代表市人民政府向大会报告工作,请予审议。",
    "一、2023年工作回顾", "二、2024年工作安排", "三、砥砺奋进", "取得新的成效", "2024年工作安排建议",
    "(一)聚力稳增长", "(二)民生。就业1万人。", "1.工业", "2.绿道:慢行道路。", "(3)云仓:库房。",
    "——产业基础更加稳固。增长6%。", "——", "一是抓项目。开工120个。", "二是抓消费",
    "经济稳步回升。就业稳定;物价平稳。", "各位代表,成绩来之不易。", "同时,我们也清醒看到不足。",
    "今年是关键之年。", "新增企业48家", "指标\t增长", "名词解释:", "附件2 名词解释", "附件1", "附件", "附录二 指标",
    "它沿水而建。", "— 3 —", "第3页 共9页", "383", "客服中心", "您需要登录后才可以回帖", "发表于 2024-4-9",
    "优化企业注册登记", "周一~周五", "返回顶部", "", "", "\u3000", "很长的一段话,没有什么特别的内容。" * 12,
)  # fmt: skip

gaps = st.sampled_from(["\n", "\n", "\n\n", "\n\n\n\n\n\n\n\n", "\n\u3000\u3000", "\n    ", "  \n"])
report_like = st.lists(st.tuples(st.sampled_from(LINES) | st.text(max_size=30), gaps)).map(
    lambda pairs: "".join(line + gap for line, gap in pairs)
)


def decoded(text: str) -> str | None:
    try:
        return decode(text.encode(), "某.txt")
    except CorpusError:  # empty, or with control characters: never becomes a source
        return None


@given(report_like)
@example("名词解释\n1.绿道:道路。\n— 3 —\n它沿水而建。")
@example("一、回顾\n383\n取得新的成效")
@example("附件1\n名词解释:\n客服中心")
@example("市长 沈禾\n各位代表:\n2024年云溪市政府工作报告")
def test_whatever_a_report_is_made_of_spans_slice_back_and_no_line_is_lost(text: str):
    known = decoded(text)
    if known is not None:
        document, _ = parse(known)
        assert document.text == known


@given(st.text())
def test_any_text_can_be_parsed(text: str):
    known = decoded(text)
    if known is not None:
        parse(known)


@given(report_like)
def test_any_markdown_can_be_parsed(text: str):
    if decoded(text) is not None:
        parse_markdown(f"{text}\n\n正文")


@given(report_like)
def test_the_same_text_has_the_same_structure(text: str):
    if decoded(text) is not None:
        assert report.parse(source(text)) == report.parse(source(text))
