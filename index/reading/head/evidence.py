"""Where the facts of a head are looked for, and what of it is folded to be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.lexicon import alternation
from index.language.text import fold
from index.reading.head import metadata, places, speakers, titles

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_OPENING_CHARS = 400
_MAX_MASTHEAD_LINES = 12
_LINE_ENDS = re.compile(r"\\r\\n|\\n|\n")  # also such as a program wrote out
_ADDRESS = re.compile(r"https?://\S+")
_ADDRESSED = re.compile(rf"{alternation('salutation')}|[。；]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the facts of a head are looked for.

    ``titles`` are the lines that can be the report's title, the likeliest first; ``lines`` the
    masthead's others; ``around`` the lines of the page around the report; ``parts`` the headings of
    its outermost parts; ``body`` the text from its beginning on; ``format_title`` what the file's
    format keeps as its title; ``stem`` the file's name.
    """

    titles: Sequence[str] = ()
    lines: Sequence[str] = ()
    around: Sequence[str] = ()
    parts: Sequence[str] = ()
    body: str = ""
    format_title: str = ""
    stem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The evidence, folded: the titles, the masthead, the body's beginning, and the page's lines.

    ``others`` are the titles that stand outside of the report: the page's, the format's, the file's.
    """

    titles: Sequence[str]
    block: str
    body: str
    page: metadata.Metadata
    format_title: str
    stem: str
    speaker: speakers.Speaker

    @classmethod
    def of(cls, evidence: Evidence) -> Known:
        """Fold what is known of a report."""
        lines = _masthead_lines(evidence)
        page = metadata.parse(evidence.around)
        speaker = speakers.speaker_in("\n".join(lines))
        if not speaker.name:
            speaker = next(map(speakers.speaker_of_label, page.speakers), speaker)
        return cls(
            titles=[fold(titles.cleaned(each)).text for each in evidence.titles],
            block=fold("\n".join(lines)).text,
            body=fold(evidence.body[:_MAX_OPENING_CHARS]).text,
            page=page,
            format_title=titles.of_format(evidence.format_title),
            stem=evidence.stem,
            speaker=speaker,
        )

    @property
    def others(self) -> Sequence[str]:
        """The titles that stand outside of the report."""
        return [fold(each).text for each in (*self.page.titles, self.format_title, self.stem)]

    @property
    def everything(self) -> str:
        """All of it as one text."""
        return "\n".join([*self.titles, self.block, self.body, *self.others])

    @property
    def of_republic(self) -> bool:
        """Whether years below 150 are of the Republic's calendar."""
        return places.is_of_republic("\n".join([*self.titles, self.block, *self.others]))


def _masthead_lines(evidence: Evidence) -> list[str]:
    """The lines of the masthead; of a text without any, those that it begins with."""
    lines = [
        _ADDRESS.sub("", line)
        for line in evidence.lines
        if not (metadata.is_metadata(line) or metadata.is_source(line) or titles.is_caption(line))
    ]
    if lines:
        return lines
    for line in _LINE_ENDS.split(evidence.body[:_MAX_OPENING_CHARS])[:_MAX_MASTHEAD_LINES]:
        addressed = _ADDRESSED.search(line)
        lines.append(line[: addressed.start()] if addressed else line)
        if addressed or cutting.is_prose(line):
            break
    return lines
