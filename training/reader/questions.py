"""Makes what the fit goes on with: questions that were written by reading reports, and some of the old.

``python -m training.reader.questions`` writes a bundle for ``fit.py --start``. Each question of
``training/questions/train`` is asked as the product asks it, and its examples are what the product
would give the reader: the sentences of the passages that come first, and those that were noted as telling,
or as looking as if they told. The reader that ships is fitted to all of them. How sure an answer is
has to be fitted to questions that a reader has not seen, so that two more are fitted, each to a half of
the reports (``--part``, ``question_file.FIRST_HALF``), by which ``training/certainty.py`` asks the other.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.quality import levels
from benchmarks.records import judging
from index.language import cutting
from qa import Engine, Scope
from qa.answering import second_opinion
from training.questions import invented, places, question_file
from training.reader import data
from training.reader.sample import Example

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.snapshot import Snapshot

Place = tuple[int, int]  # in the code points of a report
# Sentences beside the answer, and where there is none, of those that come first.
N_WRONG, N_UNTOLD = 2, 3
N_LOOKED_AT = 6
PARTS = ("all", "first", "second")
PASSAGES = sorted(file.stem for file in invented.PASSAGES.glob("*.txt"))


def of_questions(
    snapshot: Snapshot, questions: Sequence[judging.Noted], part: str = "all"
) -> Iterator[tuple[Example, bool]]:
    """The examples of questions whose report is indexed and judges nothing.

    Those of the half of the reports that is not fitted are only watched.
    """
    documents = {document.id: document for document in snapshot.documents}
    for each in questions:
        document = documents.get(each.file_sha256)
        if document is None:
            click.echo(f"{each.id}: its report {each.report} is not in the index", err=True)
        elif not any(judge in each.report for judge in data.JUDGES):
            scope = Scope(documents=(document.id,))
            search = snapshot.weigh(each.question, history=each.history, scope=scope)
            read = (second_opinion.context_of(search.asked, ranked) for ranked in search.ranked)
            first = [(sentence.start, sentence.end) for sentence in read]
            half = "first" if each.file_sha256[:8] in question_file.FIRST_HALF else "second"
            is_watched = part not in {"all", half}
            for example in examples(search.asked.text, each, document.text, first[:N_LOOKED_AT]):
                yield example, is_watched


def examples(
    asked: str, question: judging.Noted, text: str, first: Sequence[Place]
) -> Iterator[Example]:
    """The examples of a question.

    Args:
        asked: the question as the reader gets it.
        question: the same with the places that were noted for it.
        text: its report.
        first: the places in it that the reader would be given, likeliest first.
    """
    noted = question.in_text(text)
    seen: list[Place] = []
    n_without = 0
    for place in (*first, *noted.evidence, *_near(question, text)):
        if any(start <= place[0] and place[1] <= end + 1 for start, end in seen):
            continue  # with or without the mark at its end
        seen.append(place)
        span = span_in(noted, place)
        if span is None:
            if is_doubtful(noted, text, place):
                continue
            if place in first:
                if n_without >= (N_WRONG if noted.is_told else N_UNTOLD):
                    continue
                n_without += 1
        yield Example(question=asked, context=text[place[0] : place[1]], span=span)


def of_passage(asked: invented.Asked) -> Iterator[Example]:
    """The examples of a question on an invented passage: the sentence that tells, and those that may mislead.

    Nothing ranks the sentences of a passage that no index has: those that share the most pairs of characters
    with the question come first, as they would of a report.
    """
    text, span = asked.passage, asked.span
    pairs = _pairs(asked.question)
    cut = sorted(cutting.sentences(text), key=lambda at: -len(pairs & _pairs(text[slice(*at)])))
    without = [(start, end) for start, end in cut if span is None or not start <= span[0] < end]
    if span is not None:
        words = text[slice(*span)]
        without = [at for at in without if words not in text[slice(*at)]]
        for start, end in cut:
            if start <= span[0] and span[1] <= end:
                inside = (span[0] - start, span[1] - start)
                yield Example(question=asked.question, context=text[start:end], span=inside)
    for start, end in without[: N_UNTOLD if span is None else N_WRONG]:
        yield Example(question=asked.question, context=text[start:end], span=None)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _near(question: judging.Noted, text: str) -> list[Place]:
    """Where the sentences stand that look as if they told what no sentence tells."""
    found = []
    for each in question.line["near"]:
        start = places.start_of(question_file.Sentence(**each), text)
        if start is not None:
            found.append((start, start + each["end"] - each["start"]))
    return found


def span_in(noted: judging.Noted, place: Place) -> tuple[int, int] | None:
    """From the first noted span in a context to the last, counted in it; ``None`` without any."""
    inside = [(s, e) for s, e in noted.spans if place[0] <= s and e <= place[1]]
    if not inside:
        return None
    return min(s for s, _ in inside) - place[0], max(e for _, e in inside) - place[0]


def is_doubtful(noted: judging.Noted, text: str, place: Place) -> bool:
    """Whether a context without a noted span may tell all the same."""
    words = text[place[0] : place[1]]
    for start, end in noted.evidence:  # some files hold their report twice
        if (start < place[1] and place[0] < end) or text[start:end] in words:
            return True
    return judging.is_useful(noted, text, place)


@click.command()
@click.option("--sets", type=click.Path(path_type=Path), required=True, help="Public sets.")
@click.option("--reports", type=click.Path(path_type=Path), required=True, help="Reports, as text.")
@click.option("--corpora", type=click.Path(path_type=Path), multiple=True, help="Those asked of.")
@click.option("--index", type=click.Path(path_type=Path), help="Ask this one; built where absent.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option(
    "--part", type=click.Choice(PARTS), default="all", help="Fit these, watch the others."
)
@click.option(
    "--passages", type=click.Choice(PASSAGES), multiple=True, help="And these, all in each epoch."
)
@click.option("--n-old", default=2200, help="Of the public examples, and of the scripted ones.")
@click.option("--seed", default=7)
def main(
    sets: Path,
    reports: Path,
    corpora: tuple[Path, ...],
    index: Path | None,
    out: Path,
    *,
    part: str,
    passages: tuple[str, ...],
    n_old: int,
    seed: int,
) -> None:
    """Write tokens and weights for going on with the fit.

    Those of which a share is drawn in each epoch come last: with passages, what earlier fits were made of.
    """
    rng = random.Random(seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        snapshot = Engine.open(levels.made(index, corpora, Path(folder))).snapshot()
        train = judging.load(question_file.FOLDER / "train")
        asked = list(of_questions(snapshot, train, part))
    old, n_public = data.made(sets, reports, rng, without=_judging_reports())
    old = [*_some(old[:n_public], n_old, rng), *_some(old[n_public:], n_old, rng)]
    n_fitted = sum(not is_watched for _, is_watched in asked)
    told = f"{n_fitted} of training/questions/train ({part}), {len(old)} of the old; seed {seed}"
    on = invented.load(names=passages) if passages else ()
    new = [(example, False) for each in on for example in of_passage(each)]
    if new:
        told = f"{len(new)} of training/questions/passages, {told}"
    click.echo(told)
    data.write([*new, *asked, *old], len(new or asked), told, out)


def _judging_reports() -> frozenset[str]:
    """The names of the reports of which questions of dev and test are asked, as text files."""
    listed = question_file.reports()
    return frozenset(
        Path(each["report"]).with_suffix(".txt").name for each in listed if each["split"] != "train"
    )


def _some(
    examples: Sequence[tuple[Example, bool]], n: int, rng: random.Random
) -> list[tuple[Example, bool]]:
    """So many of those that are fitted, and the watched."""
    fitted = [each for each in examples if not each[1]]
    watched = [each for each in examples if each[1]]
    return [*rng.sample(fitted, min(n, len(fitted))), *watched[: n // 8]]


if __name__ == "__main__":
    main()
