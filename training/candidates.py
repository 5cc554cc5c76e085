"""The candidates of a question, with the strengths that each leg gives them, and ways to rank them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.engine import Engine
from qa.retrieval import shortlist
from qa.retrieval.legs import LEGS, Query
from qa.understanding import dialogue
from qa.understanding import question as questions_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.model.encoder import Encoder
    from qa.engine import LoadReader
    from qa.evaluation.question_file import QuestionSet

OTHER_PERIOD = "other period"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's n candidates, and what the engine says to it.

    ``strengths`` is (legs, n); ``others`` tells which speak of the other time than the question
    asks about, ``right`` which are right; ``answerable`` whether any passage of the index is.
    ``chance`` is the engine's, with the weights in use, that what comes first answers.
    """

    strengths: NDArray[np.float32]
    others: NDArray[np.bool_]
    right: NDArray[np.bool_]
    answerable: bool
    chance: float

    def scores(self, way: Way) -> NDArray[np.float64]:
        """What each candidate comes to: (n,)."""
        return np.asarray(way.weights @ self.strengths - way.penalty * self.others, np.float64)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to rank: the weight of each leg, and what the other time costs."""

    weights: NDArray[np.float64]
    penalty: float

    def to_json(self) -> dict[str, float]:
        """The weights by their names in ``qa/weights.json``."""
        weighed = zip(LEGS, self.weights.tolist(), strict=True)
        return {leg.name: round(weight, 2) for leg, weight in weighed} | {
            OTHER_PERIOD: round(-self.penalty, 2)
        }


def ask(
    folder: Path,
    asked: QuestionSet,
    encoder: Encoder,
    read: LoadReader,
    *,
    foreign: bool = False,
) -> list[Asked]:
    """Ask all questions of a set of a published index; ``foreign`` ones have no right passage."""
    snapshot = Engine(folder, lambda _: encoder, load_reader=read).snapshot()
    generation = snapshot.generation
    texts = [dialogue.self_contained(each.question, each.history) for each in asked.questions]
    understood = [questions_of.parse(text, generation.reports) for text in texts]
    vectors = encoder.encode_questions([each.encoded for each in understood])
    found = []
    for question, parsed, vector in zip(asked.questions, understood, vectors, strict=True):
        candidates = generation.retriever.candidates(Query.of(parsed, vector))
        provenance = shortlist.Provenances(generation.index, candidates.rows)
        provenances = [provenance(i) for i in range(len(candidates.rows))]
        passages = [each.passage() for each in provenances]
        lost = [shortlist.penalties(parsed, each) for each in provenances]
        right = [
            not foreign and any(evidence in passage.text for evidence in question.evidence)
            for passage in passages
        ]
        found.append(
            Asked(
                np.stack([candidates.strengths[leg] for leg in LEGS]),
                np.array([OTHER_PERIOD in each for each in lost], dtype=bool),
                np.array(right, dtype=bool),
                bool(question.evidence) and not foreign,
                snapshot.search(parsed.text, top_k=1)[0].similarity,
            )
        )
    return found
