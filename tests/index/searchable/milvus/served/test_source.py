"""An index in a server is opened by its address, and followed: the engine, and the commands that ask."""

from __future__ import annotations

import os
import queue
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.errors import IndexMissingError, NotReadyError
from index.model import encoder_choice
from index.searchable.address import EngineAddress
from qa import engine as engines
from qa.cli.main import main
from qa.engine import Engine
from qa.settings import Settings
from qa.web.library import Library
from qa.web.opening import Opening
from tests.support.hash_encoder import HashEncoder
from tests.support.milvus.building import built, catalogue, corpus, replace
from tests.support.milvus.environments import TARGET

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.encoder import Encoder

QUESTION = "云溪建成绿道多少公里?"
WAIT_S = 60  # a busy machine is no error


def address(name: str) -> str:
    return f"{os.environ[TARGET].replace('http', 'milvus')}/{name}"


def publish(name: str, folder: Path, **towns: str) -> None:
    replace(
        catalogue(os.environ[TARGET], name),
        built(corpus(folder / "towns", **towns), folder / "index"),
    )


def load(_model: str, cache: Path | None = None) -> Encoder:  # noqa: ARG001 - as qa.engine's own
    return HashEncoder()


def test_an_engine_answers_and_follows_what_is_published(tmp_path: Path):
    publish("opened", tmp_path, 云溪="12", 松岭="7")
    engine = Engine.open(address("opened"), load=load)
    before = engine.snapshot()
    answer = before.ask(QUESTION)
    assert "12公里" in answer.text
    assert answer.text in before.documents[0].text + before.documents[1].text
    assert engine.manifest.n_documents == len(engine.documents) == 2

    publish("opened", tmp_path, 云溪="31", 松岭="7", 茶山="5")
    until = time.monotonic() + WAIT_S
    while engine.snapshot().name == before.name and time.monotonic() < until:
        time.sleep(0.1)
    assert "31公里" in engine.ask(QUESTION).text
    assert len(engine.documents) == 3
    assert "12公里" in before.ask(QUESTION).text  # a request goes on with the generation it began


def test_where_nothing_is_published_it_is_told():
    with pytest.raises(IndexMissingError, match="there is no index nothing in Milvus: build one"):
        Engine.open(address("nothing"), load=load)


def test_a_server_that_only_reads_waits_until_something_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engines, "load_encoder", load)
    monkeypatch.setattr(encoder_choice, "exported_bundled", lambda _cache=None: None)
    said: queue.SimpleQueue[str] = queue.SimpleQueue()
    library = Library()
    settings = Settings(index=EngineAddress(address("awaited")), read_only=True)
    opening = Opening(library, settings, said.put)
    opening.start()
    try:
        assert said.get(timeout=WAIT_S).startswith(
            "waiting for an index to be published: there is no index awaited in Milvus"
        )
        time.sleep(2)  # it looks again, and says nothing more
        assert said.empty()
        with pytest.raises(NotReadyError):
            library.snapshot()
        publish("awaited", tmp_path, 云溪="12")
        assert said.get(timeout=WAIT_S) == "answering from 1 report"
        assert "12公里" in library.snapshot().ask(QUESTION).text
    finally:
        opening.stop()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("ask", QUESTION), "12公里"),
        (("search", QUESTION), "12公里"),
        (("table", "建成绿道多少公里?", "--csv"), "松岭市"),
        (("facts", "--measure", "绿道"), "7公里"),
        (("reports",), "松岭"),
        (("mentions", "绿道"), "松岭"),
        (("info",), "milvus://"),
    ],
)
def test_a_command_asks_it(
    command: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engines, "load_encoder", load)
    monkeypatch.setattr(encoder_choice, "exported_bundled", lambda _cache=None: None)
    publish("asked", tmp_path, 云溪="12", 松岭="7")
    result = CliRunner().invoke(main, [*command, "--index", address("asked")])
    assert result.exit_code == 0, result.output
    assert told in result.stdout
