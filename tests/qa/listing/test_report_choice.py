"""qa.listing.report_choice: whoever names a report gets that one, or is told which there are."""

from __future__ import annotations

import pytest

from index.types import Document
from qa.listing.report_choice import row_of
from tests.support.texts.held import held

DOCUMENTS = held(
    [
        Document(id="a1" * 32, path="north/云溪.txt", title="2024年云溪市政府工作报告", text="一"),
        Document(id="b2" * 32, path="south/北岭.txt", title="2024年北岭县政府工作报告", text="二"),
        Document(id="123456" * 10 + "1234", path="2024.txt", title="2023年报告", text="三"),
    ]
)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("1", 0),
        ("3", 2),
        ("a1a1a1", 0),
        ("123456", 2),
        ("south/北岭.txt", 1),
        ("北岭.txt", 1),
        ("云溪", 0),
        ("2024", 2),  # a file's name before a part of a title
        ("北岭县", 1),
        (" 北岭县 ", 1),
        ("2024年云溪市政府工作报告", 0),
    ],
)
def test_the_report_that_is_meant(name: str, row: int):
    assert row_of(DOCUMENTS, name) == row


def test_several_are_named_with_their_numbers():
    message = (
        r"'政府工作' is in the name of 2 reports: give one's number \(1 2024年云溪.*; 2 2024年北岭"
    )
    with pytest.raises(ValueError, match=message):
        row_of(DOCUMENTS, "政府工作")


@pytest.mark.parametrize("name", ["", "4", "0", "上海", "ffffff"])
def test_none_is_told(name: str):
    with pytest.raises(ValueError, match=r"no report is called .*: there are 3"):
        row_of(DOCUMENTS, name)
