"""The kinds of answer, each of them one record that everything else asks (``kind.handling``).

To add one, give it a name in ``Kind`` and a record in ``HANDLING``, and say in
``qa/understanding/wanted.py`` by which words a question asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """The kind of answer that a question wants."""

    QUANTITY = "quantity"
    DEFINITION = "definition"
    ENTITY = "entity"  # who, which, where, when
    LIST = "list"
    YES_NO = "yes/no"
    TOPIC = "topic"  # how, why, or a subject without a question

    @property
    def handling(self) -> Handling:
        """How its answers are found, weighed, doubted and shown."""
        return HANDLING[self]


class Asks(StrEnum):
    """What else is read in a question."""

    NOTHING = auto()
    NOUN = auto()  # what its interrogative stands with: 哪条街道 → 街道
    MEASURE = auto()  # the unit and the aspect that a figure is wanted in


class Chooser(StrEnum):
    """What proposes the words of a passage that may answer: ``qa.choosing.ranking.CHOOSERS``."""

    FIGURES = auto()
    NAMES = auto()
    ENUMERATIONS = auto()
    DEFINITIONS = auto()  # entries that explain the term, as well as they can
    ENTRIES = auto()  # entries that explain just the term


class ReadAgain(StrEnum):
    """When passages are read by the second reader too: ``qa.answering.second_opinion``."""

    NEVER = auto()
    UNCHOSEN = auto()  # where nothing in the likeliest passage was chosen
    UNSURE = auto()  # where the likeliest passage is not very likely to answer


class SecondReading(StrEnum):
    """What becomes of the words that the second reader reads."""

    CHECKS = auto()  # they tell whether what was chosen is right
    NAMES = auto()  # they answer, without what does not belong to a name
    ANSWERS = auto()  # they answer as they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How answers of one kind are found, weighed, doubted and shown.

    Without a chooser the best sentence of the likeliest passage answers.

    Attributes:
        asks: what else is read in its questions.
        chooser: what proposes the words that may answer.
        section: the section of ``weights.json`` that weighs what was proposed.
        has_own_odds: whether that section says how likely a passage answers: of the passage's own
            log-odds it takes a share, and what is proposed in all passages is compared. Otherwise
            what was proposed adds to the passage's log-odds.
        lack: without odds of its own, the weight for a passage in which nothing was proposed.
        sentence_may_answer: whether the whole sentence answers where nothing proposed stands out.
        firmness: how firmly ``training/choosing.py`` holds the section's weights where they were.
        telling: its features that also tell whether there is an answer at all.
        read_again: when the second reader is asked.
        second_reading: what becomes of the words that this one reads.
        is_figure: whether the answer is told as a figure, with its measure, unit and time
            (``Answer.value``, which the page sets large, with chips), or as words.
    """

    asks: Asks = Asks.NOTHING
    chooser: Chooser | None = None
    section: str = ""
    has_own_odds: bool = False
    lack: str = ""
    sentence_may_answer: bool = False
    firmness: float = 0.3
    telling: tuple[str, ...] = ()
    read_again: ReadAgain = ReadAgain.NEVER
    second_reading: SecondReading = SecondReading.ANSWERS
    is_figure: bool = False

    def __post_init__(self) -> None:
        if (self.has_own_odds or self.lack) and not self.section:
            raise ValueError("a kind of answer with odds of its own, or a lack, names its section")


HANDLING: Mapping[Kind, Handling] = MappingProxyType(
    {
        Kind.QUANTITY: Handling(
            asks=Asks.MEASURE,
            chooser=Chooser.FIGURES,
            section="figure",
            has_own_odds=True,
            firmness=0.15,
            telling=("hardly told",),
            read_again=ReadAgain.UNSURE,
            second_reading=SecondReading.CHECKS,
            is_figure=True,
        ),
        Kind.ENTITY: Handling(
            asks=Asks.NOUN,
            chooser=Chooser.NAMES,
            section="name",
            has_own_odds=True,
            sentence_may_answer=True,
            read_again=ReadAgain.UNSURE,
            second_reading=SecondReading.NAMES,
        ),
        Kind.LIST: Handling(
            asks=Asks.NOUN,
            chooser=Chooser.ENUMERATIONS,
            section="list",
            has_own_odds=True,
            sentence_may_answer=True,
        ),
        Kind.DEFINITION: Handling(
            chooser=Chooser.DEFINITIONS,
            section="definition",
            lack="no entry",
            read_again=ReadAgain.UNCHOSEN,
        ),
        # A subject that is only named may be a term of the glossary.
        Kind.TOPIC: Handling(chooser=Chooser.ENTRIES, section="definition"),
        # The sentence that speaks of it answers; wenbao says neither yes nor no itself.
        Kind.YES_NO: Handling(),
    }
)
