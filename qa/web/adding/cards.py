"""What the page shows of an addition: its name, how far it is, the head that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading.formats import registry
from qa.web.adding import doubts
from qa.web.adding.additions import Stage
from qa.web.fragments import addresses
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from index.types import About
    from qa.web.adding.additions import Addition
    from qa.web.library import Updating
    from qa.web.texts import Texts

_CORRECTED = frozenset({Stage.INDEXING, Stage.DONE})


def card(addition: Addition, updating: Updating, limit_bytes: int, texts: Texts) -> Markup:
    """The card of an addition."""
    stage, document = addition.stage, addition.document
    n_done, n_total = _progress(addition, updating)
    link = f"#{addresses.of(document)}/1" if document and stage is Stage.DONE else ""
    is_shown = document is not None and stage in _CORRECTED
    is_headed = document is not None and (is_shown or stage is Stage.REMOVED)
    return render(
        "addition",
        addition=addition,
        is_running=not addition.has_ended,
        n_done=n_done,
        n_total=n_total,
        told=_told(addition, updating, limit_bytes, texts),
        head=head(document, texts) if document is not None and is_headed else "",
        doubts=_doubts(addition, texts) if is_shown else [],
        actions=addition.has_ended or is_shown,
        link=link,
        can_correct=is_shown,
        can_restore=stage is Stage.REMOVED and bool(addition.moved),
        can_dismiss=addition.has_ended,
        texts=texts,
    )


def _doubts(addition: Addition, texts: Texts) -> list[str]:
    """What a visitor should look at: of the head, and of the file."""
    of_head = (
        [] if addition.document is None else doubts.told(addition.document, addition.doubts, texts)
    )
    of_file = (texts.reason(each, addition.name) for each in addition.warnings)
    return [*of_head, *of_file]


def head(document: About, texts: Texts) -> str:
    """What is known of a report, in a line."""
    year = texts.year.format(year=document.year) if document.year is not None else ""
    delivered = document.delivered.isoformat() if document.delivered else ""
    return " · ".join(
        filter(None, (document.title, document.place, year, delivered, document.speaker))
    )


def refusal(text: str, reason: str, limit_bytes: int, texts: Texts) -> str:
    """Why a file is not taken: a text of the page, by its name, filled in."""
    told: str = getattr(texts, text)
    return told.format(
        reason=reason, limit=limit_bytes >> 20, suffixes=texts.separator.join(registry.suffixes())
    )


def _progress(addition: Addition, updating: Updating) -> tuple[int, int]:
    """How much is done of how much; nothing of one where that is not known."""
    if addition.stage is Stage.RECEIVING and addition.n_total:
        return addition.n_bytes, addition.n_total
    if addition.stage is Stage.INDEXING and updating.is_building and updating.n_texts:
        return updating.n_done, updating.n_texts
    return 0, 1


def _told(addition: Addition, updating: Updating, limit_bytes: int, texts: Texts) -> str:
    if addition.failure:
        reason = texts.reason(addition.reason, addition.name)
        return refusal(addition.failure, reason, limit_bytes, texts)
    if addition.stage is Stage.INDEXING and updating.is_building and updating.n_texts:
        return texts.adding_encoding.format(n_done=updating.n_done, n_texts=updating.n_texts)
    title = addition.document.title if addition.document is not None else ""
    return {
        Stage.RECEIVING: texts.adding_receiving,
        Stage.READING: texts.adding_reading,
        Stage.INDEXING: texts.adding_waiting,
        Stage.DONE: texts.adding_done,
        Stage.COPY: texts.adding_copy.format(title=title),
        Stage.FAILED: texts.adding_broken,
        Stage.REMOVED: texts.adding_removed,
    }[addition.stage]
