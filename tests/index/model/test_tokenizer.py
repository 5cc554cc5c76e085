"""index.model.tokenizer: the tokens of the whole tokenizer, from the few pieces that a text needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.errors import IndexDamagedError
from index.model import tokenizer as vocabulary
from index.model.tokenizer import Vocabulary
from tests.support import tiny_models
from tests.support.folders import CORPUS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.model.onnx_encoder import ExportedEncoder

HOSTILE = (
    "",
    " ",
    "\n\t\r ",
    "\u3000",
    "\x00\x01\x1b[31m\x7f",
    "\u200b\u200d\ufeff\u202e",
    "<s>甲</s>乙<pad>丙<unk>丁",
    "<mask>",
    "甲 <mask> 乙<mask>",
    "</s></s></s>",
    "<s",
    "▁▁甲▁",
    "👩‍👩‍👧‍👦🇨🇳",
    "𠮷野家\U0010ffff",
    "ﬁ㎡①Ⅳ　１０３",
    "e\u0301\u0301\u0301",
    "Здравствуй, мир! שלום سلام हिन्दी ไทย",
    "ABC abc 1.25,3%",
    "甲乙丙丁" * 3000,
    "甲 " * 3000,
    "🎉" * 5000,
)

# Of the alphabet of the made tokenizer, what it does not know, and what is special to it.
texts = st.lists(
    st.one_of(
        st.text(alphabet="一丁丂七丄丅丆万丈三甲乙丙丁▁ \n1a，", max_size=12),
        st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6),
        st.sampled_from(["<s>", "</s>", "<pad>", "<unk>", "<", "s>", "甲乙丙丁"]),
    ),
    max_size=8,
).map("".join)


@pytest.fixture(scope="session")
def large() -> Tokenizer:
    return tiny_models.large_unigram()


@pytest.fixture(scope="session")
def large_folder(large: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    vocabulary.save(large, folder)
    return folder


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("characters")
    vocabulary.save(tiny_models.character_tokenizer(), folder)
    return folder


@pytest.fixture(scope="session")
def bundled_tokenizer(model_dir: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def check_same(folder: Path, whole: Tokenizer, texts: Sequence[str]) -> None:
    """Token for token, and place for place, what the whole tokenizer finds."""
    tokenizer, ids = Vocabulary(folder).tokenizer_for(texts)
    for text in texts:
        found, expected = tokenizer.encode(text), whole.encode(text)
        assert ids[found.ids].tolist() == expected.ids, text[:80]
        assert found.offsets == expected.offsets


class TestALargeVocabulary:
    def test_it_is_taken_apart(self, large_folder: Path, large: Tokenizer):
        assert large.get_vocab_size() > 32_768
        kept = json.loads((large_folder / "kept.json").read_text("utf-8"))
        assert len(kept["ids"]) <= 5  # special, unknown, and of the lowest score
        assert (large_folder / "tokenizer.json").stat().st_size < 10_000

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_hostile_texts(self, large_folder: Path, large: Tokenizer, text: str):
        check_same(large_folder, large, [text])

    def test_many_texts_at_once(self, large_folder: Path, large: Tokenizer):
        check_same(large_folder, large, HOSTILE)

    def test_no_text_at_all(self, large_folder: Path):
        tokenizer, ids = Vocabulary(large_folder).tokenizer_for([])
        assert ids[tokenizer.encode("").ids].tolist() == [0, 2]

    def test_a_pair(self, large_folder: Path, large: Tokenizer):
        pair = ("一丁丂七", "甲乙丙丁三 万丈")
        tokenizer, ids = Vocabulary(large_folder).tokenizer_for(pair)
        found, expected = tokenizer.encode(*pair), large.encode(*pair)
        assert ids[found.ids].tolist() == expected.ids
        assert found.sequence_ids == expected.sequence_ids

    def test_the_caller_may_cut_long_texts(self, large_folder: Path, large: Tokenizer):
        text = "一丁丂七丄丅丆万丈三" * 20
        tokenizer, ids = Vocabulary(large_folder).tokenizer_for([text])
        tokenizer.enable_truncation(16)
        found = ids[tokenizer.encode(text).ids].tolist()
        assert len(found) == 16
        assert found[:-1] == large.encode(text).ids[:15]

    def test_what_was_set_for_the_whole_one_is_not_kept(self, tmp_path: Path):
        whole = tiny_models.large_unigram()
        whole.enable_truncation(8)
        whole.enable_padding(length=32)
        vocabulary.save(whole, tmp_path)
        whole.no_truncation()
        whole.no_padding()
        check_same(tmp_path, whole, ["一丁丂七丄丅丆万丈三" * 3])

    def test_tokens_that_were_added_and_are_not_special(self, tmp_path: Path):
        whole = tiny_models.large_unigram(extra=["一丁丂", "<figure>"])
        vocabulary.save(whole, tmp_path)
        check_same(tmp_path, whole, ["七一丁丂七", "甲<figure>乙", "一丁 丂"])

    def test_one_tokenizer_knows_nothing_of_another(self, large_folder: Path, large: Tokenizer):
        pieces = Vocabulary(large_folder)
        first, first_ids = pieces.tokenizer_for(["一丁"])
        second, second_ids = pieces.tokenizer_for(["丂七"])
        assert first_ids[first.encode("一丁").ids].tolist() == large.encode("一丁").ids
        assert second_ids[second.encode("丂七").ids].tolist() == large.encode("丂七").ids
        assert first.get_vocab_size() < 20

    @pytest.mark.parametrize("name", ["tokenizer.json", "piece_hashes", "piece_text"])
    def test_a_missing_file(self, large_folder: Path, tmp_path: Path, name: str):
        self.copy(large_folder, tmp_path, name, None)
        with pytest.raises(OSError, match=name):
            Vocabulary(tmp_path)

    @pytest.mark.parametrize("data", [b"", b"{", b"{}", b"\xff"])
    def test_a_damaged_tokenizer(self, large_folder: Path, tmp_path: Path, data: bytes):
        self.copy(large_folder, tmp_path, "tokenizer.json", data)
        with pytest.raises(ValueError, match=r".+"):
            Vocabulary(tmp_path)

    @pytest.mark.parametrize("name", ["piece_hashes", "piece_ids", "piece_scores", "piece_ends"])
    def test_half_an_item(self, large_folder: Path, tmp_path: Path, name: str):
        self.copy(large_folder, tmp_path, name, b"123")
        with pytest.raises(IndexDamagedError, match=name):
            Vocabulary(tmp_path)

    def copy(self, folder: Path, target: Path, name: str, data: bytes | None) -> None:
        for file in folder.iterdir():
            if file.name != name:
                (target / file.name).symlink_to(file)
            elif data is not None:
                (target / name).write_bytes(data)


@given(texts=st.lists(texts, min_size=1, max_size=3))
def test_any_texts(large_folder: Path, large: Tokenizer, texts: list[str]):
    check_same(large_folder, large, texts)


class TestASmallVocabulary:
    def test_it_is_kept_whole(self, small_folder: Path):
        assert [file.name for file in small_folder.iterdir()] == ["tokenizer.json"]

    @pytest.mark.parametrize("text", ["2024年新建绿道31公里。", "[SEP] 市 [MASK]", "", "∎"])
    def test_same_tokens(self, small_folder: Path, text: str):
        check_same(small_folder, tiny_models.character_tokenizer(), [text])

    def test_ids_are_its_own(self, small_folder: Path):
        _, ids = Vocabulary(small_folder).tokenizer_for(["年"])
        assert ids.tolist() == list(range(len(ids)))

    def test_callers_do_not_disturb_each_other(self, small_folder: Path):
        pieces = Vocabulary(small_folder)
        cut, _ = pieces.tokenizer_for(["年"])
        cut.enable_truncation(3)
        whole, _ = pieces.tokenizer_for(["年"])
        assert len(whole.encode("年月日").ids) == 5


def test_a_large_one_of_another_make_is_kept_whole(tmp_path: Path):
    whole = tiny_models.large_unigram()
    whole.post_processor = None
    vocabulary.save(whole, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["tokenizer.json"]
    check_same(tmp_path, whole, ["一丁丂七"])


@pytest.mark.model
class TestTheBundledModel:
    def test_the_seed_report_line_by_line_and_as_a_whole(
        self, encoder: ExportedEncoder, bundled_tokenizer: Tokenizer
    ):
        text = next(CORPUS.iterdir()).read_text("utf-8")
        check_same(encoder.folder, bundled_tokenizer, text.splitlines())
        check_same(encoder.folder, bundled_tokenizer, [text])

    def test_hostile_texts(self, encoder: ExportedEncoder, bundled_tokenizer: Tokenizer):
        check_same(encoder.folder, bundled_tokenizer, HOSTILE)

    def test_any_piece_of_the_vocabulary(
        self, encoder: ExportedEncoder, bundled_tokenizer: Tokenizer
    ):
        chosen = np.random.default_rng(5).choice(
            bundled_tokenizer.get_vocab_size(), 500, replace=False
        )
        check_same(
            encoder.folder,
            bundled_tokenizer,
            [str(bundled_tokenizer.id_to_token(int(id_))) for id_ in chosen],
        )

    def test_any_text(self, encoder: ExportedEncoder, bundled_tokenizer: Tokenizer):
        @given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
        def check(text: str) -> None:
            check_same(encoder.folder, bundled_tokenizer, [text])

        check()
