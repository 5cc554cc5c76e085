"""index.reading.formats.word.styles: which paragraphs are headings by their style."""

from __future__ import annotations

from lxml import etree

from index.reading.formats.word.styles import Style, Styles
from tests.support.files.word_files import element, style


def styles(*parts: str) -> Styles:
    return Styles(etree.fromstring(element("styles", "".join(parts)).encode()))


def test_a_style_takes_what_it_does_not_say_from_the_one_that_it_is_based_on():
    numbers = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="{}"/></w:numPr>'
    read = styles(
        style("a", numbers.format(3), based_on="b"),
        style("b", numbers.format(4) + '<w:outlineLvl w:val="2"/>'),
    )
    assert read.of("a") == Style(heading=3, list_id="3", list_level="1")


def test_the_level_of_body_text_ends_the_search():
    read = styles(
        style("a", '<w:outlineLvl w:val="9"/>', based_on="b"), style("b", name="heading 1")
    )
    assert read.of("a").heading == 0


def test_styles_in_a_circle_say_nothing():
    assert styles(style("a", based_on="b"), style("b", based_on="a")).of("a") == Style()


def test_the_default_is_told_and_others_than_of_paragraphs_are_not():
    default = '<w:style w:type="paragraph" w:default="1" w:styleId="正文"/>'
    read = styles(
        default, '<w:style w:type="table" w:styleId="t"><w:name w:val="heading 1"/></w:style>'
    )
    assert read.default == "正文"
    assert read.of("t") == Style()


def test_a_file_without_styles_has_none():
    assert (Styles(None).default, Styles(None).of("")) == ("", Style())
