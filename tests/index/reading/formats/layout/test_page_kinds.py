"""index.reading.formats.layout.page_kinds: which pages hold their text, and which are pictures of it."""

from __future__ import annotations

from typing import Any

import pytest

from index.reading.formats.layout.glyphs import pages
from index.reading.formats.layout.page_kinds import PageKind
from tests.support.files import scanned_pages
from tests.support.files.pdf_pages import LEFT, TOP, column, set_lines

PICTURE = scanned_pages.image()
SENTENCE = "全县新建绿道三十一公里，种茶三千亩。"
LONG = column(set_lines([SENTENCE * 8]))
SHORT = [(LEFT, TOP, SENTENCE)]
RUBBISH = [(LEFT, TOP, "\ue000\ue001\ue002\ue003\ue004\ue005甲乙丙")]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (LONG, PageKind.TEXT),
        (SHORT, PageKind.TEXT),
        ([], PageKind.TEXT),  # blank: there is nothing to read
        (PICTURE, PageKind.PICTURE),
        ((PICTURE, [(LEFT, TOP, "— 3 —")], 0), PageKind.PICTURE),
        ((PICTURE, SHORT, 0), PageKind.PICTURE),  # what a scanner prints on its pages
        ((PICTURE, LONG, 0), PageKind.TEXT),  # a coloured ground
        ((PICTURE, LONG, 3), PageKind.HIDDEN),
        ((PICTURE, SHORT, 3), PageKind.HIDDEN),
    ],
)
def test_a_page_is_told_by_what_stands_on_it(page: Any, kind: PageKind):
    (made,) = pages(scanned_pages.pdf([page]), "a.pdf")
    assert made.kind is kind


def test_letters_that_mean_nothing_are_a_picture():
    from index.reading.formats.layout.page_kinds import _is_rubbish

    assert _is_rubbish(RUBBISH[0][2])
    assert not _is_rubbish(SENTENCE)
