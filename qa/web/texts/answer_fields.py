"""The texts of the first screen, and of what can be done with an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.suggesting.phrases import Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTexts:
    """A part of the page's texts in one language: see ``Texts``."""

    # The first screen
    can: str
    cannot: str
    drop_here: str
    overview: str
    figures_reached: str
    figures_aimed: str
    figures_of: str
    other_year: str

    # Questions that are offered, as who would ask them puts them
    asks: Phrases

    # What can be done with an answer
    copy_answer: str
    copy_link: str
    answer_copied: str
    link_copied: str
    next_questions: str
    grew: str
    fell: str

    # What is right where an answer is not
    thanks_corrected: str
    thanks_unfound: str
    right_is: str
    right_hint: str
    right_send: str
    right_none: str
    right_skip: str

    # What is taken along
    export_as: str
    export_markdown: str
    export_word: str
    export_text: str
    in_quotes: str
    question_line: str

    # Why a source stands where it stands, in sentences
    why_words_and_meaning: str
    why_words_only: str
    why_meaning_only: str
    why_hardly: str
    why_report: str
    why_time_and_place: str
    why_agrees: str
    why_other_time: str
    why_other_place: str
    why_other_both: str
    why_first: str
    why_behind: str
    why_alone: str
    why_numbers: str
