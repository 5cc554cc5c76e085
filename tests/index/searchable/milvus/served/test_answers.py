"""The unchanged engine answers questions alike whichever index it asks: text, kind, passages, order."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from benchmarks.performance.scale.milvus import through
from index.build import build
from index.published.contents import PublishedIndex
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.layout import Group
from index.searchable.milvus.writing import loading
from index.storage.store import Store
from qa.engine import Engine
from qa.retrieval.scope import EVERYTHING, Scope
from tests.support.folders import CORPUS, ROOT
from tests.support.hash_encoder import HashEncoder
from tests.support.milvus.building import corpus
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from qa.snapshot import Snapshot

EVERY = int(os.environ.get("MILVUS_EVERY", "8"))  # how many questions one is asked of: 1 asks all
FILES = sorted((ROOT / "training" / "questions" / "dev").glob("*.jsonl"))
SCOPES = (EVERYTHING, Scope(years=(2024,)), Scope(places=("云溪市", "河北省")))


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    """The same index, asked through each engine."""
    folder = tmp_path_factory.mktemp("answers")
    towns = corpus(folder / "towns", 云溪="12", 松岭="7", 茶山="31")
    build([CORPUS, towns], folder / "index", HashEncoder)
    engine = Engine.open(folder / "index", load=lambda _model: HashEncoder())
    generation, manifest = Store(folder / "index").current()
    connection = Connection(os.environ[TARGET], place="here")
    group = Group.new("answers")
    published = PublishedIndex.load(generation)
    described = loading.load(connection, group, published, manifest)
    own = engine.snapshot()
    return own, through(own, MilvusIndex(connection, described))


def questions() -> list[str]:
    lines = [line for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))[::EVERY]


def seen(snapshot: Snapshot, text: str, scope: Scope) -> tuple[object, ...]:
    answer = snapshot.ask(text, scope=scope)
    hits = [(hit.passage.document_id, hit.passage.number) for hit in answer.hits]
    return answer.text, answer.kind, answer.level, hits


def test_questions_are_answered_alike(snapshots: tuple[Snapshot, Snapshot]):
    own, there = snapshots
    asked = questions()
    assert len(asked) > 50
    for n, text in enumerate(asked):
        scope = SCOPES[n % len(SCOPES)]
        assert seen(there, text, scope) == seen(own, text, scope), (text, scope)
