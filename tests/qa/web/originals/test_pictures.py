"""qa.web.originals.pictures: pages are drawn by few processes, once each, and kept."""

from __future__ import annotations

import itertools
import threading
from array import array
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest

from index.errors import CorpusError
from index.reading.formats.layout.page_image import PageImage
from qa.web.http.refusals import RefusedRequestError
from qa.web.originals.pictures import Pictures
from tests.support.files.pdf_pages import pdf

DATA = pdf([[(70, 700, "全县新建绿道三十一公里。")], [(70, 700, "全县种茶三千亩。")]])
N_ASKED = 50


def image(number: int, n_bytes: int = 1) -> PageImage:
    return PageImage(
        number=number,
        n_pages=9999,
        width=1,
        height=1,
        data=b"x" * n_bytes,
        characters="",
        lines=(),
        edges=array("H"),
    )


class Drawer:
    """Draws when it is let, and counts; as many at a time as there are."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.drawn: list[int] = []
        self.most = 0
        self.begun = threading.Semaphore(0)
        self.gate = threading.Event()
        self._lock = threading.Lock()
        self._now = 0
        if is_open:
            self.gate.set()

    def __call__(self, _data: bytes, name: str, number: int) -> PageImage:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.drawn.append(number)
        self.begun.release()
        self.gate.wait()
        with self._lock:
            self._now -= 1
        if number == 404:
            raise CorpusError(f"page 404 of {name} cannot be drawn")
        if number == 500:
            raise RuntimeError("a fault of the program")
        return image(number, 10)


def test_a_page_is_drawn_and_kept():
    pictures = Pictures()
    reads: list[bytes] = []

    def read() -> bytes:
        reads.append(DATA)
        return DATA

    first = pictures.of("a", "甲.pdf", 2, read)
    assert first.characters == "全县种茶三千亩。"
    assert pictures.of("a", "甲.pdf", 2, read) is first
    assert len(reads) == 1


def test_many_that_ask_for_one_page_have_it_drawn_once():
    drawer = Drawer(is_open=False)
    pictures = Pictures(draw=drawer)
    with ThreadPoolExecutor(N_ASKED) as pool:
        asked = [pool.submit(pictures.of, "a", "甲.pdf", 1, bytes) for _ in range(N_ASKED)]
        drawer.begun.acquire()
        drawer.gate.set()
        assert {each.result().number for each in asked} == {1}
    assert drawer.drawn == [1]


def test_a_burst_of_pages_is_drawn_by_few_and_the_rest_is_told():
    drawer = Drawer(is_open=False)
    pictures = Pictures(draw=drawer, n_at_once=2, n_waiting=8)
    with ThreadPoolExecutor(N_ASKED) as pool:
        asked = [pool.submit(pictures.of, "a", "甲.pdf", n, bytes) for n in range(1, N_ASKED + 1)]
        refused = [*itertools.islice(as_completed(asked), N_ASKED - 8)]  # none of these was drawn
        drawer.gate.set()
        drawn = [each for each in asked if each.exception() is None]
    assert len(drawn) == 8
    assert not set(drawn) & set(refused)
    assert drawer.most <= 2
    with pytest.raises(RefusedRequestError, match="too many pages are being drawn") as told:
        raise refused[0].exception() or AssertionError
    assert told.value.status == 503
    assert pictures.of("a", "甲.pdf", 77, bytes).number == 77


def test_what_is_kept_is_bounded_and_what_was_asked_last_stays():
    drawer = Drawer()
    pictures = Pictures(draw=drawer, n_bytes=30)  # three of them
    for number in (1, 2, 3, 1, 4, 1, 2):
        pictures.of("a", "甲.pdf", number, bytes)
    assert drawer.drawn == [1, 2, 3, 4, 2]


def test_a_page_that_cannot_be_drawn_is_told_and_not_tried_again_at_once():
    drawer = Drawer()
    pictures = Pictures(draw=drawer)
    for _ in range(3):
        with pytest.raises(CorpusError, match=r"^page 404 of 甲\.pdf cannot be drawn$"):
            pictures.of("a", "甲.pdf", 404, bytes)
    assert drawer.drawn == [404]


def test_who_waits_is_let_go_when_the_server_ends():
    drawer = Drawer(is_open=False)
    pictures = Pictures(draw=drawer)
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(pictures.of, "a", "甲.pdf", n, bytes) for n in (1, 2)]
        for _ in asked:
            drawer.begun.acquire()
        pictures.close()
        for each in asked:
            with pytest.raises(RefusedRequestError):
                each.result()
    with pytest.raises(RefusedRequestError):
        pictures.of("a", "甲.pdf", 3, bytes)
    drawer.gate.set()


def test_a_fault_is_raised_and_the_next_is_drawn():
    drawer = Drawer()
    pictures = Pictures(draw=drawer, n_at_once=1, n_waiting=1)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="a fault of the program"):
            pictures.of("a", "甲.pdf", 500, bytes)
    with pytest.raises(OSError, match="gone"):
        pictures.of("a", "甲.pdf", 1, _gone)
    assert pictures.of("a", "甲.pdf", 2, bytes).number == 2


def _gone() -> bytes:
    raise OSError("gone")
