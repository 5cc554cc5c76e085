"""Which kind of document a report is, by the words of its title."""

from __future__ import annotations

import re

from index.language.lexicon import alternation
from index.types import ReportKind

_REPORT = alternation("report")
_WORK_REPORT = rf"(?:{alternation('work')}){_REPORT}"
# The first that fits is taken: a court's report is a work report too.
_KINDS = (
    (ReportKind.COURT, re.compile(rf"(?<!立)(?:{alternation('court')})")),
    (ReportKind.PROSECUTION, re.compile(alternation("prosecution"))),
    (ReportKind.CONGRESS, re.compile(rf"(?:{alternation('congress')}).*{_REPORT}")),
    (
        ReportKind.STATISTICS,
        re.compile(rf"(?:{alternation('statistics')}).*(?:{alternation('document')})"),
    ),
    (ReportKind.ADDRESS, re.compile(alternation("address"))),
    (
        ReportKind.DEVELOPMENT,
        re.compile(rf"(?:{alternation('development')})(?!第).*{_REPORT}"),
    ),
    (ReportKind.BUDGET, re.compile(alternation("budget"))),
    # A report on a plan, which a speech on it is, is none.
    (ReportKind.PLAN, re.compile(rf"(?:{alternation('long_plan')})(?!.*的{_REPORT})")),
    (ReportKind.GOVERNMENT_WORK, re.compile(rf"(?:{alternation('government')}).*{_REPORT}")),
)
_WORK = re.compile(_WORK_REPORT)
_LOOKS_BACK = frozenset({ReportKind.STATISTICS})


def kind_of(title: str) -> ReportKind:
    """The kind of report that a folded title tells; ``OTHER`` where it tells none."""
    return next((kind for kind, words in _KINDS if words.search(title)), ReportKind.OTHER)


def is_work_report(title: str) -> bool:
    """Whether a folded title is of a work report, whosever it is."""
    return _WORK.search(title) is not None


def looks_back(kind: ReportKind) -> bool:
    """Whether reports of a kind are made after the year that they are of."""
    return kind in _LOOKS_BACK
