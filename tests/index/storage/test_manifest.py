"""index.storage.manifest: what is written is read, under the name that it gives."""

from __future__ import annotations

import dataclasses

import pytest

from index.errors import IndexDamagedError
from index.storage import manifest
from index.types import Manifest, PublishedFile

MANIFEST = Manifest(
    format_version=manifest.FORMAT_VERSION,
    created_at="2026-01-01T00:00:00+00:00",
    model="某模型",
    model_fingerprint="f",
    dimension=3,
    similarity_mean=0.5,
    similarity_deviation=0.25,
    passage_search="exact",
    sentence_search="exact",
    tokenizer="t",
    corpus=("/某处/报告",),
    corpus_hash="c",
    n_documents=1,
    n_passages=2,
    n_sentences=3,
    encoder=None,
    files=(PublishedFile(name="a/b.c", n_bytes=1, sha256="0"),),
)


def listing(name: str) -> Manifest:
    return dataclasses.replace(MANIFEST, files=(PublishedFile(name=name, n_bytes=1, sha256="0"),))


def test_what_is_written_is_read():
    name, data = manifest.write(MANIFEST)
    assert manifest.read(data, name, where="here") == MANIFEST


def test_another_manifest_has_another_name():
    assert manifest.write(MANIFEST)[0] != manifest.write(listing("b"))[0]


@pytest.mark.parametrize("name", ["a", "a.b", "a..b", "a_/b_.c.d", "connect", "nul_", "x/com10"])
def test_a_name_that_every_system_takes(name: str):
    written, data = manifest.write(listing(name))
    assert manifest.read(data, written, where="here").files[0].name == name


@pytest.mark.parametrize(
    "name", ["a.", "a./b", "a/b.", "CON", "nul.txt", "a/AUX", "Com1", "lpt9/a", ".a", "../a", "a b"]
)
def test_a_name_that_leads_elsewhere_on_some_system(name: str):
    written, data = manifest.write(listing(name))
    with pytest.raises(IndexDamagedError, match=r"^manifest\.json in here is malformed"):
        manifest.read(data, written, where="here")
