"""qa.web.report_tables.recent: only long tables are kept, and only the last of them."""

from __future__ import annotations

from qa.web.report_tables.order import N_SHOWN
from qa.web.report_tables.recent import Recent
from qa.web.report_tables.seen import Seen, SeenRow


def of_rows(n: int) -> Seen:
    rows = tuple(
        SeenRow(number=k, place="甲", label="甲", year=None, cells=(), line="") for k in range(n)
    )
    return Seen(names=(), heads="", rows=rows, is_course=False, are_figures=())


def test_a_long_table_is_made_once():
    recent, made = Recent(), of_rows(N_SHOWN + 1)
    assert recent.of("a", lambda: made) is made
    assert recent.of("a", lambda: of_rows(0)) is made
    assert recent.of("b", lambda: of_rows(1)) == of_rows(1)


def test_one_that_a_page_has_as_a_whole_is_not_kept():
    recent = Recent()
    recent.of("a", lambda: of_rows(N_SHOWN))
    assert recent.of("a", lambda: of_rows(2)) == of_rows(2)


def test_the_oldest_goes_first():
    recent, made = Recent(), of_rows(N_SHOWN + 1)
    for key in "abcda":
        recent.of(key, lambda: made)
    recent.of("e", lambda: made)
    fresh = of_rows(1)
    assert recent.of("a", lambda: fresh) is made
    assert recent.of("b", lambda: fresh) is fresh
