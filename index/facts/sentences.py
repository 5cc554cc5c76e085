"""The facts of a sentence, in the light of what its passage and its report tell."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.fact_types import Direction, Fact, Origin, Time, TimePart, Words
from index.facts import frames, statuses, subjects, time_spans
from index.facts.claims import Claim, claim
from index.facts.clauses import clauses
from index.facts.figures import counted
from index.facts.phrases import around, topic
from index.facts.pieces import Part, pieces
from index.language.units import Dimension
from index.types import Aspect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.facts.clauses import Clause
    from index.facts.phrases import Around
    from index.facts.pieces import Pieces
    from index.language.named_times import Calendar
    from index.types import About, Passage, Sentence


@dataclass(slots=True)
class Reader:
    """Reads the sentences of one passage, in their order."""

    about: About
    passage: Passage
    time: frames.TimeFrame
    held: subjects.Held | None = None
    told: list[subjects.Held] = field(default_factory=list)  # what the sentence told of, in turn
    told_before: frames.Told = field(default_factory=frames.Told)
    status: statuses.StatusFrame = field(default_factory=statuses.StatusFrame)
    owners: subjects.Owners = field(default_factory=subjects.Owners)
    place: Words = field(default_factory=Words)  # whose the figures are that name nobody else

    @property
    def calendar(self) -> Calendar:
        """What its relative times count from."""
        return frames.calendar_of(self.about, self.passage.period)

    def facts(self, sentence: Sentence) -> Iterator[Fact]:
        """The facts of the next sentence."""
        self.time.begin_sentence()
        self.told.clear()
        self.told_before = frames.Told()
        self.owners.begin()
        self.status.begin_sentence(sentence.text)
        read = pieces(sentence.text, self.calendar)
        if read is None:
            # What a sentence without values tells, it tells of those that follow.
            self.time.note(frames.lead_times(sentence.text, self.calendar), leads=True)
            return
        if self.held is not None:
            self.held = dataclasses.replace(self.held, origin=Origin.BEFORE)
        self._note_place(sentence)
        held_by_clause: dict[int, subjects.Held | None] = {}
        for clause in clauses(read.pieces):
            outer = held_by_clause.get(clause.outer) if clause.outer is not None else None
            if outer is not None:
                self.held = outer
            if clause.begins_anew:
                self.owners.begin()
            if clause.begins_anew and self.held is not None and self.held.origin is Origin.SENTENCE:
                self.held = dataclasses.replace(self.held, origin=Origin.BEFORE)
            yield from _ClauseReader(self, sentence, read, clause).facts()
            if not clause.values:
                self._note_topic(sentence, read, clause)
            held_by_clause[clause.number] = self.held
            if clause.outer is not None:  # what brackets tell is for themselves
                self.held = held_by_clause.get(clause.outer)

    def _note_place(self, sentence: Sentence) -> None:
        """Note whose figures a sentence and those that hang on it are: 据凯里市调查."""
        place = subjects.place_named(sentence)
        if place is not None:
            self.place = place
        elif self.place.origin is not Origin.DEFAULT and subjects.hangs(sentence.text):
            self.place = dataclasses.replace(self.place, origin=Origin.BEFORE)
        else:
            self.place = Words(text=self.about.place, origin=Origin.DEFAULT)

    def _note_topic(self, sentence: Sentence, read: Pieces, clause: Clause) -> None:
        """Note what a clause without values is about; the next may tell its figure."""
        named = topic(clause)
        if named is None:
            return
        words = subjects.named(read, sentence, named)
        words = dataclasses.replace(words, origin=Origin.SENTENCE)
        self.held = subjects.Held(
            measure=words,
            subject=subjects.of_measure(self.about, self.place, words),
            aspect=Aspect.LEVEL,
        )


@dataclass(slots=True)
class _ClauseReader:
    reader: Reader
    sentence: Sentence
    read: Pieces
    clause: Clause
    from_floor: int = 0
    row_told: list[subjects.Held] = field(default_factory=list)
    in_a_row: Time | None = None  # of what follows how long something has been so

    def facts(self) -> Iterator[Fact]:
        clause, values = self.clause, self.clause.values
        self.reader.status.note(clause)
        floor = 0
        before: Claim | None = None
        told_before = self.reader.told_before
        for i, at in enumerate(values):
            piece = clause.pieces[at]
            figure = piece.figure
            if figure is None:
                continue
            beside = around(clause, i)
            own = claim(beside, figure, i - beside.row[0], before)
            told = time_spans.told_before(clause.pieces[:at], floor, self.from_floor)
            if (
                (i and own.goes_on and not time_spans.ranks_sum(own, told_before))
                or i > beside.row[0]
                or time_spans.goes_on_with(own, beside, told_before)
            ):
                told = frames.over(told, told_before)
            starts = i + 1 < len(values) and time_spans.is_start(beside)
            yield self._fact(own, beside, told, starts=starts)
            floor, before, told_before = at + 1, own, told
            if starts:  # the time of the beginning is not that of the end
                self.from_floor, told_before = at + 1, frames.Told()
        self.reader.told_before = told_before
        self._note_times(values)

    def _note_times(self, values: Sequence[int]) -> None:
        """Note the time that a clause begins with: it is of the clauses after it too."""
        end = values[0] if values else len(self.clause.pieces)
        leading = []
        for each in self.clause.pieces[:end]:
            if each.time is not None:
                if not time_spans.is_own_only(each.time.part):
                    leading.append(each.time)
            elif each.part not in (Part.ASIDE, Part.JOIN, Part.LINK, Part.ADVERB, Part.ADJUNCT):
                break
        if leading:
            self.reader.time.note(frames.told(leading, Origin.CLAUSE), leads=True)

    def _fact(self, own: Claim, beside: Around, told: frames.Told, *, starts: bool) -> Fact:
        reader, figure = self.reader, own.figure
        start, end = self.read.sentence.original(figure.start, figure.end)
        offset = self.sentence.start
        aspect = self._aspect(own, starts=starts)
        measure, subject = subjects.of_nation(reader.about, own, *self._measure(own, beside))
        time = self._time(own, beside, told, starts=starts)
        status, status_origin = reader.status.of(
            statuses.period_of(reader.about, reader.passage),
            own,
            beside,
            is_ahead=told.is_ahead,
            starts=starts,
        )
        fact = Fact(
            document_id=reader.about.id,
            passage=reader.passage.number,
            start=offset + start,
            end=offset + end,
            text=self._written(start, end),
            amount=counted(figure.amount, measure.text),
            measure=measure,
            subject=subject,
            aspect=aspect,
            direction=Direction.NONE if starts else own.direction,
            time=time,
            status=status,
            status_origin=status_origin,
            is_negated=own.is_negated,
        )
        reader.held = self._held(own, measure, subject, aspect)
        reader.owners.note(own, measure, subject)
        if (measure.text, subject.text) not in [
            (each.measure.text, each.subject.text) for each in reader.told
        ]:
            reader.told.append(reader.held)
        return fact

    def _written(self, start: int, end: int) -> str:
        """What stands in the document, also where its decimal point was put right to be read."""
        first = self.sentence.start - self.reader.passage.start
        return self.reader.passage.text[first + start : first + end]

    def _time(self, own: Claim, beside: Around, told: frames.Told, *, starts: bool) -> Time:
        around_it = self.reader.time.around(told)
        is_duration = own.figure.dimension is Dimension.TIME
        if is_duration and any(word in statuses.repeated() for word in beside.leads):
            self.in_a_row = time_spans.in_a_row(own, around_it)
            return self.in_a_row
        if self.in_a_row is not None and told.origin is not Origin.CLAUSE and not beside.goes_on:
            return self.in_a_row  # 连续48个月保持两位数增长
        if starts:
            if told.first is None or told.origin is not Origin.CLAUSE:
                return Time(part=TimePart.NONE, origin=Origin.UNKNOWN)
            return frames.time_of(told)
        says_span = told.origin is Origin.CLAUSE and told.part is None and not own.said
        time = frames.time_of(
            around_it,
            at_end=time_spans.is_reached(own) and not says_span,
            is_kept=time_spans.is_kept(own),
        )
        return frames.since_base(time, around_it.base) if own.aspect is Aspect.CHANGE else time

    def _aspect(self, own: Claim, *, starts: bool) -> Aspect:
        if starts:
            return own.aspect if own.aspect is Aspect.SHARE else Aspect.LEVEL
        return subjects.aspect_after(own, self.reader.held)

    def _measure(self, own: Claim, beside: Around) -> tuple[Words, Words]:
        held = self._shared(own)
        if own.measure and own.is_of_whole and held is not None and held.measure.text:
            of_it = self._words(own)
            measure = dataclasses.replace(of_it, text=subjects.joined(held.measure, of_it))
            return measure, dataclasses.replace(held.subject, origin=subjects.inherited(held))
        if own.measure and not (own.hangs and held is not None and held.measure.text):
            words = self._words(own)
            if held is not None and subjects.is_of_those_before(own, held):
                return words, dataclasses.replace(held.measure, origin=Origin.SENTENCE)
            if held is not None and subjects.are_others(own, beside, words, held):
                return subjects.of_others(words, held), words  # 城镇居民收入增长3%，农村增长4%
            return subjects.belonging(own, words, held), self._subject(own, beside, words)
        if held is None or not held.measure.text or not subjects.takes_over(own, held):
            return Words(), self.reader.place
        measure = dataclasses.replace(held.measure, origin=held.origin)
        if own.measure:  # 总量、增幅: of what was named before
            of_it, whole = self._words(own), held.whole or held.measure
            measure = dataclasses.replace(
                measure,
                text=subjects.joined(whole, of_it),
                start=of_it.start,
                end=of_it.end,
            )
        subject = dataclasses.replace(held.subject, origin=subjects.inherited(held))
        if own.tells_of_place():  # 全省增长5%，我县增长6%
            subject = subjects.of_place(self.reader.about, self.reader.place, own.own_place)
        if own.subject is not None:
            subject = subjects.named(self.read, self.sentence, own.subject)
        return measure, subject

    def _subject(self, own: Claim, beside: Around, measure: Words) -> Words:
        reader, at = self.reader, own.subject
        whose = None if at is None else subjects.named(self.read, self.sentence, at)
        found = subjects.of(reader.about, reader.place, own, measure, whose)
        return reader.owners.of(own, beside, measure, found)

    def _held(self, own: Claim, measure: Words, subject: Words, aspect: Aspect) -> subjects.Held:
        """What later clauses may take over from a fact."""
        before = self.reader.held
        if own.topic is not None:
            words = self._words(dataclasses.replace(own, measure=(own.topic,)))
            return subjects.Held(measure=words, subject=self.reader.place, aspect=Aspect.LEVEL)
        whole = (before.whole or before.measure) if own.hangs and before is not None else None
        return subjects.Held(
            measure=measure,
            subject=subject,
            aspect=aspect,
            whole=whole,
            figure=own.figure,
            adds=subjects.adds(own, before),
        )

    def _shared(self, own: Claim) -> subjects.Held | None:
        """What was told of before: of a row without words of its own, each in turn.

        城市居民收入4万元，农民收入2万元，分别增长5%、6%.
        """
        place, n = own.row
        if own.measure or n == 1 or len(self.row_told or self.reader.told) < n:
            return self.reader.held
        if place == 0:
            self.row_told = self.reader.told[-n:]
        return self.row_told[place] if len(self.row_told) == n else self.reader.held

    def _words(self, own: Claim) -> Words:
        spans = [self.read.sentence.original(*span) for span in own.measure]
        text = "".join(self.sentence.text[a:b] for a, b in spans)
        first, last = spans[0]
        offset = self.sentence.start
        return Words(
            text=_plain(text), start=offset + first, end=offset + last, origin=Origin.CLAUSE
        )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
