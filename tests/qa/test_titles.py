"""qa.titles: what to call a report."""

from __future__ import annotations

import dataclasses

from index.types import Document
from qa import titles

REPORT = Document(id="1", path="甲.txt", title="2031年云溪县政府工作报告", text="")
VERSION = dataclasses.replace(REPORT, id="2", path="乙.txt")
OTHER = dataclasses.replace(REPORT, id="3", title="2032年云溪县政府工作报告")


def test_a_title_that_several_have_is_told_with_the_file():
    assert titles.telling([REPORT, VERSION, OTHER]) == {
        "1": "2031年云溪县政府工作报告 [甲.txt]",
        "2": "2031年云溪县政府工作报告 [乙.txt]",
        "3": "2032年云溪县政府工作报告",
    }


def test_beside_another_one_of_the_same_title():
    assert titles.beside(VERSION, REPORT) == "2031年云溪县政府工作报告 [乙.txt]"
    assert titles.beside(VERSION, OTHER, REPORT) == "2031年云溪县政府工作报告 [乙.txt]"
    assert (
        titles.beside(REPORT)
        == titles.beside(REPORT, REPORT)
        == titles.beside(REPORT, OTHER)
        == REPORT.title
    )
