"""What the page answers to its visitors: markup in their language, by name; keeps nothing of them."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any

from index.errors import FeedbackError, WenbaoError
from qa.evaluation.feedback import Feedback, Verdict
from qa.mentions.asked import asked_mentions
from qa.retrieval.scope import EVERYTHING, Scope
from qa.suggesting.examples import Examples
from qa.suggesting.neighbours import next_questions
from qa.understanding.question import MAX_CHARS, QuestionError, require_text
from qa.web.exporting import as_markdown, plain_text, word
from qa.web.exporting.content import content
from qa.web.exporting.counted import counted
from qa.web.fragments import addresses, cards, mentioned, messages, originals
from qa.web.fragments.html import escape
from qa.web.operating.journal import Asked, By
from qa.web.pages import filters, news, overview, report, shell, suggested
from qa.web.pages.tables import Tables
from qa.web.pages.view import View, ViewError
from qa.web.report_tables.retelling import retold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from index.types import Document, Passage
    from qa.mentions.asked import AskedMentions
    from qa.snapshot import Snapshot
    from qa.types import Answer
    from qa.web.fragments.originals import Original
    from qa.web.library import Library
    from qa.web.originals.shelf import Shelf
    from qa.web.texts import Texts

Reply = dict[str, Any]

_N_LOOKED_THROUGH = 20  # passages in which the words of a correction are looked for


class Chat:
    """Answers what the scripts of the page ask; each method is one channel.

    What a browser sends is a mapping of which nothing is taken for granted.

    Args:
        library: the engine, once there is one.
        feedback: where it is kept what visitors thought of answers.
        shelf: the files of the reports; without it none is offered.
        tables: shows the tables that answers are read off.
    """

    def __init__(
        self,
        library: Library,
        feedback: Feedback | None = None,
        shelf: Shelf | None = None,
        tables: Tables | None = None,
    ) -> None:
        self._library = library
        self._feedback = feedback or Feedback()
        self._shelf = shelf
        self._tables = tables or Tables(library)
        self._examples = Examples()
        # By language, for as long as it is published: all passages are read for it.
        self._corpora: dict[str, tuple[str, Reply]] = {}

    def corpus(self, _sent: Mapping[str, Any], texts: Texts) -> Reply:
        """What the published index holds now: head, filters, list of reports."""
        snapshot = self._library.snapshot()
        before, reply = self._corpora.get(texts.language, ("", {}))
        if before != snapshot.name:
            n_documents, n_passages = snapshot.extent(EVERYTHING)
            reply = {
                "generation": snapshot.name,
                "head": shell.head(
                    n_documents,
                    n_passages,
                    texts,
                    reads_again=not snapshot.reader_trouble(),
                ),
                "filters": filters.form(snapshot.index, snapshot.reports, texts),
                "reports": report.listed(snapshot.index, snapshot.reports, texts, filters.N_LISTED),
            }
            reply["overview"] = overview.overview(snapshot, texts, filters.N_LISTED)
            self._corpora[texts.language] = snapshot.name, reply
        return reply

    def news(self, _sent: Mapping[str, Any], texts: Texts) -> Reply:
        """What is published now, and what becomes of the corpus meanwhile."""
        generation = self._library.snapshot().name if self._library.is_ready else ""
        return {"generation": generation, "line": news.told(self._library.updating, texts)}

    def wake(self, _sent: Mapping[str, Any], _texts: Texts) -> Reply:
        """Nothing; to ask anything opens the stream on which the other answers come."""
        return {}

    def examples(self, _sent: Mapping[str, Any], texts: Texts) -> Reply:
        """Questions that the published index answers."""
        found = self._examples.of(self._library.snapshot(), texts.asks)
        return {"examples": shell.offered(found)}

    def ask(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """A turn of the conversation and its sources; or a complaint, and the question is kept."""
        question = str(sent.get("question") or "")
        try:
            with self._library.journal.entry(Asked.ANSWER, By.PAGE, question) as entry:
                snapshot = self._library.snapshot()
                view = View.of(sent.get("view"))
                scope = view.scope(snapshot.index)
                answer, read = snapshot.ask_with_table(
                    question, history=_history(sent), top_k=view.n_sources, scope=scope
                )
                entry.answered(snapshot.name, answer)
            answer = retold(answer, read, texts.table.told)
            table, kept = self._tables.of_answer(answer, read, snapshot, scope, texts)
            count = snapshot.asked_mentions(question, scope)
            if count is None and answer.is_rewritten:
                count = snapshot.asked_mentions(answer.asked, scope)
            if count is not None:  # of which no hit is a source
                answer = dataclasses.replace(answer, hits=())
            within = filters.told(view, snapshot.index, texts)
            as_asked = filters.as_asked(answer, snapshot, texts)
            asked = suggested.Asked(snapshot=snapshot, scope=scope, within=within, table=read)
            searched = suggested.searched(asked, answer, self._examples, texts)
        except (QuestionError, ViewError, WenbaoError) as error:
            return {"notice": messages.notice(_complaint(question, error, texts))}
        base = str(sent.get("base") or "")
        if count is None:
            told = content(answer, texts, base=base, within=within)
        else:
            told = counted(answer, count, texts, base=base, within=within)
            table = mentioned.counted(count, texts, is_of_silent=count.is_of_silent)
        return {
            "generation": snapshot.name,
            "turn": messages.turn(
                answer,
                searched,
                texts,
                table,
                is_counted=count is not None,
                within=within,
                as_asked=texts.separator.join(as_asked.values()),
            ),
            "scope": as_asked,
            "sources": mentioned.beside(texts)
            if count is not None
            else cards.sources(answer, texts, self._offers(snapshot), n_lines=view.n_sources),
            "markdown": as_markdown.written(told, texts),
            "plain": plain_text.written(told, texts),
            "word": word.written(told, texts),
            "copied": plain_text.copied(told, texts),
            "question": answer.question.strip(),
            "asked": answer.asked,
            "text": answer.text,
            "table": kept,
        }

    def next(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """Questions to go on with after an answer; none where it would be another one now."""
        try:
            snapshot = self._library.snapshot()
            scope = View.of(sent.get("view")).scope(snapshot.index)
            history = _history(sent)
            question = str(sent.get("question") or "")
            answer, table = snapshot.ask_with_table(question, history=history, scope=scope)
            is_same = answer.found and answer.text == sent.get("text")
            offered: tuple[str, ...] = ()
            if is_same and _asked_mentions(answer, snapshot) is None:  # a count leads nowhere
                offered = next_questions(snapshot, answer, texts.asks, scope, history, table=table)
        except (QuestionError, ViewError, WenbaoError):
            offered = ()  # whoever asks on is told what is wrong
        return {"questions": messages.following(offered, texts)}

    def read(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """A report, unless the page shows it already; a paragraph with a span marked in it."""
        try:
            snapshot = self._library.snapshot()
        except WenbaoError as error:
            return {"gone": escape(texts.failure(error))}
        address = str(sent.get("report") or "")
        document = addresses.find(snapshot.index, address)
        if document is None or not snapshot.holds(document.id):
            return {"gone": messages.gone(texts.report_gone)}
        passages = snapshot.within(Scope(documents=(document.id,)))
        reply: Reply = {"report": address, "marked": _marked(document, passages, sent)}
        if sent.get("shown") != address:
            reply["title"] = escape(document.title)
            original = self._offers(snapshot)(document)
            facts = snapshot.facts(scope=Scope(documents=(document.id,)))
            reply["body"] = report.body(document, passages, texts, original, facts)
        return reply

    def _offers(self, snapshot: Snapshot) -> Callable[[Document], Original | None]:
        """What tells what is there of a report's file."""
        if self._shelf is None:
            return originals.nothing
        return functools.partial(self._shelf.offer, snapshot)

    def judge(self, sent: Mapping[str, Any], texts: Texts) -> Reply:
        """Keep what a visitor thought of an answer: of what is answered now, if it is the same."""
        history = _history(sent)
        try:
            verdict = Verdict(str(sent.get("verdict")))
            snapshot = self._library.snapshot()
            scope = View.of(sent.get("view")).scope(snapshot.index)
            answer = snapshot.ask(
                str(sent.get("question") or ""),
                history=history,
                scope=scope,
                top_k=_N_LOOKED_THROUGH if verdict is Verdict.CORRECTED else 5,
            )
            if answer.text != sent.get("text"):
                return {"told": escape(texts.judged_otherwise)}
            told = self._kept(answer, history, verdict, sent.get("right"), texts)
        except ViewError:
            return {"told": escape(texts.judged_otherwise)}
        except (ValueError, FeedbackError, WenbaoError) as error:
            return {"told": escape(texts.not_kept.format(reason=texts.reason(error)))}
        return {"kept": verdict.value, "told": escape(told)}

    def _kept(
        self, answer: Answer, history: Sequence[str], verdict: Verdict, right: object, texts: Texts
    ) -> str:
        """Keep a verdict, and say so."""
        if verdict is not Verdict.CORRECTED:
            self._feedback.keep(answer, history, verdict)
            return texts.thanks_liked if verdict is Verdict.LIKED else texts.thanks_disliked
        words = " ".join(str(right or "").split())[: messages.MAX_RIGHT_CHARS]
        require_text(words, "what is right")
        is_found = self._feedback.correct(answer, history, words)
        return texts.thanks_corrected if is_found else texts.thanks_unfound


def _asked_mentions(answer: Answer, snapshot: Snapshot) -> AskedMentions | None:
    """What a question asks to be counted; ``None`` where it asks else."""
    return asked_mentions(answer.asked, snapshot.index.place_names)


def _history(sent: Mapping[str, Any]) -> list[str]:
    """The questions before, as they were understood, oldest first."""
    questions = sent.get("history")
    texts = [str(each) for each in questions] if isinstance(questions, list) else []
    return [text for text in texts if text.strip() and len(text) <= MAX_CHARS][
        -shell.N_REMEMBERED :
    ]


def _marked(document: Document, passages: Sequence[Passage], sent: Mapping[str, Any]) -> str | None:
    """The paragraph of a citation with its span marked; ``None`` where no span of it is named."""
    number, start, end = (sent.get(name) for name in ("number", "start", "end"))
    for passage in passages:
        if passage.number == number and isinstance(start, int) and isinstance(end, int):
            if not passage.start <= start < end <= passage.end:
                return None
            is_near = sent.get("near") is True
            return report.paragraph(document, passage, start, end, is_near=is_near)
    return None


def _complaint(question: str, error: Exception, texts: Texts) -> str:
    if isinstance(error, ViewError):
        return texts.scope_gone
    if not isinstance(error, QuestionError):
        return texts.failure(error)
    if len(question) > MAX_CHARS:
        return texts.too_long.format(n_chars=len(question), n_allowed=MAX_CHARS)
    return texts.rejected.format(reason=error)
