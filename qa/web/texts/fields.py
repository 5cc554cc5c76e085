"""The texts that the page has in each of its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answering.value_times import TimeWords
    from qa.web.texts.batch_fields import BatchWords
    from qa.web.texts.mention_words import MentionWords
    from qa.web.texts.table_fields import TableWords
    from qa.web.texts.turn_words import TurnWords

from qa.web.texts import reasons
from qa.web.texts.answer_fields import AnswerTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts(AnswerTexts):
    """The page's texts in one language: a language that lacks one cannot be constructed.

    Names in braces are filled in with ``str.format``, by the scripts where they are ``{n}``.
    """

    language: str  # BCP 47
    separator: str

    # Head and corpus
    title: str
    tagline: str
    corpus: str
    not_read_again: str
    corpus_changed: str
    corpus_read: str
    unread: str
    reports: str
    more_reports: str
    n_paragraphs: str

    # Conversation
    chat: str
    chat_empty: str
    question: str
    question_placeholder: str
    ask: str
    searching: str
    examples: str
    tools: str
    clear: str
    export: str
    export_file: str
    understood: str
    edit: str
    show_sources: str
    liked: str
    disliked: str
    judge: str
    thanks_liked: str
    thanks_disliked: str
    judged_otherwise: str
    not_kept: str

    # Answers
    citation: str
    pages: str  # after a citation: where the file tells its pages
    recognised: str
    recognised_so_surely: str
    recognised_page: str
    in_brackets: str
    doubtful: str
    paragraph: str
    year: str
    times: TimeWords  # of a figure
    table: TableWords  # of reports
    mentions: MentionWords  # of a phrase
    batch: BatchWords  # many questions at once
    turn: TurnWords  # of the conversation
    unit: str
    falls: str
    sure: str
    fairly_sure: str
    hardly_sure: str
    conflicts: str
    alternatives: str
    near: str
    likely: str
    not_found: str
    untold_year: str
    untold_place: str
    untold_many: str
    takes_reckoning: str
    searched: str
    searched_within: str
    missing_terms: str
    ask_in_chinese: str  # where a question is English
    missing_terms_within: str
    clause_separator: str
    full_stop: str
    lacks_places: str
    lacks_years: str
    lacks_years_of: str  # which reports of other places have
    has_years: str
    has_any_years: str
    looks_back_on: str  # after them
    has_places: str
    has_more_places: str
    has_near_places: str
    has_n_places: str
    place_by: str  # whose an answer is, and whose report tells it
    nearest: str
    could_ask: str
    ask_all: str

    # Sources
    sources: str
    sources_empty: str
    sources_unanswered: str
    sources_of: str
    report_title: str
    unfold: str
    fold: str
    back_to_answer: str
    period_review: str
    period_plan: str
    period_glossary: str
    period_other: str
    match_high: str
    match_fair: str
    match_low: str
    sources_weak: str  # n
    also: str
    also_otherwise: str
    quoted: str
    copy: str
    copied: str
    not_copied: str
    open: str

    # Why a source stands where it stands
    why: str
    why_parts: str
    why_legs: str
    why_meaning: str
    why_words: str
    why_time: str
    why_place: str
    why_fit: str
    why_newer: str
    why_reader: str
    why_base: str
    why_sum: str
    leg_unseen: str
    leg_passage_vectors: str
    leg_sentence_vectors: str
    leg_passage_terms: str
    leg_sentence_terms: str

    # Filters
    filters: str
    filters_all: str
    filter_report: str
    filter_place: str
    filter_year: str
    filter_spoken: str
    spoken_of: str
    filter_period: str
    filter_section: str
    filter_any: str
    n_sources: str
    reset: str
    filters_done: str

    # Reader
    reader: str
    outline: str
    figures: str
    close: str
    find: str
    find_count: str
    find_none: str
    find_previous: str
    find_next: str
    left_out: str
    report_gone: str

    # The page of the original
    see_page: str
    see_page_of: str
    see_page_at: str
    open_original: str
    download_original: str
    original: str
    original_page: str
    page_picture: str
    boxed: str
    boxed_over: str
    not_boxed: str
    page_previous: str
    page_next: str
    zoom_in: str
    zoom_out: str
    close_original: str
    page_coming: str
    original_gone: str
    no_picture: str
    picture_lost: str

    # What goes wrong
    too_long: str
    rejected: str
    failed: str
    scope_gone: str
    server_gone: str
    server_back: str
    server_busy: str

    # Before there is an index
    building: str
    reading_reports: str
    recognising: str
    encoded: str
    not_built: str
    start_again: str
    no_reports: str
    put_reports: str

    # Adding, correcting and removing reports
    add: str
    adding: str
    adding_hint: str
    adding_choose: str
    adding_drop: str
    adding_dismiss: str
    adding_queued: str
    adding_sending: str
    adding_unsent: str
    adding_leaving: str
    adding_many: str
    adding_receiving: str
    adding_reading: str
    adding_waiting: str
    adding_encoding: str
    adding_done: str
    adding_open: str
    adding_copy: str
    adding_removed: str
    adding_undo: str
    adding_check: str
    adding_too_large: str
    adding_disk_full: str
    adding_wrong_type: str
    adding_no_folder: str
    adding_not_allowed: str
    adding_too_many: str
    adding_unreadable: str
    adding_not_kept: str
    adding_broken: str
    adding_gone: str
    correct: str
    correcting: str
    head_title: str
    head_kind: str
    head_place: str
    head_level: str
    head_year: str
    head_delivered: str
    head_speaker: str
    head_doubtful: str
    head_lacking: str
    head_wrong_text: str
    head_wrong_title: str
    head_wrong_year: str
    head_wrong_delivered: str
    head_saved: str
    save: str
    cancel: str
    remove: str
    remove_this: str
    removing: str
    remove_told: str

    # Where scripts are off
    unscripted: str

    def reason(self, error: object, name: str = "") -> str:
        """Why something failed, in this language; ``name`` is the file's that it is of."""
        return reasons.told(str(error), self.language, name)

    def failure(self, error: object) -> str:
        """That a question could not be answered, and why."""
        return self.failed.format(reason=self.reason(error))
