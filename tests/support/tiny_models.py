"""Sentence-transformers models of random weights, made in a second: for tests of their handling."""

from __future__ import annotations

import dataclasses
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram, WordPiece

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CHARACTERS = "年月日全市区县地生产总值增长同比公里亩吨家企业绿道种茶养鱼多少新建成了个目标计划0123456789.%，。？"
SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
NAMES = ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")


def character_tokenizer() -> Tokenizer:
    """A WordPiece tokenizer that cuts Chinese into characters, as BERT does."""
    vocabulary = {token: id_ for id_, token in enumerate([*SPECIALS, *CHARACTERS])}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token=SPECIALS[1]))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B [SEP]",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens([*SPECIALS])
    return tokenizer


def large_unigram(extra: Sequence[str] = ()) -> Tokenizer:
    """A Unigram tokenizer of more pieces than are kept whole, cut as multilingual-e5's is.

    ``extra`` are tokens that are added and not special.
    """
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    # All pairs of these, which is what makes it large, beside the single characters.
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 190)]
    chance = np.random.default_rng(3)
    pieces = ["▁", *signs, *(a + b for a in signs for b in signs), "▁甲", "甲乙丙丁"]
    scores = -chance.integers(1, 4000, len(pieces)) / 256  # exact as float64
    vocabulary = [(token, 0.0) for token in specials]
    vocabulary += [(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.add_special_tokens(specials)
    tokenizer.add_tokens([*extra])
    return tokenizer


def save(folder: Path, *, width: int = 32, seed: int = 0, module: Any = None) -> Path:
    """Write a BERT of one layer, its mean pooled, with prompts of its own.

    Args:
        folder: where to; made new.
        width: of the layer; from 256 on its matrices are worth packing.
        seed: of its weights.
        module: one more to put behind.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(seed)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=character_tokenizer(),
        **dict(zip(NAMES, SPECIALS, strict=True)),
        model_max_length=64,
    )
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=width,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=width,
        max_position_embeddings=64,
    )
    bare = folder.with_name(f"{folder.name} bare")
    BertModel(config).save_pretrained(bare)
    tokenizer.save_pretrained(bare)
    transformer = Transformer(str(bare), max_seq_length=64)
    modules = [transformer, Pooling(width), *([module] if module is not None else [])]
    prompts = {"query": "多少 ", "document": "年 "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    shutil.rmtree(bare)
    return folder


def counting_encoder(folder: Path, *, seed: int = 0) -> Path:
    """Write the files of an exported encoder that needed no model: a text is its characters' mean.

    Args:
        folder: where to; made new.
        seed: of the characters' vectors, of 32 numbers each.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    from index.model import onnx_encoder
    from index.model import tokenizer as vocabulary
    from index.model.encoder import similarities_of_unrelated_texts

    folder.mkdir(parents=True)
    tokenizer = character_tokenizer()
    vocabulary.save(tokenizer, folder)
    chance = np.random.default_rng(seed)
    table = chance.normal(size=(tokenizer.get_vocab_size(), 32)).astype(np.float32)
    (folder / "weights.safetensors").write_bytes(table.tobytes())
    weights = TensorProto(
        name="table", dims=table.shape, data_type=1, data_location=TensorProto.EXTERNAL
    )
    place = {"location": "weights.safetensors", "offset": 0, "length": table.nbytes}
    for key, value in place.items():
        weights.external_data.add(key=key, value=str(value))
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["each"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["each", "column"], ["known"]),
        helper.make_node("ReduceSum", ["known", "middle"], ["sum"], keepdims=0),
        helper.make_node("LpNormalization", ["sum"], ["embedding"], axis=1, p=2),
    ]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "longest"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", 32])
    axes = [
        numpy_helper.from_array(np.array([axis]), name)
        for axis, name in ((-1, "last"), (1, "middle"))
    ]
    graph = helper.make_graph(nodes, "counting", inputs, [output], [weights, *axes])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, folder / onnx_encoder.GRAPH)
    about = onnx_encoder.Description(
        format_version=onnx_encoder.FORMAT_VERSION,
        fingerprint=f"counting {seed}",
        dimension=32,
        max_tokens=64,
        question_prompt="多少 ",
        passage_prompt="年 ",
        inputs=("input_ids", "attention_mask"),
        weights="0" * 64,
        similarity_mean=0.0,
        similarity_deviation=0.0,
    )
    about.save(folder)
    mean, deviation = similarities_of_unrelated_texts(onnx_encoder.ExportedEncoder(folder, name=""))
    dataclasses.replace(about, similarity_mean=mean, similarity_deviation=deviation).save(folder)
    return folder
