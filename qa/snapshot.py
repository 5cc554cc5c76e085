"""One published generation, to be asked: the same to the end, whatever is published meanwhile."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from index.searchable.views import Documents, Passages
from qa.answering import answer, hits, refusals
from qa.answering.gathered import side_by_side
from qa.generation import outlined, with_opinion
from qa.generation import search as search_of
from qa.listing import catalogue
from qa.listing.report_choice import found_facts, pages_of
from qa.mentions import asked_scope, counting, nobody, phrase
from qa.mentions.asked import asked_mentions
from qa.retrieval.scope import EVERYTHING, Scope
from qa.soundness import reading
from qa.tables.many_reports import ManyReports
from qa.tables.unanswered import with_nearest
from qa.understanding import dialogue, question, reckoning
from qa.understanding.across import bare_figures, phrasing
from qa.understanding.names import english_places
from qa.understanding.names.persons import named_persons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.fact_types import Fact
    from index.searchable.protocol import Searchable
    from index.searchable.reports import Reports
    from index.types import About, Manifest, Passage, PlaceLevel
    from qa.answering.reader import Reader
    from qa.choosing.ordering.ranked import Ranked
    from qa.generation import Generation, Search
    from qa.kinds import Kind
    from qa.listing.catalogue import Catalogue
    from qa.mentions.mention import Mentions
    from qa.soundness import Soundness
    from qa.tables.making import Progress
    from qa.tables.values import Table
    from qa.types import Answer, Hit
    from qa.understanding.synonyms import Synonyms

_N_LOOKS = 3  # at most so often a question is asked again, where files go while it is


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapshot:
    """What one request asks: everything that it says is of the same generation.

    ``Engine.snapshot`` takes it; whoever keeps one keeps the files of its generation open. ``second_reader``
    gives the reader that is asked in doubt, ``trouble_of_reader`` why there is none.
    """

    generation: Generation
    synonyms: Synonyms
    second_reader: Callable[[Generation], Reader | None]
    trouble_of_reader: Callable[[Generation], str]

    @property
    def soundness(self) -> Soundness:
        """Whether its files are what was published."""
        return self.generation.soundness

    @property
    def name(self) -> str:
        """Another one for all else that could be asked here: the generation's, marked once reports are gone."""
        return f"{self.generation.name}{self.generation.presence.mark}"

    @property
    def manifest(self) -> Manifest:
        """What the published index was made of."""
        return self.generation.manifest

    def reader_trouble(self) -> str:
        """Why doubtful answers are not read again; empty where they are, or never were to be."""
        return self.trouble_of_reader(self.generation)

    @property
    def index(self) -> Searchable:
        """The published index, whichever engine holds it."""
        return self.generation.index

    @property
    def documents(self) -> Documents:
        """All reports, in the order of their paths."""
        return Documents(self.index)

    @property
    def passages(self) -> Passages:
        """All passages, document by document, in the order they stand in."""
        return Passages(self.index)

    @property
    def reports(self) -> Reports:
        """The reports that are there: all but the deleted ones."""
        return self.generation.reports_in(EVERYTHING)

    def about(self, identity: str) -> About | None:
        """What is known of the report with an id, its text unread; ``None`` without one."""
        row = self.index.row_of(identity)
        return None if row is None else self.index.abouts([row])[0]

    def holds(self, identity: str) -> bool:
        """Whether a report is there, and its file is."""
        self.generation.presence.notice([identity])
        row = self.index.row_of(identity)
        return row is not None and row not in self.generation.presence.gone

    def look(self) -> None:
        """Look at the whole corpus for reports whose files are gone, or back."""
        self.generation.presence.look()

    @reading
    def within(self, scope: Scope) -> Sequence[Passage]:
        """The passages in scope, in the order they stand in."""
        return Passages(self.index, self.generation.selected(scope))

    @reading
    def extent(self, scope: Scope) -> tuple[int, int]:
        """How many reports and passages are in scope."""
        return self.generation.extent(scope)

    @reading
    def search(self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING) -> tuple[Hit, ...]:
        """The passages in scope that are nearest to a question, nearest first.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        found = self._search(text, top_k, scope)
        return hits.of(found.asked, found.ranked[:top_k])

    def ask(
        self, text: str, *, history: Sequence[str] = (), top_k: int = 5, scope: Scope = EVERYTHING
    ) -> Answer:
        """The answer to a question, verbatim and cited, or an honest no.

        Args:
            text: the question.
            history: the questions before it, oldest first: what it leaves unsaid is taken from them.
            top_k: how many passages to show beside the answer.
            scope: which passages may answer; what is said elsewhere is not in the reports.

        Raises:
            ValueError: the question is empty or too long, or ``top_k`` is below 1.
        """
        return self.ask_with_table(text, history=history, top_k=top_k, scope=scope)[0]

    @reading
    def ask_with_table(
        self, text: str, *, history: Sequence[str] = (), top_k: int = 5, scope: Scope = EVERYTHING
    ) -> tuple[Answer, Table | None]:
        """As ``ask``, with the table that the answer was read off; ``None`` where one report answers."""
        whole, many = self._whole(text, history), self._of_many(scope)
        is_of_one = named_persons(whole) or asked_mentions(whole, self.index.place_names)
        if top_k > 0 and not is_of_one and (told := many.answer(whole, text.strip())):
            return with_nearest(*told, self._search, top_k, scope)
        if many.of_rank(whole):
            of_one = self._answered(phrasing.of_stated_rank(whole), (), top_k, scope)[1]
            return many.with_standing(dataclasses.replace(of_one, question=text.strip()), whole)
        search, of_one = self._answered(text, history, top_k, scope)
        if of_outline := outlined(self.generation, search.asked, text, top_k, scope):
            return of_outline, None
        if name := nobody.name_of(whole, self.index, many.reports, self.synonyms):
            return refusals.of_nobody(of_one, name), None
        sides = [self._answered(side, (), 1, scope)[1] for side in reckoning.sides(of_one.asked)]
        of_one = many.of_place(side_by_side.laid_out(of_one, sides), search.asked)
        return many.with_offer(of_one, search.asked, search.ranked), None

    def _answered(
        self, text: str, history: Sequence[str], top_k: int, scope: Scope
    ) -> tuple[Search, Answer]:
        search = self._search(text, top_k, scope, history)
        search = with_opinion(search, self.generation, self.second_reader)
        return search, answer.answer(
            search.asked,
            search.ranked,
            hits.of(search.asked, search.ranked[:top_k]),
            search.missing_terms,
            text.strip(),
            opinion=search.opinion,
            reports=self.generation.reports_in(scope),
        )

    def table(
        self,
        questions: str | Sequence[str],
        scope: Scope = EVERYTHING,
        *,
        level: PlaceLevel | None = None,
        progress: Progress | None = None,
    ) -> Table:
        """What every report in scope says to each question: as ``Engine.table``."""
        several = (questions,) if isinstance(questions, str) else questions
        if not (asked := [self._whole(each, ()) for each in several]):
            raise ValueError("there is no question: ask one, or several")
        self.look()
        with self.soundness.reading():
            return self._of_many(scope, level, progress).table(asked)

    def _of_many(
        self, scope: Scope, level: PlaceLevel | None = None, progress: Progress | None = None
    ) -> ManyReports:
        """The reports in scope, to be asked together."""
        return ManyReports.of(
            self.generation,
            self.synonyms,
            reader=lambda: self.second_reader(self.generation),
            alone=lambda text, row: self._alone(text, row, scope),
            asked=lambda text: self._answered(text, (), 1, scope)[1],
            reports=self.generation.reports_in(scope),
            level=level,
            passages=lambda: self.generation.selected(scope),
            progress=progress,
        )

    def _alone(self, text: str, row: int, scope: Scope) -> Answer:
        """What one report answers, given by its row."""
        own = dataclasses.replace(scope, documents=(self.index.abouts([row])[0].id,))
        return self._answered(text, (), 1, own)[1]

    def _whole(self, text: str, history: Sequence[str]) -> str:
        """A question made self-contained."""
        text = english_places.in_chinese(dialogue.worded(text))
        for earlier in history:
            question.require_text(earlier, "a question of the history")
        whole = dialogue.self_contained(text, [*map(english_places.in_chinese, history)])
        return bare_figures.in_full(whole, self.index.place_names)

    def facts(
        self, document: str | None = None, measure: str | None = None, scope: Scope = EVERYTHING
    ) -> Iterator[Fact]:
        """The figures and worded values in scope, each with what it is of, in their order.

        Args:
            document: the only report: its id or the beginning of it, its file, a part of its title.
            measure: a part of what they measure (生产总值); any by default.
            scope: which passages they stand in.

        Raises:
            ValueError: no report is called so, or several are.
        """
        (presence := self.generation.presence).look(scope.documents)
        with self.soundness.reading():
            pages = pages_of(found_facts(self.index, document, measure, scope, presence.gone))
        while True:
            with self.soundness.reading():
                page = next(pages, None)
            if page is None:
                return
            yield from (each.fact for each in page)

    @reading
    def weigh(self, text: str, *, history: Sequence[str] = (), scope: Scope = EVERYTHING) -> Search:
        """All that was weighed for a question, before it is told how likely it answers.

        Raises:
            ValueError: the question is empty or too long.
        """
        search = self._search(text, 1, scope, history)
        return with_opinion(search, self.generation, self.second_reader)

    def mentions(self, text: str, scope: Scope = EVERYTHING, *, synonyms: bool = False) -> Mentions:
        """Where an exact phrase stands in the texts in scope: as ``Engine.mentions``."""
        sought = phrase.parse(text, self.synonyms, with_synonyms=synonyms)
        self.look()
        return counting.count(self.index, sought, self.generation.selected(scope))

    def asked_mentions(self, question: str, scope: Scope = EVERYTHING) -> Mentions | None:
        """As ``mentions``, of what a question asks for (哪些报告提到…); ``None`` where it asks else."""
        asked = asked_mentions(question, self.index.place_names)
        narrowed = asked and asked_scope.scope_of(asked, self.index, scope)
        if not (asked and narrowed):
            return None
        found = self.mentions(asked.phrase, narrowed)
        return dataclasses.replace(found, is_of_silent=asked.is_of_silent)

    def catalogue(self, scope: Scope = EVERYTHING) -> Catalogue:
        """The reports of a scope's documents, places and years, and the years that lack."""
        self.look()
        return catalogue.catalogue(self.index, self.generation.reports_in(scope))

    @reading
    def explain(
        self, text: str, *, top_k: int = 5, scope: Scope = EVERYTHING
    ) -> tuple[Kind, tuple[Ranked, ...]]:
        """The kind of answer that a question wants, and all that was weighed: as ``search``."""
        found = self._search(text, top_k, scope)
        return found.asked.wanted.kind, found.ranked[:top_k]

    def _search(self, text: str, top_k: int, scope: Scope, history: Sequence[str] = ()) -> Search:
        """Understand a question, and order what may answer it; again where a report of it is gone."""
        whole, generation = self._whole(text, history), self.generation
        for _ in range(_N_LOOKS):
            found = search_of(generation, self.synonyms, self.second_reader, whole, top_k, scope)
            if not generation.presence.notice({each.document.id for each in found.ranked}):
                break
        return found
