"""qa.web.fragments.html: text is shown as text, whatever it holds."""

from __future__ import annotations

import re
import sys
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.types import Highlight, HighlightKind
from qa.web.fragments.html import attribute, escape, marked

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</p></mark><b>",
    "&lt;b&gt; &amp; &#60;",
    "\" onmouseover='alert(1)' `",
    "${alert(1)} {{value}} \\x3cimg\\x3e",
    "$$x^2$$ [a](javascript:alert(1)) **b**",
)
TAGS = {  # outermost first
    "mark": HighlightKind.SENTENCE,
    "strong": HighlightKind.ANSWER,
    "em": HighlightKind.TERM,
    "u": HighlightKind.DOUBTFUL,
}
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="航运383<>&\"'\u202e\u200b\ufeff\r\n\t ${}`\\"),
    st.sampled_from(HOSTILE),
)


class Content(HTMLParser):
    """The text content of markup, whole and within each kind of element."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.nested: set[tuple[str, str]] = set()  # an element and one inside it
        self.characters: list[tuple[str, frozenset[str]]] = []
        self.feed(markup)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]):
        self.nested.update((outer, tag) for outer in self.open)
        self.open.append(tag)
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"class", "role", "title", "hidden"}

    def handle_endtag(self, tag: str):
        assert self.open.pop() == tag, "elements nest"

    def handle_data(self, data: str):
        self.characters.extend((character, frozenset(self.open)) for character in data)

    @property
    def text(self) -> str:
        return "".join(character for character, _ in self.characters)

    def positions(self, tag: str) -> set[int]:
        return {i for i, (_, inside) in enumerate(self.characters) if tag in inside}


@st.composite
def highlighted(draw: st.DrawFn):
    text = draw(TEXTS)
    spans = st.tuples(
        st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(HighlightKind)
    )
    return text, [
        Highlight(start=min(a, b), end=max(a, b), kind=kind)
        for a, b, kind in draw(st.lists(spans, max_size=8))
    ]


def highlight(start: int, end: int, kind: HighlightKind = HighlightKind.SENTENCE) -> Highlight:
    return Highlight(start=start, end=end, kind=kind)


@given(TEXTS)
def test_escaped_text_is_the_text(text: str):
    content = Content(escape(text))
    assert content.text == text
    assert content.tags <= {"span", "bdi"}


@given(highlighted())
def test_marked_text_is_the_text_and_marks_exactly_what_is_covered(
    case: tuple[str, list[Highlight]],
):
    text, highlights = case
    content = Content(marked(text, highlights))
    assert content.text == text
    assert content.tags <= {"mark", "strong", "em", "u", "span", "bdi"}
    for tag, kind in TAGS.items():
        covered = {i for h in highlights if h.kind is kind for i in range(h.start, h.end)}
        assert content.positions(tag) == covered


@given(highlighted())
def test_marks_nest_in_one_order_and_never_in_their_own_kind(case: tuple[str, list[Highlight]]):
    nested = Content(marked(*case)).nested
    order = list(TAGS)
    assert all(
        order.index(outer) < order.index(inner)
        for outer, inner in nested
        if outer in order and inner in order
    )


def test_an_answer_nests_in_its_sentence_and_holds_its_terms():
    marks = [
        highlight(0, 6),
        highlight(2, 5, HighlightKind.ANSWER),
        highlight(4, 6, HighlightKind.TERM),
    ]
    assert marked("企业达到三家。", marks) == (
        "<mark>企业<strong>达到<em>三</em></strong><em>家</em></mark>。"
    )


def test_an_answer_of_more_than_its_sentence_is_cut_at_the_border():
    marks = [highlight(0, 2), highlight(1, 3, HighlightKind.ANSWER)]
    assert marked("甲乙丙", marks) == "<mark>甲<strong>乙</strong></mark><strong>丙</strong>"


def test_terms_nest_in_their_sentence():
    term = highlight(0, 2, HighlightKind.TERM)
    assert (
        marked("航运企业。其他。", [highlight(0, 5), term])
        == "<mark><em>航运</em>企业。</mark>其他。"
    )


def test_a_term_that_leaves_its_sentence_is_cut_at_the_border():
    term = highlight(1, 3, HighlightKind.TERM)
    assert marked("甲乙丙丁", [highlight(0, 2), term]) == "<mark>甲<em>乙</em></mark><em>丙</em>丁"


def test_overlapping_sentences_are_one_mark():
    assert marked("甲乙丙丁", [highlight(0, 2), highlight(1, 3)]) == "<mark>甲乙丙</mark>丁"


@pytest.mark.parametrize(("start", "end"), [(0, 3), (-1, 1), (2, 1)])
def test_a_highlight_outside_of_the_text_is_refused(start: int, end: int):
    with pytest.raises(ValueError, match=rf"a highlight spans {start}\.\.{end}, the text 0\.\.2"):
        marked("甲乙", [highlight(start, end)])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element(text: str):
    assert Content(f"<p>{escape(text)}</p>").tags == {"p"}


@pytest.mark.parametrize("character", "\u202e\u200b\ufeff\u2066\u00ad\u3164\x00")
def test_a_character_that_cannot_be_seen_shows_its_code_point(character: str):
    assert escape(f"甲{character}乙") == (
        f'甲<span class="hidden-character" role="img" title="U+{ord(character):04X}">'
        f"<bdi hidden>{character}</bdi></span>乙"
    )


def test_a_lone_surrogate_shows_its_code_point_and_can_be_sent():
    shown = escape("甲\ud800")
    assert 'title="U+D800"' in shown
    assert shown.encode()


def test_every_control_and_format_character_is_tagged():
    characters = map(chr, range(sys.maxunicode + 1))
    hidden = [
        character
        for character in characters
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        and character not in "\t\n"
    ]
    assert len(hidden) > 2000  # of them 2,048 surrogates
    assert escape("".join(hidden)).count("hidden-character") == len(hidden)


def test_visible_text_is_left_as_it_is():
    text = "２０２４年，航运类企业达到383家（同比增长18.1%）。\u3000\n\tPM2.5"
    assert escape(text) == text


@given(TEXTS)
def test_an_attribute_holds_any_value(value: str):
    written = attribute(value)
    assert re.fullmatch(r'[^"<>]*', written)
    written.encode()


def test_an_attribute_spells_out_what_cannot_be_seen():
    assert attribute('甲\u202e"') == "甲U+202E&#34;"
