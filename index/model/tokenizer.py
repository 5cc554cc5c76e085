"""A model's tokenizer without its whole vocabulary in memory.

multilingual-e5-small knows 250,002 pieces, most of them of scripts that a question will not meet;
reading them took half a second and 290 MB before the first word was cut. A text can only be cut
into pieces that stand in it. So the pieces lie in arrays that are mapped, those that stand in the
texts at hand are looked up, and the tokenizers library cuts with these alone: the same tokens.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from index.model import tokenizer_check
from index.platform import arrays, regular_files, shortage
from index.platform.string_lookup import StringLookup, ordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_LONGEST = 512  # characters of a piece that is looked for
_SMALL = 32_768  # pieces that are read in 50 ms: not worth a table
_DTYPES = {
    "hashes": np.uint64,  # of all pieces, ascending
    "ids": np.int64,  # the piece of each hash
    "scores": np.float64,  # of the pieces, by id
    "ends": np.int64,  # of the pieces in ``text``, by id
    "text": np.uint8,  # all pieces, one after the other, in UTF-8
}


class Vocabulary:
    """Makes tokenizers for the texts at hand, from the files that ``save`` wrote.

    Raises:
        OSError: a file is missing.
        IndexDamagedError, ValueError: a file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        text = regular_files.read_text(folder / "tokenizer.json")
        tokenizer_check.check(text)
        try:
            self._tokenizer = Tokenizer.from_str(text)
        except Exception as error:  # the library raises no narrower one
            shortage.check(error)
            raise ValueError(f"tokenizer.json is damaged: {error}") from error
        added = self._tokenizer.get_added_tokens_decoder()
        self._specials = [token for token in added.values() if token.special]
        self._is_whole = not (folder / "kept.json").exists()
        if self._is_whole:
            self._kept = np.arange(self._tokenizer.get_vocab_size(), dtype=np.int64)
            return
        kept = json.loads(regular_files.read_text(folder / "kept.json"))
        self._kept = np.array(kept["ids"], np.int64)
        self._unknown = int(kept["unknown"])
        self._pieces = [(str(piece), float(score)) for piece, score in kept["pieces"]]
        hashes, self._ids, self._scores, self._ends, self._text = (
            arrays.load(folder / f"piece_{name}", dtype) for name, dtype in _DTYPES.items()
        )
        self._substrings = StringLookup(hashes, min(int(kept["longest"]), _LONGEST))

    def tokenizer_for(self, texts: Sequence[str]) -> tuple[Tokenizer, NDArray[np.int64]]:
        """A tokenizer that cuts these texts as the model wants, and the model's ids of its own.

        It adds what stands before and behind a text, and cuts nothing off; what else it is to
        do, the caller may set.
        """
        if self._is_whole:
            return Tokenizer.from_str(self._tokenizer.to_str()), self._kept
        places = self._substrings.places_in(self._words(texts))
        new = set(self._ids[places].tolist()).difference(self._kept.tolist())
        found = np.array(sorted(new), np.int64)
        tokenizer = Tokenizer(
            Unigram([*self._pieces, *self._pieces_of(found)], unk_id=self._unknown)
        )
        tokenizer.normalizer = self._tokenizer.normalizer
        tokenizer.pre_tokenizer = self._tokenizer.pre_tokenizer
        tokenizer.post_processor = self._tokenizer.post_processor
        tokenizer.add_special_tokens(self._specials)
        return tokenizer, np.concatenate((self._kept, found))

    def _words(self, texts: Sequence[str]) -> str:
        """All that pieces are sought in: the texts as they are just before they are cut."""
        parts = [part for text in texts for part in self._between_specials(text)]
        normalizer, pre_tokenizer = self._tokenizer.normalizer, self._tokenizer.pre_tokenizer
        if normalizer is not None:
            parts = [normalizer.normalize_str(part) for part in parts]
        if pre_tokenizer is not None:
            parts = ["".join(w for w, _ in pre_tokenizer.pre_tokenize_str(part)) for part in parts]
        return "\n".join(parts)

    def _between_specials(self, text: str) -> list[str]:
        """What of a text is cut into pieces: a special token that is written in it is whole."""
        contents = [token.content for token in self._specials if token.content in text]
        return re.split("|".join(map(re.escape, contents)), text) if contents else [text]

    def _pieces_of(self, ids: NDArray[np.int64]) -> Iterator[tuple[str, float]]:
        """Some pieces with their scores."""
        starts = np.where(ids, self._ends[ids - 1], 0)
        spans = zip(starts.tolist(), self._ends[ids].tolist(), strict=True)
        scores = self._scores[ids].tolist()
        text = self._text.data
        for (start, end), score in zip(spans, scores, strict=True):
            yield str(text[start:end], "utf-8"), score


def save(tokenizer: Tokenizer, folder: Path) -> None:
    """Write a tokenizer for ``Vocabulary``: whole where it is small, else its pieces apart."""
    fields = json.loads(tokenizer.to_str())
    fields["truncation"] = fields["padding"] = None
    if _can_be_cut(fields):
        for name, values in _table(fields["model"]["vocab"]).items():
            arrays.save(folder / f"piece_{name}", values.astype(_DTYPES[name]))
        _write(folder / "kept.json", _take_out(fields))
    _write(folder / "tokenizer.json", fields)


def _can_be_cut(fields: Mapping[str, Any]) -> bool:
    model, after, added = fields["model"], fields["post_processor"], fields["added_tokens"]
    return (
        model["type"] == "Unigram"
        and model["unk_id"] is not None
        and not model.get("byte_fallback")
        and len(model["vocab"]) > _SMALL
        and after is not None
        and after["type"] == "TemplateProcessing"
        # Special ones are cut out before anything else; of others, more would have to be known.
        and all(token["special"] and not token["normalized"] for token in added)
    )


def _take_out(fields: dict[str, Any]) -> dict[str, Any]:
    """Take the pieces out of a tokenizer's fields, but for those that every text needs.

    These are the special tokens, the unknown, and the piece of the lowest score, by which the
    library reckons what an unknown character costs.
    """
    vocabulary = fields["model"]["vocab"]
    unknown, added = fields["model"]["unk_id"], fields["added_tokens"]
    lowest = min(range(len(vocabulary)), key=lambda id_: vocabulary[id_][1])
    contents = {token["id"]: (token["content"], 0.0) for token in added}
    ids = sorted({unknown, lowest, *contents})
    pieces = [vocabulary[id_] if id_ < len(vocabulary) else contents[id_] for id_ in ids]
    place = {id_: at for at, id_ in enumerate(ids)}
    for token in added:
        token["id"] = place[token["id"]]
    for special in fields["post_processor"]["special_tokens"].values():
        special["ids"] = [place[id_] for id_ in special["ids"]]
    fields["model"] |= {"vocab": pieces, "unk_id": place[unknown]}
    longest = max(len(piece) for piece, _ in vocabulary)
    return {"ids": ids, "unknown": place[unknown], "longest": longest, "pieces": pieces}


def _table(vocabulary: Sequence[tuple[str, float]]) -> dict[str, NDArray[Any]]:
    encoded = [piece.encode("utf-8") for piece, _ in vocabulary]
    hashes, order = ordered([piece for piece, _ in vocabulary])
    return {
        "hashes": hashes,
        "ids": order,
        "scores": np.array([score for _, score in vocabulary]),
        "ends": np.cumsum([len(piece) for piece in encoded]),
        "text": np.frombuffer(b"".join(encoded), np.uint8),
    }


def _write(file: Path, fields: dict[str, Any]) -> None:
    file.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8", newline="\n")
