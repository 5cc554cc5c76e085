from __future__ import annotations

import dataclasses
import json

from qa import json_values
from qa.answer_places import AnsweredPlace, ReportsOf, Uncovered
from tests.support.tables.answers import long_table, table_passage
from tests.support.texts.answer_samples import by_machine, likely, sample


def test_an_answer_with_its_figure_and_what_stands_beside_it():
    fields = json_values.answer(sample(follows_up=True))
    assert fields["question"] == "那今年呢? "
    assert fields["asked"] == "茶园面积增长目标是多少?"
    assert fields["kind"] == "quantity"
    assert fields["confidence"] == 0.8765
    assert fields["value"] == {
        "text": "4.5%左右",
        "measure": "<b>茶园</b>面积力争增长",
        "unit": "%",
        "aspect": "change",
        "falls": False,
        "period": "plan",
        "year": 2024,
        "year_from": 2024,
        "part": None,
        "status": None,
        "subject": "",
    }
    assert fields["counterpart"]["value"]["text"] == "3%左右"
    assert fields["counterpart"]["citation"]["text"] == "3%左右"
    (conflict,) = fields["conflicts"]
    assert (conflict["value"]["text"], conflict["citation"]["text"]) == ("6%", "6%")
    (alternative,) = fields["alternatives"]
    assert (alternative["value"]["text"], alternative["citation"]["number"]) == ("5%", 4)


def test_a_refusal_has_no_figure():
    fields = json_values.answer(sample(found=False))
    assert (fields["value"], fields["counterpart"]) == (None, None)
    assert (fields["conflicts"], fields["alternatives"]) == ([], [])
    assert (fields["found"], fields["text"], fields["citations"]) == (False, "", [])
    assert (fields["level"], fields["reason"]) == ("not told", "missing terms")


def test_what_is_quoted_is_found_and_the_level_says_as_what():
    answered, likely_told = json_values.answer(sample()), json_values.answer(likely())
    assert (answered["level"], answered["found"], answered["reason"]) == ("answered", True, None)
    assert (likely_told["level"], likely_told["found"]) == ("likely", True)
    assert likely_told["text"] == likely_told["citations"][0]["text"]
    assert likely_told["value"] is None


def test_what_could_be_asked_instead():
    answer = dataclasses.replace(sample(found=False), instead=("2023年呢?",))
    assert json_values.answer(answer)["instead"] == ["2023年呢?"]


def test_what_no_report_is_of_and_whose_an_answer_is():
    uncovered = Uncovered(
        places=("松风县",),
        years=(2021,),
        of=(),
        there=(ReportsOf(place="云溪县", years=(2024,), looks_back_on=(2023,)),),
        n_places=2,
        near=("云溪县",),
    )
    place = AnsweredPlace(place="白鹭镇", report_place="云溪县")
    fields = json_values.answer(dataclasses.replace(sample(), uncovered=uncovered, place=place))
    assert fields["place"] == {"place": "白鹭镇", "report_place": "云溪县"}
    assert fields["uncovered"] == {
        "places": ["松风县"],
        "years": [2021],
        "of": [],
        "near": ["云溪县"],
        "there": [{"place": "云溪县", "years": [2024], "looks_back_on": [2023]}],
        "n_places": 2,
    }
    assert json.loads(json.dumps(fields)) == fields
    plain = json_values.answer(sample())
    assert (plain["place"], plain["uncovered"]) == (None, None)


def test_a_trace_tells_what_each_feature_adds():
    trace = json_values.answer(sample())["hits"][0]["trace"]
    assert trace["parts"] == {"own": 0.5, "other period": -1.5, "passage": 3.0, "nothing": 0.0}
    assert trace["legs"][0] == {"leg": "passage vectors", "rank": 3, "similarity": 0.8765}


def test_highlights_tell_their_kinds_and_texts():
    marks = json_values.answer(sample())["hits"][0]["highlights"]
    assert [(mark["kind"], mark["text"]) for mark in marks] == [
        ("answer", "4.5%左右"),
        ("sentence", "全县<b>茶园</b>面积力争增长4.5%左右,达到九百亩。"),
        ("term", "增长"),
    ]


def test_all_of_it_is_json():
    fields = json_values.answer(sample())
    assert json.loads(json.dumps(fields)) == fields


def test_a_table_has_its_cells_as_texts():
    document = sample().hits[0].document
    fields = json_values.passage(table_passage(), document)
    assert fields["table"] == {
        "caption": ["表1 2023年<b>产量</b>"],
        "heads": [["品种", "2023年", "2023年"], ["品种", "产量（吨）", "<i>增长</i>（%）"]],
        "rows": [["茶|叶", "52.5", "-2.4"], ["蜂蜜", "7", ""]],
    }
    _, second = long_table()
    table = json_values.passage(second, document)["table"]
    assert (table["heads"], table["rows"][0]) == ([["井", "深（米）"]], ["15号井", "3015"])
    assert "table" not in json_values.passage(sample().hits[0].passage, document)


def test_pages_are_told_where_the_file_tells_them():
    fields = json_values.answer(sample(pages=(0, 30)))
    assert fields["citations"][0]["page"] == 1
    assert fields["hits"][0]["passage"]["pages"] == [1, 2]
    assert fields["counterpart"]["citation"]["page"] == 2
    fields = json_values.answer(sample())
    assert fields["citations"][0]["page"] is None
    assert "pages" not in fields["hits"][0]["passage"]


def test_what_a_machine_read_is_told_with_its_confidence_and_doubts():
    fields = json_values.answer(by_machine(sample(), doubted="4九"))
    (cited,) = fields["citations"]
    start = cited["start"]
    assert cited["recognised"] == {
        "confidence": 0.9349,
        "lowest": 0.9349,
        "doubtful": [{"start": start, "end": start + 1}],
    }
    assert len(fields["hits"][0]["recognised"]["doubtful"]) == 2
    assert json_values.answer(sample())["citations"][0]["recognised"] is None
    assert json_values.answer(sample())["hits"][0]["recognised"] is None
