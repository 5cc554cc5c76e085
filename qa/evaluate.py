"""Question files in, retrieval and answer figures out."""

from __future__ import annotations

import json
import time
import unicodedata
from dataclasses import asdict, dataclass, fields
from pathlib import PurePosixPath
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import QuestionFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import UnionType

    from index.encoder import Progress
    from index.types import Document, Passage
    from qa.types import Answer, Hit

DEPTH = 10  # hits asked for: MRR@10 and nDCG@10 look no further
_FORMS = "expected one question (a JSON object) a line, or a SQuAD file with 'data'"
_MARKS = " .,;:!?。、\"'“”‘’()《》"  # what may stand around an answer and says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and what is right for it.

    A passage is right when its text contains any one of ``evidence``; empty evidence: nothing
    answers the question. Any one of ``answers`` is right; empty answers: only the passage is
    judged. ``document``, where given, names the only right document: its title, its path, or its
    file's name with or without the ending.
    ``history`` holds the questions before this one, oldest first; no engine is handed it yet.
    """

    id: str
    type: str
    question: str
    answers: tuple[str, ...]
    evidence: tuple[str, ...]
    document: str = ""
    history: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("id", "type", "question"):
            if not getattr(self, name).strip():
                raise ValueError(f"'{name}' is empty")
        if not all(text.strip() for text in self.answers + self.evidence):
            raise ValueError("an empty string among 'answers' or 'evidence'")
        if self.answers and not self.evidence:
            raise ValueError("'answers' without 'evidence': no passage could be right")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """The questions of one file.

    ``contexts`` are the distinct passages that a SQuAD-form file brings along, stripped, to be
    indexed one passage each; for such a file a passage is right when it *is* the evidence.
    ``n_skipped`` counts its questions without a word (the public sets have some).
    """

    name: str
    questions: tuple[Question, ...]
    contexts: tuple[str, ...] = ()
    n_skipped: int = 0

    def __post_init__(self) -> None:
        if not self.questions:
            raise ValueError("there are no questions")
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise ValueError(f"the id '{question.id}' stands twice")
            seen.add(question.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """Retrieval figures, 0 to 1: of one question, or the mean of several."""

    hit_at_1: float
    hit_at_3: float
    hit_at_5: float
    mrr_at_10: float
    ndcg_at_10: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answer figures: ``n_exact`` of ``n_judged`` answers were right, and who was refused."""

    n_judged: int
    n_exact: int
    n_answerable: int
    n_answerable_refused: int
    n_unanswerable: int
    n_unanswerable_refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one question.

    ``rank`` is the first right passage's, 1-based, ``None`` below rank 10; ``retrieval`` is
    ``None`` for a question that nothing answers. ``found`` and ``answer`` are ``None`` where no
    answer was asked for, ``exact`` also where none could be judged.
    """

    id: str
    type: str
    question: str
    rank: int | None
    retrieval: Retrieval | None
    found: bool | None
    answer: str | None
    exact: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of a group of questions; ``None`` where the group has nothing to measure."""

    name: str
    n_questions: int
    retrieval: Retrieval | None
    answering: Answering | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of one run over one question file.

    ``n_without_passage`` counts the questions whose evidence no passage of the index holds: they
    count 0 everywhere, and many of them mean that another report was indexed. ``search_ms`` and
    ``ask_ms`` are medians over the questions, on this machine.
    """

    name: str
    overall: Row
    types: tuple[Row, ...]
    outcomes: tuple[Outcome, ...]
    n_skipped: int
    n_without_passage: int
    search_ms: float
    ask_ms: float | None

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values that ``json.dumps`` takes."""
        return asdict(self)

    def format(self) -> str:
        """Return a plain-text table with a row for each type, and notes below it."""
        head = ("type", "questions", "Hit@1", "Hit@3", "Hit@5", "MRR@10", "nDCG@10")
        asked = self.ask_ms is not None
        table = [head + (("exact", "refused", "wrongly") if asked else ())]
        table += [_cells(row) for row in (*self.types, self.overall)]
        widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
        lines = [
            "  ".join((_pad(row[0], widths[0], left=True), *map(_pad, row[1:], widths[1:])))
            for row in table
        ]
        lines.insert(len(lines) - 1, "-" * _width(lines[0]))
        if asked:
            lines += ["", "exact: answers equal to an expected one / questions that have one"]
            lines += ["refused: unanswerable questions refused; wrongly: answerable ones refused"]
        if self.n_without_passage:
            lines += [
                "",
                f"{self.n_without_passage} questions count 0: no passage holds their evidence",
            ]
        if self.n_skipped:
            lines += ["", f"{self.n_skipped} questions without a word were left out"]
        asking = f", to ask {self.ask_ms:.1f} ms" if self.ask_ms is not None else ""
        return "\n".join([*lines, "", f"median time to search {self.search_ms:.1f} ms{asking}"])


class Searcher(Protocol):
    """What can be measured: something that finds passages among a known set of them."""

    @property
    def documents(self) -> Sequence[Document]:
        """All documents."""
        ...

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages that a search can find."""
        ...

    def search(self, text: str, /, *, top_k: int = 5) -> Sequence[Hit]:
        """Return at most ``top_k`` hits, the nearest first."""
        ...


class Answerer(Searcher, Protocol):
    """A searcher that also answers; ``qa.engine.Engine`` is one."""

    def ask(self, text: str, /, *, top_k: int = 5) -> Answer:
        """Return an answer, or an honest no."""
        ...


def load_questions(path: Path) -> QuestionSet:
    """Read a question file: one JSON object a line, or SQuAD form (v1, v2), told by its content.

    Raises:
        QuestionFileError: The file cannot be read or is in neither form; the message names the
            file, the place in it, and what was expected there.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionFileError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise QuestionFileError(f"{path}: not UTF-8 at byte {error.start}; {_FORMS}") from error
    if not text.strip():
        raise QuestionFileError(f"{path}: the file is empty; {_FORMS}")
    try:
        first, end = json.JSONDecoder().raw_decode(text, len(text) - len(text.lstrip()))
    except json.JSONDecodeError as error:
        raise QuestionFileError(f"{path}, line {error.lineno}: {error.msg}; {_FORMS}") from error
    if not isinstance(first, dict) or "data" not in first or "question" in first:
        return _question_set(path, _lines(path, text))
    if text[end:].strip():
        raise QuestionFileError(f"{path}: there is more after the SQuAD object; {_FORMS}")
    paragraphs = [
        paragraph
        for article in _Node(value=first, place=f"{path}:").nodes("data")
        for paragraph in article.nodes("paragraphs")
    ]
    contexts = dict.fromkeys(paragraph.text("context").strip() for paragraph in paragraphs)
    records = [(node, paragraph) for paragraph in paragraphs for node in paragraph.nodes("qas")]
    asked = [(node, paragraph) for node, paragraph in records if node.text("question").strip()]
    return _question_set(
        path,
        (_squad_question(node, paragraph.text("context").strip()) for node, paragraph in asked),
        contexts=tuple(contexts),
        n_skipped=len(records) - len(asked),
    )


def evaluate(
    engine: Answerer, question_set: QuestionSet, *, progress: Progress | None = None
) -> Report:
    """Search and ask every question; ``progress`` is told how many more are done."""
    return _measure(engine, engine.ask, question_set, progress)


def evaluate_search(
    searcher: Searcher, question_set: QuestionSet, *, progress: Progress | None = None
) -> Report:
    """As ``evaluate``, but only search: no answers, no refusals."""
    return _measure(searcher, None, question_set, progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A JSON value and its place in the file, to read fields from with errors that name it."""

    value: object
    place: str

    def field(self, key: str, kind: type | UnionType, wanted: str, default: object = None) -> Any:
        """Return a field of a known type; without a default it has to be there."""
        if not isinstance(self.value, dict):
            raise QuestionFileError(f"{self.place} not a JSON object; {_FORMS}")
        value = self.value.get(key, default)
        if not isinstance(value, kind):
            found = "missing" if value is None else json.dumps(value, ensure_ascii=False)[:40]
            raise QuestionFileError(f"{self.place} '{key}' is {found}; expected {wanted}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string."""
        return str(self.field(key, str, "a string", default))

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings."""
        values = self.field(key, list, "a list of strings", default)
        if not all(isinstance(value, str) for value in values):
            raise QuestionFileError(f"{self.place} '{key}' holds more than strings")
        return tuple(values)

    def nodes(self, key: str) -> list[_Node]:
        """Return the members of a list, each with its own place."""
        values = self.field(key, list, "a list of objects")
        return [
            _Node(value=value, place=f"{self.place} {key}[{i}]") for i, value in enumerate(values)
        ]


def _question_set(path: Path, questions: Iterable[Question], **more: Any) -> QuestionSet:
    try:
        return QuestionSet(name=path.name, questions=tuple(questions), **more)
    except ValueError as error:
        raise QuestionFileError(f"{path}: {error}") from error


def _question(node: _Node, **more: Any) -> Question:
    identity, words = node.text("id"), node.text("question").strip()
    try:
        return Question(id=identity, question=words, **more)
    except ValueError as error:
        raise QuestionFileError(f"{node.place} {error}") from error


def _lines(path: Path, text: str) -> Iterator[Question]:
    """Read one question a line; empty lines are skipped."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}, line {number}:"
        try:
            node = _Node(value=json.loads(line), place=place)
        except json.JSONDecodeError as error:
            raise QuestionFileError(f"{place} {error.msg}; expected a JSON object") from error
        yield _question(
            node,
            type=node.text("type"),
            answers=node.texts("answers"),
            evidence=node.texts("evidence"),
            document=node.text("document", default=""),
            history=node.texts("history", default=[]),
        )


def _squad_question(node: _Node, context: str) -> Question:
    """Read a question in SQuAD form; its evidence is its whole context."""
    if node.field("is_impossible", bool, "true or false", default=False):
        return _question(node, type="unanswerable", answers=(), evidence=())
    # The public sets have numbers and nulls among the answers' texts.
    kinds = str | int | float | None
    texts = [node.field("text", kinds, "a string") for node in node.nodes("answers")]
    answers = tuple(str(text) for text in texts if text not in {None, ""})
    return _question(node, type="answerable", answers=answers, evidence=(context,))


def _measure(
    searcher: Searcher,
    ask: Callable[[str], Answer] | None,
    question_set: QuestionSet,
    progress: Progress | None,
) -> Report:
    right = _right_passages(searcher, question_set)
    found: dict[str, list[str]] = {}
    answers: dict[str, Answer] = {}
    search_ms, ask_ms = [], []
    for question in question_set.questions:
        start = time.perf_counter()
        hits = searcher.search(question.question, top_k=DEPTH)[:DEPTH]
        search_ms.append((time.perf_counter() - start) * 1000)
        found[question.id] = [_key(hit.passage) for hit in hits]
        if ask is not None:
            start = time.perf_counter()
            answers[question.id] = ask(question.question)
            ask_ms.append((time.perf_counter() - start) * 1000)
        if progress is not None:
            progress(1)
    retrieval = _retrieval(found, right)
    outcomes = [
        _outcome(
            question,
            found[question.id],
            right.get(question.id, frozenset()),
            retrieval.get(question.id),
            answers.get(question.id),
        )
        for question in question_set.questions
    ]
    names = dict.fromkeys(outcome.type for outcome in outcomes)
    return Report(
        name=question_set.name,
        overall=_row("all", outcomes),
        types=tuple(_row(name, [o for o in outcomes if o.type == name]) for name in names),
        outcomes=tuple(outcomes),
        n_skipped=question_set.n_skipped,
        n_without_passage=sum(not keys for keys in right.values()),
        search_ms=median(search_ms),
        ask_ms=median(ask_ms) if ask_ms else None,
    )


def _right_passages(searcher: Searcher, question_set: QuestionSet) -> dict[str, frozenset[str]]:
    """Map every answerable question's id to the keys of all its right passages, maybe none."""
    names = {document.id: _names(document) for document in searcher.documents}
    whole = bool(question_set.contexts)
    of_evidence: dict[tuple[tuple[str, ...], str], frozenset[str]] = {}
    right = {}
    for question in question_set.questions:
        if not question.evidence:
            continue
        wanted = (question.evidence, question.document)
        if wanted not in of_evidence:  # questions on one context share its passages
            of_evidence[wanted] = frozenset(
                _key(passage)
                for passage in searcher.passages
                if not question.document or question.document in names[passage.document_id]
                if any(e == passage.text if whole else e in passage.text for e in question.evidence)
            )
        right[question.id] = of_evidence[wanted]
    return right


def _retrieval(
    found: Mapping[str, Sequence[str]], right: Mapping[str, frozenset[str]]
) -> dict[str, Retrieval]:
    """Measure every question of ``right``; one whose passage does not exist or is not found is 0.

    The formulas are trec_eval's (Success, reciprocal rank, nDCG with log2 discount), by
    https://ir-measur.es; the ideal of nDCG counts all right passages, found or not.
    """
    import ir_measures  # noqa: PLC0415 - only this function of only `wenbao eval` needs it
    from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG  # noqa: PLC0415 - as above

    field_of = {
        Success @ 1: "hit_at_1",
        Success @ 3: "hit_at_3",
        Success @ 5: "hit_at_5",
        RR @ DEPTH: "mrr_at_10",
        nDCG @ DEPTH: "ndcg_at_10",
    }
    # A question without qrels would be left out of the means: it gets a passage that is never found.
    qrels = [Qrel(id_, key, 1) for id_, keys in right.items() for key in keys or {"(no passage)"}]
    # trec_eval orders by score and breaks ties by id, so the score says the rank and nothing else.
    run = [
        ScoredDoc(id_, key, -rank) for id_ in right for rank, key in enumerate(found[id_], start=1)
    ]
    values: dict[str, dict[str, float]] = {id_: {} for id_ in right}
    for metric in ir_measures.iter_calc(field_of, qrels, run) if right else ():
        values[metric.query_id][field_of[metric.measure]] = float(metric.value)
    return {id_: Retrieval(**figures) for id_, figures in values.items()}


def _outcome(
    question: Question,
    found: Sequence[str],
    right: frozenset[str],
    retrieval: Retrieval | None,
    answer: Answer | None,
) -> Outcome:
    exact = None
    if answer is not None and question.answers:
        exact = answer.found and _plain(answer.text) in map(_plain, question.answers)
    return Outcome(
        id=question.id,
        type=question.type,
        question=question.question,
        rank=next((rank for rank, key in enumerate(found, start=1) if key in right), None),
        retrieval=retrieval,
        found=answer.found if answer is not None else None,
        answer=answer.text if answer is not None else None,
        exact=exact,
    )


def _row(name: str, outcomes: Sequence[Outcome]) -> Row:
    """Sum a group of outcomes up."""
    measured = [outcome.retrieval for outcome in outcomes if outcome.retrieval is not None]
    answerable = [outcome for outcome in outcomes if outcome.retrieval is not None]
    unanswerable = [outcome for outcome in outcomes if outcome.retrieval is None]
    retrieval = answering = None
    if measured:
        retrieval = Retrieval(
            **{f.name: fmean(getattr(m, f.name) for m in measured) for f in fields(Retrieval)}
        )
    if all(outcome.found is not None for outcome in outcomes):
        answering = Answering(
            n_judged=sum(outcome.exact is not None for outcome in outcomes),
            n_exact=sum(outcome.exact is True for outcome in outcomes),
            n_answerable=len(answerable),
            n_answerable_refused=sum(not outcome.found for outcome in answerable),
            n_unanswerable=len(unanswerable),
            n_unanswerable_refused=sum(not outcome.found for outcome in unanswerable),
        )
    return Row(name=name, n_questions=len(outcomes), retrieval=retrieval, answering=answering)


def _names(document: Document) -> frozenset[str]:
    path = PurePosixPath(document.path)
    return frozenset((document.title, document.path, path.name, path.stem))


def _key(passage: Passage) -> str:
    return f"{passage.document_id}:{passage.number}"


def _plain(answer: str) -> str:
    """Fold what does not tell two answers apart: width, case, spaces, marks around it."""
    folded = unicodedata.normalize("NFKC", answer).casefold()
    return "".join(folded.split()).strip(_MARKS)


def _cells(row: Row) -> tuple[str, ...]:
    retrieval, answering = row.retrieval, row.answering
    figures = [f"{getattr(retrieval, f.name):.3f}" if retrieval else "-" for f in fields(Retrieval)]
    if answering is not None:
        figures += [
            f"{part}/{whole}" if whole else "-"
            for part, whole in (
                (answering.n_exact, answering.n_judged),
                (answering.n_unanswerable_refused, answering.n_unanswerable),
                (answering.n_answerable_refused, answering.n_answerable),
            )
        ]
    return (row.name, str(row.n_questions), *figures)


def _width(text: str) -> int:
    """Count the terminal's columns: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int, *, left: bool = False) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
