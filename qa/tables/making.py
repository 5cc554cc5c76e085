"""Makes a table: each report in scope is asked the same, in one go."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.lexicon import words as words_of_class
from index.language.text import fold
from index.language.tokens import words
from index.platform.batches import batches
from index.types import Aspect, Period
from qa.choosing.head_evidence import may_ask_of_head
from qa.tables import cells, columns, holders
from qa.tables.asked_facts import AskedFacts
from qa.tables.columns import AskedColumn
from qa.tables.measures import acts
from qa.tables.naming import names_measure
from qa.tables.normal_units import factor_of
from qa.tables.rows import report_rows, report_versions
from qa.tables.values import Column, Row, Table
from qa.understanding import question, reckoning
from qa.understanding.across.counted import AT_START, as_counted, in_reports_words
from qa.understanding.across.full_names import in_full, is_short_name
from qa.understanding.across.reading import across
from qa.understanding.named_figures import as_question

if TYPE_CHECKING:
    from index.searchable.protocol import Selected
    from index.searchable.reports import Reports
    from qa.answering.reader import Reader
    from qa.generation import Generation
    from qa.tables.values import Cell
    from qa.types import Answer
    from qa.understanding.synonyms import Synonyms

Progress = Callable[[int, int], None]
_CHUNK = 64  # reports that are read together, between two tellings of how far it is
_AND = re.compile(rf"[、,;]|{alternation('joins')}|[和与及]")
_ACTS = word_set("makes_new", "act", "predicate")
_INDICATOR = re.compile(
    rf"(?:{alternation('indicator', 'asks_money')}|[率量额值数]|{alternation('asks_change')}|[a-z]{{3}})"
)
_TAIL = re.compile(rf"(?:{alternation('asks_change', 'asks_target', 'asks_total')}).*$")
_CHANGE = re.compile(rf"^(?:{alternation('asks_change')})")
_GREW = re.compile(rf"(?:{alternation('grew', 'fell')})$")
_ASKS_FALL = re.compile(alternation("fell"))
_ASKS_AT_END = re.compile(
    rf"(?:{alternation('in_turn')}|各|都|又)?(?:是|为)?(?:(?<!第)(?:{alternation('how_many', 'asks_person')}))?[?？。!]*$"
)
_BARE = re.compile(
    rf"的?(?:{alternation('asks_change', 'names_change', 'asks_target', 'asks_total')})+"
)
# Of a question, what of its thing it asks; and how that grew, or what is aimed at.
_OF_IT, _OF_IT_OR_GREW = (
    re.compile(
        rf"的?(?:{alternation('asks_change', 'names_change', 'asks_target', 'asks_total', *more)})*"
        rf"(?:是|为)?(?:{alternation('how_many')})?[?。!]*$"
    )
    for more in ((), ("fell", "goal", "grew"))
)
_OF = re.compile(r"^[的\s]+|[?？。\s]+$")
_YEAR_AT_START = re.compile(r"^(?:(?:19|20)\d{2}年|[今去前上]年)的?")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Maker:
    """Makes tables of one generation.

    Attributes:
        generation: what is asked.
        synonyms: the dictionary.
        reader: gives the second reader, ``None`` where there is none.
        alone: asks one report, given by its row, what is no figure.
        passages: gives the only passages that may answer, ``None`` for all.
        progress: is told how many reports of how many are done.
    """

    generation: Generation
    synonyms: Synonyms
    reader: Callable[[], Reader | None]
    alone: Callable[[str, int], Answer]
    passages: Callable[[], Selected | None]
    progress: Progress | None = None

    def table(self, texts: Sequence[str], reports: Reports) -> Table:
        """The table of some questions, one or several, with what the first asks of many.

        Args:
            texts: the questions; each may ask for several indicators.
            reports: those in scope.
        """
        places = self.generation.reports.places
        read = [across(text, places) for text in texts]
        of_many = next(filter(None, read), None)
        whole = [
            as_question(text) if each is None else each.question
            for text, each in zip(texts, read, strict=True)
        ]
        years = self.generation.reports.years
        each_asked = [
            in_reports_words(one, self.synonyms)
            for text in whole
            for one in indicators(question.checked(text))
        ]
        ways = [
            [
                question.parse(as_counted(way, years), self.generation.reports, self.synonyms)
                for way in in_full(one)
            ]
            for one in each_asked
        ]
        asked_of = report_rows.asked(reports, of_many, ways[0][0])
        chosen, versions = report_versions.told_apart(self.generation.index, asked_of)
        condition = of_many.condition if of_many is not None else None
        unit = factor_of(condition.unit)[0] if condition is not None else ""
        told = [
            columns.compared(
                self._by_any_name(each, chosen, k, len(ways)), _asked_of(each[0], "" if k else unit)
            )
            for k, each in enumerate(ways)
        ]
        about = dict(zip(asked_of, self.generation.index.abouts(asked_of), strict=True))
        return Table(
            question="; ".join(texts),
            columns=tuple(map(_column_of, ways, each_asked)),
            rows=report_rows.by_province(
                Row(
                    about=about[row],
                    cells=of_row,
                    versions=tuple(about[each] for each in versions.get(row, ())),
                )
                for row, of_row in zip(chosen, zip(*told, strict=True), strict=True)
            ),
            across=of_many,
            n_left_out=0 if of_many and of_many.places else len(reports) - len(asked_of),
        )

    def _by_any_name(
        self, ways: Sequence[question.Question], rows: Sequence[int], number: int, n: int
    ) -> list[Sequence[Cell]]:
        """The cells that each report may have of one indicator, by the first of its names that it tells it by."""
        found = self._column(ways[0], rows, number, n)
        for way in ways[1:]:
            untold = [i for i, of_one in enumerate(found) if not of_one[0].is_told]
            told = self._column(way, [rows[i] for i in untold], number, n, is_told=False)
            for i, of_one in zip(untold, told, strict=True):
                found[i] = of_one
        return [cells.against_country(each, ways[0].text) for each in found]

    def _column(
        self,
        asked: question.Question,
        rows: Sequence[int],
        number: int,
        n: int,
        *,
        is_told: bool = True,
    ) -> list[Sequence[Cell]]:
        """The cells that each report may have of one indicator, the likeliest first; how far it is goes untold at will."""
        found: list[Sequence[Cell]] = []
        facts, index = None, self.generation.index
        if asked.wanted.kind.handling.is_figure:
            facts = AskedFacts.of(
                self.generation, asked, self.reader, self.passages(), n_reports=len(rows)
            )
        for chunk in batches(rows, _CHUNK):
            if facts is not None:
                found += [cells.of_figures(facts, each) for each in facts.of_reports(chunk)]
            elif may_ask_of_head(asked):
                told = (holders.speaker(asked, index, row, of_any_kind=True) for row in chunk)
                found += [(cells.of_head(each),) for each in told]
            else:
                found += [(cells.of_answer(self.alone(asked.text, row)),) for row in chunk]
            if self.progress is not None and is_told:
                self.progress(number * len(rows) + len(found), n * len(rows))
        return found


def figure_alone(asked: question.Question) -> str:
    """The question for one figure of one place without its place, where it says nothing else: 粮食产量增速是多少?

    Empty for another: one of a year, unless it asks for what is planned, or that leaves something out.
    """
    is_plan = asked.period is Period.PLAN
    if not asked.wanted.kind.handling.is_figure or (asked.years and not is_plan):
        return ""
    bare = as_question(_without_place(asked))
    lead = AT_START.match(fold(bare).text)
    if lead is not None and lead["lead"] and not is_plan:
        return ""
    name = _OF_IT_OR_GREW.sub("", AT_START.sub("", fold(bare).text))
    is_named = in_full(bare) != (bare,) or as_counted(bare) != bare
    return bare if is_named or any(name in each.words for each in asked.concepts) else ""


def its_change(bare: str) -> str:
    """The question how the figure changed that another asks for, which says no more than its name: 社零增速是多少?"""
    name = AT_START.sub("", fold(bare).text)
    change = words_of_class("names_change")[0]
    is_bare = _OF_IT_OR_GREW.sub("", name) == _ASKS_AT_END.sub("", name)
    return as_question(f"{_ASKS_AT_END.sub('', bare)}{change}") if is_bare else ""


def figures_alone(asked: question.Question) -> str:
    """The question for several figures of one place without its place: GDP增速和粮食产量; empty for any other."""
    bare = _without_place(asked)
    takes_reckoning = reckoning.sides(asked.text) or reckoning.compares(fold(asked.text).text)
    return bare if bare and not takes_reckoning and len(indicators(bare)) > 1 else ""


def _without_place(asked: question.Question) -> str:
    """What a question asks of the one place that it names; empty where it names none, or several."""
    if len(asked.asked_places) != 1 or len(fold(asked.text).text) != len(asked.text):
        return ""
    (each,) = asked.asked_places
    return _OF.sub("", asked.text[: each.start] + asked.text[each.end :])


def _asked_of(asked: question.Question, unit: str) -> AskedColumn:
    """What a question asks of the figures of its column."""
    aspect = asked.wanted.aspect
    return AskedColumn(
        unit=unit,
        is_level=aspect is None and asked.period is not Period.PLAN,
        is_untimed=asked.period is None and not asked.years,
        aspect=Aspect.ADDITION if acts.asks_count(asked.text) else aspect,
        is_of_acts=_names_act(asked.text),
    )


def _names_act(asked: str) -> bool:
    """Whether a question is of what is done: 建设了多少亩."""
    return any(len(each.term) > 1 and each.term in _ACTS for each in words(fold(asked).text))


def _column_of(ways: Sequence[question.Question], text: str) -> Column:
    """The column of one indicator, by the name that it was asked by where reports have it too."""
    asked = next((way for way in ways if way.text == text), ways[0])
    return Column(
        question=asked.text,
        name=name_of(asked.text),
        asks_fall=_ASKS_FALL.search(fold(asked.text).text) is not None,
        is_figure=asked.wanted.kind.handling.is_figure,
        names_measure=names_measure(asked),
    )


def may_be_several(text: str) -> bool:
    """Whether a question has what would stand between several figures: 和, a comma. Without it is one, or none."""
    return _AND.search(fold(text).text) is not None


def indicators(text: str) -> tuple[str, ...]:
    """The questions that one question for several figures is: GDP增长和CPI涨幅目标分别是多少.

    It is one where not each of its parts names an indicator: 城镇和农村居民收入.
    """
    folded = fold(text).text
    if len(folded) != len(text):
        return (text,)
    pieces, begin = [], 0
    for match in _AND.finditer(folded):
        pieces.append(text[begin : match.start()])
        begin = match.end()
    pieces.append(text[begin:])
    pieces[-1] = _ASKS_AT_END.sub("", pieces[-1])
    is_bare = [_BARE.fullmatch(fold(each).text) is not None for each in pieces]
    names = map(_names_indicator, pieces[1:] if is_bare[1:2] == [True] else pieces)
    if len(pieces) == 1 or is_bare[0] or not all(names):
        return (text,)
    year = _YEAR_AT_START.match(pieces[0])
    tail = None if is_bare[-1] else _TAIL.search(fold(pieces[-1]).text)
    asked: list[str] = []
    for piece, has_no_thing in zip(pieces, is_bare, strict=True):
        if has_no_thing:  # GDP和增速
            asked.append(as_question(f"{_OF_IT.sub('', asked[-1])}{piece}"))
            continue
        whole = piece if not year or _YEAR_AT_START.match(piece) else f"{year[0]}{piece}"
        if tail and not _TAIL.search(fold(piece).text):
            whole += _CHANGE.sub("", tail[0]) if _GREW.search(whole) else tail[0]
        asked.append(as_question(whole))
    return tuple(asked)


def _names_indicator(piece: str) -> bool:
    folded = fold(piece).text
    return len(piece) > 1 and (_INDICATOR.search(folded) is not None or is_short_name(folded))


def name_of(asked: str) -> str:
    """A short name of what a question asks for."""
    return _ASKS_AT_END.sub("", asked) or asked
