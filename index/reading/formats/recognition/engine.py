"""The one door to rapidocr: lines of text in a picture, with the machine's confidence in each letter.

Its models come with it, in its wheel; nothing is fetched.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from index.reading.formats.recognition.page_text import MIN_CONFIDENCE, PageText, TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.reading.formats.recognition.pictures import Picture

_NOWHERE = "http://127.0.0.1:9"  # where the library would fetch a model that its wheel lacks
_UPRIGHT = 0.9  # mean confidence from which on a page is the right way up
_TURNS = (cv2.ROTATE_180, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE)
_TALL = 1.5  # times as high as wide, from which on the box of a line lies on its side
_MIN_TALL_SHARE = 0.5  # of a page's letters, in such boxes, that tell a page lying on its side


@dataclass(frozen=True, slots=True)
class _Found:
    """A line as it was found: its corners in pixels, clockwise from its upper left one."""

    text: str
    confidences: tuple[float, ...]
    corners: NDArray[np.float64]

    @property
    def confidence(self) -> float:
        return sum(self.confidences) / len(self.confidences)

    @property
    def is_tall(self) -> bool:
        width = math.dist(self.corners[0], self.corners[1])
        return math.dist(self.corners[0], self.corners[3]) > _TALL * max(width, 1.0)


class Recogniser:
    """Reads pictures. Loading takes a second, a page some seconds.

    Args:
        n_threads: how many processors it may use.
    """

    def __init__(self, n_threads: int) -> None:
        cv2.setNumThreads(n_threads)
        os.environ |= {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "no_proxy": ""}
        import rapidocr  # noqa: PLC0415 - after the line above, which it reads

        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": 1 << 14,  # pictures are of the right size already
                "Global.text_score": 0.0,  # what is left out is ours to say
                "Global.use_cls": False,  # a page is turned as a whole
                "EngineConfig.onnxruntime.intra_op_num_threads": n_threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def page(self, picture: Picture) -> PageText:
        """The lines of a page, which is turned upright and set straight first."""
        found, turned = self._upright(picture.pixels)
        height, width = turned.shape[:2]
        is_sideways = turned.shape != picture.pixels.shape
        size = (picture.height, picture.width) if is_sideways else (picture.width, picture.height)
        scale = size[0] / width
        read = [line for line in found if line.confidence >= MIN_CONFIDENCE]
        straight = _straightened(read, (width / 2, height / 2))
        lines = [_line(each, corners, scale, size[1]) for each, corners in straight]
        return PageText(
            number=picture.number,
            width=size[0],
            height=size[1],
            lines=tuple(lines),
            n_left_out=len(found) - len(read),
        )

    def _upright(self, pixels: NDArray[np.uint8]) -> tuple[list[_Found], NDArray[np.uint8]]:
        """What is found on a page, the way up in which it is read best."""
        best, best_pixels = self._find(pixels), pixels
        if not best or (_confidence(best) >= _UPRIGHT and not _lies_on_its_side(best)):
            return best, best_pixels
        is_lying = _lies_on_its_side(best)
        for turn in _TURNS[1:] if is_lying else _TURNS:
            turned = np.ascontiguousarray(cv2.rotate(pixels, turn), dtype=np.uint8)
            found = self._find(turned)
            if not _lies_on_its_side(found) and (
                _lies_on_its_side(best) or _weight(found) > _weight(best)
            ):
                best, best_pixels = found, turned
            if _confidence(best) >= _UPRIGHT and not _lies_on_its_side(best):
                break
        return best, best_pixels

    def _find(self, pixels: NDArray[np.uint8]) -> list[_Found]:
        result = self._engine(pixels, return_word_box=True, return_single_char_box=True)
        if result.txts is None or result.boxes is None:
            return []
        found = []
        for text, score, words, box in zip(
            result.txts, result.scores, result.word_results, result.boxes, strict=True
        ):
            confidences = _confidences(text, float(score), words)
            found.append(_Found(text, confidences, np.asarray(box, np.float64)))
        return [each for each in found if each.text.strip()]


def _confidences(text: str, score: float, words: Sequence[Any]) -> tuple[float, ...]:
    """The confidence of each character; that of the line for a blank, and where none is told."""
    left = [(piece, float(confidence)) for piece, confidence, *_ in words]
    confidences = []
    for character in text:
        if left and left[0][0] == character:
            confidences.append(left.pop(0)[1])
        else:
            confidences.append(score)
    return tuple(round(each, 4) for each in confidences)


def _confidence(found: Sequence[_Found]) -> float:
    every = [each for line in found for each in line.confidences]
    return sum(every) / len(every) if every else 0.0


def _weight(found: Sequence[_Found]) -> float:
    """How much was read, and how surely: of what is upside down some lines read as rubbish."""
    return _confidence(found) ** 4 * sum(len(line.text) for line in found)


def _lies_on_its_side(found: Sequence[_Found]) -> bool:
    n_chars = sum(len(line.text) for line in found)
    n_tall = sum(len(line.text) for line in found if line.is_tall)
    return n_chars > 0 and n_tall >= _MIN_TALL_SHARE * n_chars


def _straightened(
    lines: Sequence[_Found], centre: tuple[float, float]
) -> list[tuple[_Found, NDArray[np.float64]]]:
    """The lines with their corners, turned about the centre so that most lines are level."""
    angles = sorted((_angle(line), len(line.text)) for line in lines)
    half = sum(n for _, n in angles) / 2
    level = 0.0
    for angle, n_chars in angles:  # the median, by letters
        half -= n_chars
        level = angle
        if half <= 0:
            break
    cos, sin = math.cos(-level), math.sin(-level)
    turn = np.array([[cos, sin], [-sin, cos]])
    return [(line, (line.corners - centre) @ turn + centre) for line in lines]


def _angle(line: _Found) -> float:
    (left, top), (right, bottom) = line.corners[0], line.corners[1]
    return math.atan2(bottom - top, right - left)


def _line(found: _Found, corners: NDArray[np.float64], scale: float, height: float) -> TextLine:
    """A line in points, which are counted upwards."""
    (left, top), (right, bottom) = corners.min(axis=0) * scale, corners.max(axis=0) * scale
    return TextLine(
        text=found.text,
        confidences=found.confidences,
        left=round(float(left), 2),
        bottom=round(float(height - bottom), 2),
        right=round(float(right), 2),
        top=round(float(height - top), 2),
    )
