"""index.searchable.phrase_holders: no document that holds a phrase is left out, and few that do not are read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from index.language import tokens
from index.published.terms import TermIndex
from index.searchable import phrase_holders

if TYPE_CHECKING:
    from index.platform.arrays import Rows

TEXTS = (
    "大力发展低空经济，支持通用航空。",
    "上海交通大学与上海市政府签约，交通更加便利。",
    "研发经费投入强度达到3.5%，GDP增长5%左右。",
    "推进“人工智能+”行动，建设智能工厂128家。",
    "空中经济走廊与低碳空间。",
)


class Passages:
    """Each text is the only passage of a document."""

    def documents_of(self, rows: Rows) -> list[int]:
        return list(map(int, rows))


INDEX: Any = SimpleNamespace(
    documents=TEXTS,
    passages=Passages(),
    passage_terms=TermIndex([tokens.terms(text) for text in TEXTS]),
)


def rows(*forms: str) -> list[int]:
    found = phrase_holders.documents(INDEX, forms)
    assert found is not None
    held: list[int] = found.tolist()
    return held


@given(st.data())
def test_a_document_that_holds_a_stretch_is_among_them(data: st.DataObject):
    number = data.draw(st.integers(0, len(TEXTS) - 1))
    text = TEXTS[number].lower().replace("，", ",").translate(str.maketrans("“”", '""'))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = phrase_holders.documents(INDEX, [text[start:end]])
    assert found is None or number in found


def test_others_are_not_read():
    assert rows("低空经济") == [0]
    assert rows("海交通大") == [1]
    assert rows("火星移民") == []
    assert rows("低空经济", "人工智能") == [0, 3]


def test_signs_alone_tell_nothing():
    assert phrase_holders.documents(INDEX, ["+"]) is None
