"""index.language.text: bytes to text in every encoding, folding with offsets, terminal-safe text."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.errors import CorpusError
from index.language.text import decode, fold, visible

SIMPLIFIED = (
    "2024年云溪市政府工作报告\n各位代表:现在,我代表市人民政府向大会报告工作。"
    "全年地区生产总值增长5.5%,“放管服”改革深入推进。\n"
)
TRADITIONAL = (
    "臺北市政府工作報告\n去年本市經濟穩定成長,完成道路改善工程,發展綠色運輸,"
    "照顧長者與兒童,推動國際文化交流。\n"
)
PHRASES = (
    "全市上下", "迎难而上", "地区生产总值", "增长5.5%", "——", "“十四五”", "规上工业", "2023年",
    "新增企业48家", "、", "。", ",", "接待游客310万人次", "\n", "(一)", "持续改善", "《规划》", "①",
)  # fmt: skip

# Long enough to be told from noise, as every report is.
chinese = (
    st.lists(st.sampled_from(PHRASES), min_size=12).filter(lambda p: len(set(p)) > 6).map("".join)
)


def has_controls(text: str) -> bool:
    return any(ord(c) < 32 and c not in "\t\n\r\x0b\x0c\x1a\x1c\x1d\x1e" for c in text)


with_mark = st.text(min_size=1).filter(
    lambda text: text.strip() and not has_controls(text) and not text.startswith("\ufeff")
)


def lines(text: str) -> str:
    """A text with the line ends that decode leaves: line feeds."""
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "gb18030",
        "gbk",
        "gb2312",
        "utf-16-le",
        "utf-16-be",
        "utf-16",
        "utf-32",
    ],
)
def test_simplified_chinese_is_read_in_every_encoding(encoding: str):
    text = SIMPLIFIED if encoding != "gb2312" else SIMPLIFIED.replace("——", "")
    assert decode(text.encode(encoding), "报告.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "big5"])
def test_traditional_chinese_is_read_too(encoding: str):
    assert decode(TRADITIONAL.encode(encoding), "報告.txt") == TRADITIONAL


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_settles_the_encoding_and_is_no_text(mark: bytes, encoding: str):
    assert decode(mark + "区".encode(encoding), "报告.txt") == "区"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@given(text=with_mark)
def test_any_text_with_a_byte_order_mark_comes_back(mark: bytes, encoding: str, text: str):
    assert decode(mark + text.encode(encoding), "报告.txt") == lines(text)


@given(text=with_mark)
def test_any_text_in_utf_8_comes_back(text: str):
    assert decode(text.encode(), "报告.txt") == lines(text)


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16-le", "utf-16-be"])
@given(text=chinese)
def test_chinese_without_a_mark_comes_back(encoding: str, text: str):
    assert decode(text.encode(encoding), "报告.txt") == text


@given(text=st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1))
def test_ascii_comes_back(text: str):
    if text.strip():
        assert decode(text.encode(), "report.txt") == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_line_feed(end: str):
    assert decode(f"上{end}下".encode(), "报告.txt") == "上\n下"


def test_a_pair_of_line_ends_is_two_only_where_it_is_two():
    assert decode("上\r\n\r\n下".encode(), "报告.txt") == "上\n\n下"
    assert decode("上\n\r下".encode(), "报告.txt") == "上\n\n下"


def test_tabs_and_the_old_end_of_file_stay():
    assert decode("上\t下\x1a".encode(), "报告.txt") == "上\t下\x1a"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\r\n",
        codecs.BOM_UTF8,
        codecs.BOM_UTF16_LE,
        "\u3000\n".encode(),
        "\u2028".encode(),
    ],
)
def test_an_empty_file_is_told_by_name(data: bytes):
    with pytest.raises(CorpusError, match=r"^子/空\.txt is empty: delete it, or save the report"):
        decode(data, "子/空.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x04\x00\x00\x00\x03\x00\x08\x06\x00\x00\x00",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdf\xa4\xd2\x6c\x5a\x01\x00\x00",
        bytes(range(256)),
        b"\x00" * 64,
        "正文\x00正文".encode(),
        "正文\x08正文".encode(),
        codecs.BOM_UTF16_LE + "a\x01".encode("utf-16-le"),
    ],
    ids=["png", "zip", "all bytes", "zeros", "a nul", "a control", "a control in utf-16"],
)
def test_a_binary_file_is_told_by_name(data: bytes):
    with pytest.raises(
        CorpusError, match=r"^图\.txt is binary, not text: save the report as \.txt"
    ):
        decode(data, "图.txt")


def test_broken_utf_8_is_told_with_the_place():
    head = "经济稳步回升。".encode()
    with pytest.raises(
        CorpusError,
        match=rf"^乱\.txt is in no known encoding \(UTF-8 breaks at byte {len(head)}; "
        r"GB18030, UTF-16, Big5 do not fit\): save it again as UTF-8$",
    ):
        decode(head + b"\xff\xfe\xff" + head, "乱.txt")


def test_a_broken_marked_file_is_told_with_the_place():
    data = codecs.BOM_UTF16_LE + "报告".encode("utf-16-le") + b"\x00"
    with pytest.raises(
        CorpusError, match=r"^乱\.txt is in no known encoding .*utf-16-le breaks at byte 4"
    ):
        decode(data, "乱.txt")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("euc-jp", "これは日本語の文章です。ひらがなとカタカナが多いので、中国語ではありません。"),
        ("koi8-r", "Это доклад на русском языке и больше ничего."),
        (
            "iso-8859-1",
            "Über die Lage der Städte, für Bürger und Behörden, größtenteils öffentlich.",
        ),
    ],
)
def test_what_reads_as_no_plausible_chinese_is_refused(encoding: str, text: str):
    with pytest.raises(CorpusError, match=r"^外文\.txt is in no known encoding"):
        decode(text.encode(encoding), "外文.txt")


def test_much_ascii_makes_no_wrong_table_plausible():
    data = b"GDP 5.5, CPI 0.8, PMI 50.1. " * 9 + "经济稳步回升,改革深入推进。".encode() + b"\xff"
    with pytest.raises(CorpusError, match=r"UTF-8 breaks at byte \d+; GB18030"):
        decode(data, "表.txt")
    assert "经济" in decode(b"GDP 5.5. " * 9 + "经济回升".encode("gbk"), "表.txt")


@given(data=st.binary())
@example(data=b"\xff\xfe\x00\xd8")
def test_any_bytes_are_a_text_or_one_clear_error(data: bytes):
    try:
        text = decode(data, "某.txt")
    except CorpusError as error:
        assert str(error).startswith("某.txt is ")  # noqa: PT017 - either outcome is right
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert text.strip()
        assert text == lines(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０２４年", "2024年"),
        ("ＧＤＰ增长１．０％", "gdp增长1.0%"),
        ("PM2.5", "pm2.5"),
        ("12.8万㎡", "12.8万m2"),
        ("（一）", "(一)"),
        ("臺灣經濟發展", "台湾经济发展"),
        ("航運類企業達到383家", "航运类企业达到383家"),
        ("政府\u200b工作\ufeff报告", "政府工作报告"),
        ("\u202e报告\u2066", "报告"),
        ("☎\ufe0f", "☎"),
        ("①", "1"),
        ("⼯作", "工作"),
        ("报\ud83d告", "报\ufffd告"),  # half a character, from a terminal
        ("", ""),
    ],
)
def test_fold(text: str, folded: str):
    assert fold(text).text == folded


def test_a_phrase_decides_which_simplified_form_is_meant():
    assert fold("乾燥").text == "干燥"
    assert fold("乾坤").text == "乾坤"


def test_a_phrase_of_another_length_is_simplified_character_by_character(
    monkeypatch: pytest.MonkeyPatch,
):
    """OpenCC 1.4 has none for ``t2s``; offsets must hold should another version have one."""

    class Converter:
        def convert(self, text: str) -> str:
            return (
                text.replace("\ue001\ue002", "长短句")
                .replace("\ue001", "长")
                .replace("\ue003", "两字")
            )

    monkeypatch.setattr("index.language.text._to_simplified", Converter)
    folded = fold("甲\ue001\ue002\ue003乙")
    assert folded.text == "甲长\ue002\ue003乙"
    assert list(folded.origins) == [0, 1, 2, 3, 4]


def test_a_folded_span_is_found_again_where_it_was_written():
    text = "达到１２.８万㎡,增\u200b长"
    folded = fold(text)
    assert folded.text == "达到12.8万m2,增长"
    at = folded.text.index("12.8")
    assert folded.original(at, at + 4) == (2, 2 + 4)
    at = folded.text.index("m2")
    assert folded.original(at, at + 2) == (7, 8)  # both characters come from one
    assert folded.original(at, at + 1) == (7, 8)
    at = folded.text.index("增长")
    assert folded.original(at, at + 2) == (9, 12)  # the invisible one between them belongs to it


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 1), (2, 1), (-1, 1), (0, 3)])
def test_a_span_outside_of_the_folded_text_is_refused(start: int, end: int):
    with pytest.raises(ValueError, match=rf"no span {start}\.\.{end} in 2 characters"):
        fold("报告").original(start, end)


# Characters of all kinds; those that OpenCC turns by the phrase they stand in are left to the test
# above, since a part of such a phrase need not fold as the whole does.
KINDS = "报告经济增长报告臺灣發展ＡＢＣａ１２３％（）㎡①⼯\u200b\ufeff\u202eİﬁé́½ PM2.5%\n\t"


@given(st.text(alphabet=KINDS), st.data())
def test_every_folded_span_comes_from_a_span_that_folds_to_it(text: str, data: st.DataObject):
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.original(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.text[start:end] in fold(text[first:last]).text


@given(st.text())
@example("\x00报告\x00")
@example("ﷺ报告")
@example("𠮷野家𝟚𝟘𝟚𝟜")
def test_folding_keeps_one_origin_for_each_character_in_order(text: str):
    folded = fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    for character, origin in zip(folded.text, folded.origins, strict=True):
        if character.isascii():  # OpenCC leaves these as they are
            assert character in unicodedata.normalize("NFKC", text[origin]).lower()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_folding_twice_changes_no_length(text: str):
    once = fold(text).text
    assert len(fold(once).text) <= len(once)


@given(st.text())
def test_what_is_visible_moves_no_cursor(text: str):
    shown = visible(text)
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cf"} for c in shown)


def test_visible():
    assert visible("报告\n第二行") == "报告\n第二行"
    assert visible("a\x1b[31m\u202eb\t") == "a<U+001B>[31m<U+202E>b<U+0009>"


def test_a_name_set_apart_is_found():
    folded = fold("区长 戴　雷 AI 算力")
    assert folded.text == "区长戴雷 ai 算力"
    start = folded.text.index("戴雷")
    assert folded.original(start, start + 2) == (3, 6)
