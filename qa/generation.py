"""One published generation, ready to be asked."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import IndexMismatchError, ModelError
from index.language import tokens
from index.language.lexicon import word_set
from index.model.encoder import Encoder
from index.model.onnx_encoder import ExportedEncoder
from qa.answering import second_opinion, subjects
from qa.answering.gathered import aims, fields, firsts, outline
from qa.answering.gathered.sources import Sources
from qa.choosing import ranking
from qa.retrieval import measured, shortlist
from qa.retrieval.retriever import Retriever
from qa.soundness import Soundness
from qa.understanding import question
from qa.understanding.concepts import Concepts

if TYPE_CHECKING:
    from pathlib import Path

    from index.published.presence import Presence
    from index.searchable.opening import Generation as Published
    from index.searchable.opening import Source
    from index.searchable.protocol import Searchable, Selected
    from index.searchable.reports import Reports
    from index.types import Manifest
    from qa.answering.reader import Reader
    from qa.choosing.ordering.ranked import Ranked
    from qa.retrieval.scope import Scope
    from qa.types import Answer
    from qa.understanding.synonyms import Synonyms

LoadEncoder = Callable[[str], Encoder]

_MOST_PLACES = 256  # whose names are alike, that a name in a question may mean
_SINGLE = 0.4  # what a single character weighs as a concept: it stands in many words


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One generation: what it holds, and what its questions are encoded with."""

    signature: tuple[int, ...]
    name: str
    manifest: Manifest
    index: Searchable
    reports: question.KnownReports
    retriever: Retriever
    encoder: Encoder
    soundness: Soundness
    presence: Presence

    @classmethod
    def of(
        cls,
        source: Source,
        load: LoadEncoder,
        before: Generation | None = None,
        cache: Path | None = None,
    ) -> Generation:
        """Open the generation that is published now.

        Args:
            source: where it is published.
            load: makes an encoder of a model's name, where the index carries none.
            before: the generation opened before, whose encoder is kept where it is the same.
            cache: stands for the user's own cache folder.

        Raises:
            WenbaoError: it cannot be opened.
        """
        signature = source.signature()

        def read(published: Published) -> Generation:
            soundness = Soundness(published.check)
            with soundness.reading():
                return cls._of(
                    published,
                    signature=signature,
                    encoder=lambda: _encoder(published, load, before, cache),
                    soundness=soundness,
                )

        return source.read(read)

    @classmethod
    def _of(
        cls,
        published: Published,
        *,
        signature: tuple[int, ...],
        encoder: Callable[[], Encoder],
        soundness: Soundness,
    ) -> Generation:
        manifest = published.manifest
        if manifest.tokenizer != tokens.version():
            raise IndexMismatchError(
                f"the index was cut into terms by {manifest.tokenizer!r} but questions are by "
                f"{tokens.version()!r}; run `wenbao build`"
            )
        opened = published.open()
        index = opened.index
        own = encoder()
        if own.fingerprint != manifest.model_fingerprint:
            raise IndexMismatchError(
                f"the index was built with another model than {own.name!r} is now "
                f"(fingerprint {manifest.model_fingerprint[:12]}, found "
                f"{own.fingerprint[:12]}); run `wenbao build`"
            )
        return cls(
            signature=signature,
            name=published.name,
            manifest=manifest,
            index=index,
            reports=question.KnownReports(
                years=frozenset(index.years),
                places=index.place_names,
                places_holding=functools.partial(index.places_holding, n=_MOST_PLACES),
                held=index.held_terms,
            ),
            retriever=Retriever(index, manifest),
            encoder=own,
            soundness=soundness,
            presence=opened.presence,
        )

    def selected(self, scope: Scope) -> Selected | None:
        """The passages in scope whose reports are there, as the index holds them; ``None`` for all."""
        return self.index.select(scope, self.presence.gone)

    def extent(self, scope: Scope) -> tuple[int, int]:
        """How many reports and passages are in scope."""
        selected = self.selected(scope)
        within = self.index if selected is None else selected
        return within.n_documents, within.n_passages

    def reports_in(self, scope: Scope) -> Reports:
        """The reports in scope that are there."""
        return self.index.reports(scope, self.presence.gone)

    def reports_within(self, within: Selected | None, reports: Reports) -> question.KnownReports:
        """What is known of the reports, where only some passages may answer.

        The names of places and the years are still those of all: a question that names another than
        the passages' own is one that they do not answer. Of whom there is a report, those in scope tell.

        Args:
            within: these passages, ``None`` for all.
            reports: the reports that they are of.
        """
        if within is None:
            return self.reports
        return dataclasses.replace(
            self.reports,
            has_place=lambda place: bool(reports.of((place,))),
            held=functools.partial(self.index.held_terms, within=within),
        )

    def concepts(self, asked: question.Question) -> Concepts:
        """A question's concepts, each weighed by its rarest term."""
        terms = {term for each in asked.concepts for term in each.terms}
        known = self.index.term_weights(terms)
        weights = {
            term: weight.sentences * (1 if len(term) > 1 else _SINGLE)
            for term, weight in known.items()
        }
        return Concepts(
            asked.concepts,
            [max((weights[term] for term in each.terms), default=0.0) for each in asked.concepts],
            unknown=frozenset(
                i
                for i, each in enumerate(asked.concepts)
                if not any(known[term].is_held for term in each.terms)
            ),
        )


def _encoder(
    published: Published, load: LoadEncoder, before: Generation | None, cache: Path | None
) -> Encoder:
    """What a generation's questions are encoded with: its own encoder, where it has one."""
    manifest = published.manifest
    if before is not None and (
        before.manifest.encoder == manifest.encoder
        and before.manifest.model_fingerprint == manifest.model_fingerprint
    ):
        return before.encoder
    if published.encoder is None:
        return load(manifest.model)
    try:
        return ExportedEncoder(published.encoder, name=manifest.model, cache_dir=cache)
    except ModelError as error:  # whole, as ``Source.read`` has seen: it is of another version
        raise IndexMismatchError(str(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """A question as it is understood, what is known of the reports in scope, and their passages.

    ``ranked`` are the passages that were read for an answer, the likeliest first; ``opinion`` is what
    the second reader thinks of the first, where it was asked.
    """

    asked: question.Question
    reports: question.KnownReports
    ranked: tuple[Ranked, ...]
    opinion: second_opinion.Opinion | None = None

    @property
    def missing_terms(self) -> tuple[str, ...]:
        """The terms of the question that nothing in scope has; not what it counts by (多少亩).

        A unit stands with its number (三千亩), and what a figure is given in need not be the same;
        nor does 第几 stand where a rank is told.
        """
        units = self.asked.wanted.units | word_set("asks_place_in_order")
        sought = tuple(term for term in self.asked.terms if term not in units)
        held = self.reports.held(sought)
        return tuple(term for term in sought if term not in held)


def search(  # noqa: PLR0917 - a question, and what it is put to
    generation: Generation,
    synonyms: Synonyms,
    second_reader: Callable[[Generation], Reader | None],
    whole: str,
    top_k: int,
    scope: Scope,
) -> Search:
    """What may answer a self-contained question.

    Args:
        generation: what is asked.
        synonyms: the dictionary.
        second_reader: gives the reader that is asked in doubt.
        whole: the question.
        top_k: how many passages are wanted.
        scope: which passages may answer.

    Raises:
        QuestionError: ``top_k`` is below 1.
    """
    within = generation.selected(scope)
    reports = generation.reports_within(within, generation.reports_in(scope))
    asked = question.parse(whole[: question.MAX_CHARS], reports, synonyms)
    if top_k < 1:
        raise question.QuestionError(
            f"top_k is how many passages to return: 1 or more, not {top_k}"
        )
    query = generation.retriever.query(asked, generation.encoder)
    candidates = generation.retriever.candidates(query, within)
    if not len(candidates.rows):  # nothing is in scope
        return Search(asked=asked, reports=reports, ranked=())
    concepts = generation.concepts(asked)
    where = functools.partial(shortlist.Provenances, generation.index)
    ranked = ranking.order(asked, concepts, candidates, where(candidates.rows), top_k=top_k)
    if places := measured.named_places(asked):
        own = dataclasses.replace(scope, places=places)
        known = generation.reports_in(own), generation.selected(own)
        rows = measured.passages(generation.index, asked, concepts, *known)
        more = generation.retriever.judge(query)(rows)
        ranked = ranking.with_more(asked, concepts, ranked, more, where(more.rows))
    ranked = subjects.reweighed(asked, ranked)
    if second_opinion.is_in_doubt(asked, ranked):
        ranked = second_opinion.reconsider(asked, ranked, second_reader(generation))
    return Search(asked=asked, reports=reports, ranked=ranked)


def outlined(
    generation: Generation, asked: question.Question, text: str, top_k: int, scope: Scope
) -> Answer | None:
    """What is told whole of one report, where a question asks for that; ``text`` is what was asked."""
    presence, reports = generation.presence, generation.reports_in(scope)
    sources = Sources(index=generation.index, reports=reports, scope=scope, gone=presence.gone)
    ways = (
        (aims.aims,) if asked.wanted.asks_aims else (outline.outline, firsts.firsts, fields.fields)
    )
    answers = (way(asked, text.strip(), sources, top_k) for way in ways)
    found = next(filter(None, answers), None)
    return None if found and presence.notice({found.citations[0].document.id}) else found


def with_opinion(
    found: Search, generation: Generation, second_reader: Callable[[Generation], Reader | None]
) -> Search:
    """The same once the second reader has read what comes first, with what it thinks of that."""
    ranked, opinion = second_opinion.heard(
        found.asked, found.ranked, lambda: second_reader(generation)
    )
    return dataclasses.replace(found, ranked=ranked, opinion=opinion)
