"""index.reading.formats.layout: a page drawn, and the boxes of words on it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from index.errors import CorpusError
from index.reading.formats import pdf
from index.reading.formats.layout import document, page_image
from index.reading.formats.layout.drawing import MAX_SIDE, draw
from index.reading.formats.layout.word_boxes import boxes
from tests.support.files import pdf_pages
from tests.support.files.pdf_pages import (
    HEIGHT,
    LEFT,
    N_COLUMNS,
    SIZE,
    STEP,
    TOP,
    WIDTH,
    column,
    set_lines,
)

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract
    from index.reading.formats.layout.page_image import Box, PageImage

FIRST = "过去一年，全县上下迎难而上，经济稳步回升，地区生产总值增长百分之六，规模以上工业增加值增长百分之七。"
SECOND = "我们坚持把发展经济的着力点放在实体经济上，新引进企业四十八家，技改投资增长百分之十二。"
THIRD = (
    "新建绿道三十一公里，新增就业一万二千人，城乡面貌明显改善，群众生活持续改善，平安建设扎实推进。"
)


def turned(data: bytes, degrees: int = 0, crop: tuple[int, int, int, int] | None = None) -> bytes:
    """A PDF whose first page is shown turned, or only in part."""
    with pypdfium2.PdfDocument(data) as opened:
        page = opened[0]
        page.set_rotation(degrees)
        if crop:
            page.set_cropbox(*crop)
        file = io.BytesIO()
        opened.save(file)
    return file.getvalue()


def on_page(extract: Extract, number: int) -> tuple[int, str]:
    """Where the text of a page begins, and the text."""
    edges = [*extract.pages, len(extract.text)]
    return edges[number - 1], extract.text[edges[number - 1] : edges[number]]


def found(data: bytes, words: str, number: int = 1) -> tuple[Box, ...]:
    """The boxes of words of a page, as far as they stand on it."""
    extract = document.read(data, "甲.pdf")
    first, text = on_page(extract, number)
    start = extract.text.index(words) - first
    return boxes(
        draw(data, "甲.pdf", number), text, max(start, 0), min(start + len(words), len(text))
    )


def in_points(box: Box) -> tuple[float, float]:
    """The left and the right edge of a box."""
    return box.left * WIDTH, (box.left + box.width) * WIDTH


def is_at(box: Box, left: float, baseline: float, n_chars: int) -> bool:
    """Whether a box is around so many characters that stand there."""
    bottom = HEIGHT - (box.top + box.height) * HEIGHT
    top = HEIGHT - box.top * HEIGHT
    return (
        in_points(box) == pytest.approx((left, left + n_chars * SIZE), abs=1)
        and bottom <= baseline <= bottom + SIZE / 2
        and baseline + SIZE / 2 < top < baseline + STEP
    )


def ink(image: PageImage, box: Box) -> tuple[int, int]:
    """The darkest of a picture inside a box, and in a small margin around it."""
    picture = Image.open(io.BytesIO(image.data)).convert("L")
    left, top = round(box.left * image.width), round(box.top * image.height)
    right, bottom = left + round(box.width * image.width), top + round(box.height * image.height)
    inside = picture.crop((left, top, right, bottom))
    above = picture.crop((left, top - 8, right, top - 2))
    return min(inside.tobytes()), min(above.tobytes())


def test_a_box_is_around_just_the_words():
    data = pdf_pages.pdf([[(LEFT, TOP, "全县新建绿道三十一公里。")]])
    (box,) = found(data, "三十一公里")
    assert is_at(box, LEFT + 6 * SIZE, TOP, 5)
    darkest, above = ink(draw(data, "甲.pdf", 1), box)
    assert darkest < 80
    assert above > 240


def test_a_paragraph_has_a_box_a_line():
    lines = set_lines([FIRST, SECOND])
    data = pdf_pages.pdf([column(lines)])
    whole = found(data, SECOND)
    assert len(whole) == len(set_lines([SECOND])) == 2
    assert is_at(whole[0], LEFT + 2 * SIZE, TOP - 2 * STEP, N_COLUMNS - 2)
    assert is_at(whole[1], LEFT, TOP - 3 * STEP, len(SECOND) - N_COLUMNS + 2)


def test_words_over_a_lines_end_have_two_boxes():
    data = pdf_pages.pdf([column(set_lines([FIRST, SECOND]))])
    at = N_COLUMNS - 2
    first, second = found(data, SECOND[at - 3 : at + 4])
    assert is_at(first, LEFT + (N_COLUMNS - 3) * SIZE, TOP - 2 * STEP, 3)
    assert is_at(second, LEFT, TOP - 3 * STEP, 4)


def test_words_over_a_pages_end_have_boxes_on_both():
    lines = set_lines([FIRST, SECOND])
    data = pdf_pages.pdf([column(lines[:3]), column(lines[3:])])
    words = SECOND[N_COLUMNS - 2 - 4 : N_COLUMNS - 2 + 5]
    (first,) = found(data, words, 1)
    (second,) = found(data, words, 2)
    assert is_at(first, LEFT + (N_COLUMNS - 4) * SIZE, TOP - 2 * STEP, 4)
    assert is_at(second, LEFT, TOP, 5)


def test_two_columns_are_two_columns():
    width, right = 13, LEFT + 15 * SIZE
    paragraphs = [FIRST, SECOND, THIRD]
    sides = [
        column(set_lines(paragraphs, width=width), left=LEFT),
        column(set_lines([THIRD[::-1], *paragraphs[::-1]], width=width), left=right),
    ]
    data = pdf_pages.pdf([[*sides[0], *sides[1]]])
    lines = set_lines([THIRD[::-1]], width=width)
    row = 1
    (box,) = found(data, lines[row][1][2:6])
    assert is_at(box, right + 2 * SIZE, TOP - row * STEP, 4)


def test_of_equal_words_the_ones_are_boxed_that_are_meant():
    paragraphs = [
        "甲县增长百分之六，全年平稳。",
        "乙县增长百分之六，全年平稳。",
        "丙县增长百分之六，全年平稳。",
    ]
    data = pdf_pages.pdf([column(set_lines(paragraphs))])
    text = document.read(data, "甲.pdf").text
    image = draw(data, "甲.pdf", 1)
    for row in range(3):
        start = text.index("百分之六", text.index("甲乙丙"[row]))
        (box,) = boxes(image, text, start, start + 4)
        assert is_at(box, LEFT + 6 * SIZE, TOP - row * STEP, 4)


def test_furniture_between_the_words_is_not_boxed():
    lines = set_lines([FIRST, SECOND, THIRD])
    head = (LEFT, 810, "县人民政府文件")
    pages = [[head, *column(lines[i : i + 2]), (290, 30, f"— {i} —")] for i in (0, 2, 4)]
    data = pdf_pages.pdf(pages)
    assert "县人民政府文件" in document.read(data, "甲.pdf").text.split("\n", 3)[-1]
    assert len(found(data, FIRST, 1)) == 2
    (box,) = found(data, "新建绿道", 3)
    assert is_at(box, LEFT + 2 * SIZE, TOP, 4)


def test_full_width_letters_and_blanks_are_found():
    data = pdf_pages.pdf([[(LEFT, TOP, "二〇三〇年　增长１．３％，ＰＰＰ 达到一百亿元。")]])
    for words, first in (("１．３％", 8), ("ＰＰＰ", 13)):
        (box,) = found(data, words)
        assert is_at(box, LEFT + first * SIZE, TOP, len(words))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_turned_is_boxed_as_it_is_shown(degrees: int):
    plain = pdf_pages.pdf([[(LEFT, TOP, "全县新建绿道三十一公里。")]])
    data = turned(plain, degrees)
    image = draw(data, "甲.pdf", 1)
    assert (image.width > image.height) == (degrees in {90, 270})
    (box,) = boxes(image, image.characters, 0, len(image.characters))
    darkest, _ = ink(image, box)
    assert darkest < 80
    (upright,) = found(plain, "全县新建绿道三十一公里。")
    lying = degrees in {90, 270}
    assert (box.height * image.height if lying else box.width * image.width) == pytest.approx(
        upright.width * draw(plain, "甲.pdf", 1).width, rel=0.02
    )


@pytest.mark.parametrize("to_the_left", [True, False])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_that_is_set_on_its_side_is_read_and_boxed(degrees: int, *, to_the_left: bool):
    texts = column(set_lines([FIRST, SECOND]), top=480)
    data = turned(pdf_pages.lying(texts, to_the_left=to_the_left), degrees)
    assert document.read(data, "甲.pdf").text.split("\n") == [FIRST, SECOND]
    image = draw(data, "甲.pdf", 1)
    (box,) = found(data, "地区生产总值"[:4])
    width, height = box.width * image.width, box.height * image.height
    is_lying = degrees in {0, 180}
    assert (height > 3 * width) == is_lying
    assert (width > 3 * height) != is_lying
    darkest, _ = ink(image, box)
    assert darkest < 80


def test_a_page_of_which_a_part_is_shown_is_boxed_in_that_part():
    data = turned(
        pdf_pages.pdf([[(LEFT, TOP, "全县新建绿道三十一公里。")]]), crop=(50, 600, 450, 842)
    )
    (box,) = found(data, "三十一公里")
    left = (LEFT + 6 * SIZE - 50) / 400
    assert (box.left, box.width) == pytest.approx((left, 5 * SIZE / 400), abs=0.005)
    assert ink(draw(data, "甲.pdf", 1), box)[0] < 80


def test_a_scan_is_drawn_and_nothing_is_boxed():
    image = draw(pdf_pages.pdf([[], []]), "甲.pdf", 2)
    assert (image.n_pages, image.characters, image.lines) == (2, "", ())
    assert boxes(image, "绿道三十一公里", 0, 4) == ()


def test_what_stands_on_no_page_is_not_boxed():
    data = pdf_pages.pdf([[(LEFT, TOP, "全县新建绿道三十一公里。")]])
    image = draw(data, "甲.pdf", 1)
    assert boxes(image, "另一份报告的一句话，不在这里。", 0, 15) == ()
    assert boxes(image, "全县新建绿道。", 3, 3) == ()


@pytest.mark.parametrize("size", [(20_000, 20_000), (14_400, 3), (3, 14_400), (1, 1)])
def test_a_picture_is_of_bounded_size(size: tuple[int, int]):
    with pypdfium2.PdfDocument.new() as made:
        made.new_page(*size)
        file = io.BytesIO()
        made.save(file)
    image = draw(file.getvalue(), "甲.pdf", 1)
    assert max(image.width, image.height) <= MAX_SIDE
    assert min(image.width, image.height) >= 1


@pytest.mark.parametrize("number", [0, -1, 2, 3000])
def test_there_is_no_such_page(number: int):
    with pytest.raises(CorpusError, match=rf"^甲\.pdf has no page {number}: it has 1$"):
        draw(pdf_pages.pdf([[(LEFT, TOP, "全县。")]]), "甲.pdf", number)


def test_a_page_is_drawn_apart_and_comes_back_whole():
    data = pdf_pages.pdf([column(set_lines([FIRST, SECOND]))])
    assert pdf.draw(data, "甲.pdf", 1) == draw(data, "甲.pdf", 1)


def test_what_is_no_page_is_refused():
    image = draw(pdf_pages.pdf([[(LEFT, TOP, "全县。")]]), "甲.pdf", 1)
    written = page_image.dumps(image)
    assert page_image.loads(written) == image
    for broken in (b"", b"{}\n", written.replace(b'"edges": [', b'"edges": [70000, ')):
        with pytest.raises((ValueError, KeyError, OverflowError)):
            page_image.loads(broken)
