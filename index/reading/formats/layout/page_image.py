"""A page as it looks: its picture, and where on it each of its characters stands."""

from __future__ import annotations

import itertools
import json
from array import array
from dataclasses import dataclass, field

SIDE = 65_535  # places are told in this many parts of a page's width, and of its height
_N_EDGES = 4  # left, top, right, bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of a page, in shares of its width and height, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A page of a file as a picture, and its characters in the order in which a person reads them.

    ``number`` is from 1, of ``n_pages``; ``width`` and ``height`` are those of the picture in pixels,
    ``data`` its bytes (WebP). ``characters`` has no blanks; ``lines`` are where each of the page's
    lines begins in it. ``edges`` are the left, top, right and bottom edge of each character, in
    parts of ``SIDE``.
    """

    number: int
    n_pages: int
    width: int
    height: int
    data: bytes = field(repr=False)
    characters: str = field(repr=False)
    lines: tuple[int, ...] = field(repr=False)
    edges: array[int] = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.edges) != _N_EDGES * len(self.characters):
            raise ValueError("each character of a page has four edges")

    def box(self, start: int, end: int) -> Box:
        """The box around a stretch of the characters, which is not empty."""
        edges = self.edges[_N_EDGES * start : _N_EDGES * end]
        left, top = min(edges[0::_N_EDGES]), min(edges[1::_N_EDGES])
        right, bottom = max(edges[2::_N_EDGES]), max(edges[3::_N_EDGES])
        return Box(
            left=left / SIDE,
            top=top / SIDE,
            width=(right - left) / SIDE,
            height=(bottom - top) / SIDE,
        )


def dumps(image: PageImage) -> bytes:
    """A page as bytes: a line of JSON, then the picture."""
    told = {
        "number": image.number,
        "n_pages": image.n_pages,
        "width": image.width,
        "height": image.height,
        "characters": image.characters,
        "lines": image.lines,
        "edges": image.edges.tolist(),
    }
    return json.dumps(told).encode() + b"\n" + image.data


def loads(data: bytes) -> PageImage:
    """The page in what ``dumps`` wrote.

    Raises:
        ValueError, KeyError, TypeError, OverflowError: it is something else.
    """
    told, _, picture = data.partition(b"\n")
    fields = json.loads(told)
    lines = tuple(fields["lines"])
    if any(after <= before for before, after in itertools.pairwise(lines)):
        raise ValueError("lines of a page begin one after the other")
    return PageImage(
        number=fields["number"],
        n_pages=fields["n_pages"],
        width=fields["width"],
        height=fields["height"],
        data=picture,
        characters=fields["characters"],
        lines=lines,
        edges=array("H", fields["edges"]),
    )
