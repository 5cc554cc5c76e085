"""What programs can ask over HTTP, ``gradio_client`` and MCP: search, ask, mentions, table, reports.

Gradio takes the tools' descriptions from the docstrings here, which are therefore written for
those who ask, and the types from the annotations, which have to be types and not texts. It checks
nothing of what is sent to such endpoints: ``qa.web.given`` does.
"""

import contextlib
import json
import logging
from collections.abc import Iterator
from typing import Any, cast

import gradio as gr
from gradio import events

from index.errors import NotReadyError, WenbaoError
from index.language.text import visible
from qa import json_values
from qa.mentions.fields import fields_of_mentions
from qa.tables import fields
from qa.understanding.question import QuestionError
from qa.web import given
from qa.web.http.verdict import BAD_REQUEST, UNAVAILABLE, refuse
from qa.web.library import Library
from qa.web.operating.journal import Asked, By, Entry

_MCP_PATH = "/gradio_api/mcp"
_log = logging.getLogger(__name__)


class RefusedError(gr.Error):
    """A refusal in one line, as Gradio and MCP hand it on."""

    def __init__(self, line: str) -> None:
        super().__init__(line, print_exception=False)

    def __str__(self) -> str:
        return str(self.message)  # gr.Error has it in quotes


class Endpoints:
    """The endpoints. Each returns plain JSON, or refuses in one line."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def search(  # noqa: D417 -- the request is no part of the schema
        self,
        request: gr.Request,
        question: str,
        top_k: int = 5,
        scope: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Find the passages of Chinese government reports that most likely answer a question.

        For the answer itself, use `ask`. Each hit has the passage's verbatim text, its number (the
        paragraph that a citation names), its section path, its period ("review": what was done in
        the year before the report's; "plan": what the report's year is to do; "glossary"; "other"),
        the report that it stands in, how likely it answers (similarity, 0 to 1), and the spans to
        highlight. All of it is quoted from the indexed reports; nothing is generated.

        Args:
            question: What is asked: one question or topic, best in Chinese, e.g. 航运企业有多少家?
            top_k: How many passages to return, 1 to 100.
            scope: Which reports and passages may answer; null for all. An object with any of "documents" (report ids, as `reports` tells them), "places" (e.g. ["天津市河北区"]), "years" (of the reports, e.g. [2024]: the results of 2023 stand in the report of 2024), "periods" (of "review", "plan", "glossary", "other"), "sections" (first-level headings, as `reports` tells them) and "spoken_years" (that passages tell of: [2023] are the results in a report of 2024 and the plans in one of 2023).

        Returns:
            {"hits": [{"rank", "similarity", "document", "passage", "highlights", "trace", "versions" (where nearly the same stands in other versions of the report; "differs" where worded otherwise)}, ...]}, the likeliest first.
        """
        with _refusing(), self._entry(Asked.PASSAGES, request, question) as entry:
            snapshot = self._library.snapshot()
            entry.answered(snapshot.name)
            hits = snapshot.search(
                given.text("question", question),
                top_k=given.top_k(top_k),
                scope=given.scope(scope, snapshot),
            )
            return _result({"hits": [json_values.hit(hit) for hit in hits]}, request)

    def ask(  # noqa: D417 -- as above
        self,
        request: gr.Request,
        question: str,
        history: list[str] | None = None,
        top_k: int = 5,
        scope: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Answer a question from Chinese government reports, verbatim and with exact citations.

        Figures, targets, names, definitions and measures, e.g. 航运企业有多少家? → 383家. The answer is
        always a quotation. "level" tells how far it goes: "answered"; "likely", where the reports do not say
        it outright and "text" is the whole sentence nearest to it: quote it as that, not as the answer;
        "not told", where "found" is false, "text" is empty, and "hits" are the nearest passages: then
        say that the reports do not tell, for which "reason", and what could be asked "instead", and do
        not guess. A
        report of 2024 says what 2023 achieved (period "review") and what 2024 aims at ("plan"):
        "value" tells which of them a figure is, "counterpart" is the same in the other time, and
        "conflicts" are other figures that the reports give for the same, and "alternatives" figures
        for other things, places or years that may as well be meant: tell them too. "place" tells whose
        an answer is where that is not the report's own, and "uncovered" which of the places and years
        asked about no report is of, with those that there are.

        Args:
            question: One question, best in Chinese, e.g. 2024年地区生产总值增长目标是多少?
            history: The questions asked before it, oldest first, that it may follow up on; e.g. ["2024年地区生产总值增长目标是多少?"] before 那去年呢? Null for none.
            top_k: How many passages to return beside the answer, 1 to 100.
            scope: Which reports and passages may answer; null for all. An object with any of "documents" (report ids, as `reports` tells them), "places" (e.g. ["天津市河北区"]), "years" (of the reports, e.g. [2024]: the results of 2023 stand in the report of 2024), "periods" (of "review", "plan", "glossary", "other"), "sections" (first-level headings, as `reports` tells them) and "spoken_years" (that passages tell of: [2023] are the results in a report of 2024 and the plans in one of 2023).

        Returns:
            {"question", "asked" (the question made self-contained), "kind", "level" ("answered", "likely" or "not told"), "found" (something is quoted: not "not told"), "text", "confidence" (0 to 1: the calibrated chance that "text" answers, or that the sentence tells), "value", "citations" (each with "document", "number" of the paragraph, "page" of the file where it tells one, "section", "period", "text" and its span), "counterpart", "conflicts", "alternatives", "missing_terms" (words that nothing in scope has), "reason" (why it is not told: "other year", "other place", "many reports", "missing terms", "takes reckoning", "unsure"; else null), "instead" (questions that are told), "takes_reckoning" (a sum, a difference or the larger of two was asked for: the "alternatives" are what there is to reckon with), "place" (whose an answer is, where it is another's than its report's: "place", "report_place"; or null), "uncovered" (the "places" and "years" named that no report in scope is of, and what is "there"; or null), "hits"}
        """
        with _refusing(), self._entry(Asked.ANSWER, request, question) as entry:
            snapshot = self._library.snapshot()
            entry.answered(snapshot.name)
            answer = snapshot.ask(
                given.text("question", question),
                history=given.history(history),
                top_k=given.top_k(top_k),
                scope=(narrowed := given.scope(scope, snapshot)),
            )
            entry.answered(snapshot.name, answer)
            fields = json_values.answer(answer)
            counted = None if history else snapshot.asked_mentions(question, narrowed)
            if counted is not None:
                fields["mentions"] = fields_of_mentions(counted, 1)
            return _result(fields, request)

    def mentions(  # noqa: D417 -- as above
        self,
        request: gr.Request,
        text: str,
        scope: dict[str, Any] | None = None,
        synonyms: bool = False,  # noqa: FBT001, FBT002 -- values of an endpoint have an order
        max_quotes: int = 3,
    ) -> dict[str, Any]:
        """Count an exact phrase in all Chinese government reports: which mention it, how often, where.

        For questions such as 哪些报告提到低空经济 or 提到几次. All texts are searched, not only the
        likeliest, so the counts are complete. The phrase is matched as it is; width, blanks and
        traditional forms make no difference. Paragraphs, tables and headings are counted.

        Args:
            text: The phrase, e.g. 低空经济.
            scope: Which reports and passages are searched; null for all, or an object as for `ask`.
            synonyms: Whether other words for the same (GDP: 地区生产总值) are counted too.
            max_quotes: How many places to quote of each report, 0 to 100; all are counted.

        Returns:
            {"text", "forms" (the words that were counted), "synonyms" (other words there are for it), "n_reports", "n_mentioning", "n_mentions", "n_in_headings", "counted", "years" (each with "n_reports", "n_mentioning", "n_mentions"), "reports" (the newest first, each with "n_mentions", "versions" and "mentions": "passage", "page", "quote", "start", "end"), "silent" (reports without it)}
        """
        with _refusing(), self._entry(Asked.MENTIONS, request, text) as entry:
            snapshot = self._library.snapshot()
            entry.answered(snapshot.name)
            found = snapshot.mentions(
                given.text("text", text),
                given.scope(scope, snapshot),
                synonyms=given.flag("synonyms", synonyms),
            )
            return _result(fields_of_mentions(found, given.max_quotes(max_quotes)), request)

    def table(  # noqa: D417 -- as above
        self,
        request: gr.Request,
        question: str,
        scope: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Ask every Chinese government report the same: a row for each, also where it does not tell.

        For questions about many places or years (各省2025年GDP增长目标是多少? 哪个省最高? 历年…). A cell's level
        is "given", "likely" (compare it with its quotation) or "not told"; nothing is reckoned, estimated
        or filled in. "marks" tell why a figure is not comparable with the others ("range", "at least",
        "about", "estimate", "other unit", "part", …): tell them too.

        Args:
            question: What each report is asked, best in Chinese; it may name several figures (GDP增长和CPI涨幅目标), which become columns, and ask for an order, a count or a comparison.
            scope: Which reports make rows, and which passages may tell; null for all. As the scope of `ask`.

        Returns:
            {"question", "columns", "n_reports", "completeness", "notes", "result" (what was read off: "text", "lines", "warnings"; null where none was asked for), "cells": [{"document", "title", "place", "year", "column", "level", "text" (as written), "value", "high" (of a range), "unit", "measure", "of_year", "period", "falls" (a change downwards: "value" is below zero, "text" has no sign), "marks", "quote", "paragraph", "page", "start", "end", "near" (of a cell that is not told), "conflicts"}, ...]}, report by report
        """
        with _refusing(), self._entry(Asked.TABLE, request, question) as entry:
            snapshot = self._library.snapshot()
            entry.answered(snapshot.name)
            table = snapshot.table(given.text("question", question), given.scope(scope, snapshot))
            return _result(fields.table_of(table), request)

    def reports(  # noqa: D417 -- as above
        self, request: gr.Request, first: int = 0, n: int = 100
    ) -> dict[str, Any]:
        """List the Chinese government reports that can be asked here, some at a time.

        Each with its id, file name, title, place (e.g. 天津市河北区), year, when and by whom it was
        delivered, its first-level sections and how many passages it has: the values that the scope
        of `search` and `ask` takes.

        Args:
            first: The number of the first report to list, counted from 0.
            n: How many to list, 1 to 500.

        Returns:
            {"reports": [{"id", "file", "title", "place", "year", "delivered", "speaker", "office", "occasion", "sections", "n_passages"}, ...], "n_reports" (how many there are in all), "next" (the "first" of the next ones; null where these were the last)}, in the order of their files.
        """
        with _refusing(), self._entry(Asked.REPORTS, request) as entry:
            snapshot = self._library.snapshot()
            entry.answered(snapshot.name)
            begin, there = given.first(first), snapshot.reports
            end, n_reports = begin + given.n_reports(n), len(there)
            listed = json_values.reports(snapshot.index, there.page(begin, end - begin))
            after = end if end < n_reports else None
            return _result({"reports": listed, "n_reports": n_reports, "next": after}, request)

    def _entry(
        self, asked: Asked, request: gr.Request, question: str = ""
    ) -> contextlib.AbstractContextManager[Entry]:
        """Take a question down, with the way it came."""
        return self._library.journal.entry(asked, By.MCP if _is_mcp(request) else By.API, question)


def expose(library: Library) -> None:
    """Add the endpoints to the ``gr.Blocks`` that is being made, and nothing else.

    They stay out of Gradio's queue, whose answers are streams: that way they answer a POST at
    once, and MCP without a detour through the server's own address. How many run at once is
    bounded by the threads that Gradio runs functions in, 40; the others wait for one, no more of
    them than the server takes connections.
    """
    endpoints = Endpoints(library)
    for endpoint in (
        endpoints.search,
        endpoints.ask,
        endpoints.mentions,
        endpoints.table,
        endpoints.reports,
    ):
        events.api(endpoint, api_name=endpoint.__name__, queue=False)


@contextlib.contextmanager
def logged() -> Iterator[None]:
    """Log an error of the program, which Gradio would print, and refuse in one line."""
    try:
        yield
    except RefusedError:
        raise
    except Exception as error:
        _log.exception("a function of the page failed")
        raise RefusedError("the server failed to answer: its log says why") from error


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    """Turn what goes wrong into one line and an HTTP status."""
    with logged():
        try:
            yield
        except NotReadyError as error:
            refuse(UNAVAILABLE)
            raise RefusedError(visible(str(error))) from error
        except QuestionError as error:
            refuse(BAD_REQUEST)
            raise RefusedError(visible(str(error))) from error
        except WenbaoError as error:
            raise RefusedError(visible(str(error))) from error


def _result(plain: dict[str, Any], request: gr.Request) -> dict[str, Any]:
    """The fields; as JSON text for MCP, where Gradio would write them as Python does."""
    named = _named(plain)
    if _is_mcp(request):
        return cast("dict[str, Any]", json.dumps(named, ensure_ascii=False))
    return cast("dict[str, Any]", named)


def _is_mcp(request: gr.Request) -> bool:
    """Whether a tool is called; before its path the public address's may stand."""
    return bool(request.url.path.rstrip("/").endswith(_MCP_PATH))


def _named(value: Any) -> Any:
    """A plain value whose objects have a ``file`` in the place of a ``path``.

    An object with a path is a file to be fetched for ``gradio_client``, and for Gradio's page.
    """
    if isinstance(value, dict):
        return {"file" if key == "path" else key: _named(each) for key, each in value.items()}
    return [_named(each) for each in value] if isinstance(value, list) else value
