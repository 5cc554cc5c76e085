"""Counters of a real server, read by the library that reads them for Prometheus."""

from __future__ import annotations

import importlib
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from index.errors import SettingsError
from qa.web.operating.condition import Condition
from qa.web.operating.journal import Asked, By, Record
from qa.web.operating.metrics import Metrics
from tests.support.serving import App, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

parser: Any = pytest.importorskip("prometheus_client.parser")

QUESTION = "全市有航运企业多少家?"
NOWHERE = "量子计算机的保有量是多少?"
LABELS = {"asked", "by", "kind", "level", "reason", "why", "status", "le"}
LABELS |= {"generation", "version", "python"}


@pytest.fixture(scope="module")
def app(small_index_dir: Path) -> Iterator[App]:
    options = ("--index", str(small_index_dir), "--no-watch", "--metrics", "0")
    with running(*options) as started:
        yield started.await_engine()


def address(app: App) -> str:
    for line in app.said:
        if line.startswith("metrics: "):
            return line.removeprefix("metrics: ")
    return app.await_line("metrics: ").removeprefix("metrics: ")


def scraped(app: App) -> dict[str, list[Any]]:
    text = httpx.get(address(app), trust_env=False).raise_for_status().text
    return {family.name: family.samples for family in parser.text_string_to_metric_families(text)}


def total(families: dict[str, list[Any]], name: str, **labels: str) -> float:
    return float(
        sum(
            sample.value
            for sample in families.get(name, [])
            if sample.name == f"{name}_total" and labels.items() <= sample.labels.items()
        )
    )


def test_what_is_asked_is_counted_and_never_told(app: App):
    before = scraped(app)
    answer = app.ask("ask", QUESTION, None, 5, None).json()["data"][0]
    app.ask("ask", NOWHERE, None, 5, None)
    app.ask("search", QUESTION, 5, None)
    app.ask("ask", " ", None, 5, None)
    app.http.get("/nowhere")
    after = scraped(app)

    def more(name: str, **labels: str) -> float:
        return total(after, name, **labels) - total(before, name, **labels)

    assert more("wenbao_questions", asked="answer", by="api") == 2
    assert more("wenbao_questions", level=answer["level"], kind=answer["kind"]) >= 1
    assert more("wenbao_questions", level="not told") == more("wenbao_refusals") >= 1
    assert more("wenbao_questions", asked="passages", kind="", level="") == 1
    assert more("wenbao_failures", why="bad question") == 1
    assert more("wenbao_responses", status="404") == 1
    counted = {
        sample.labels["asked"]: sample.value
        for sample in after["wenbao_question_seconds"]
        if sample.name.endswith("_count")
    }
    assert counted == {"answer": 2, "passages": 1}
    samples = [sample for family in after.values() for sample in family]
    assert {label for sample in samples for label in sample.labels} <= LABELS
    values = " ".join(value for sample in samples for value in sample.labels.values())
    assert values.isascii()
    assert "127.0.0.1" not in values


def test_the_index_is_told(app: App):
    found, ready = scraped(app), app.http.get("/readyz").json()
    (index,) = found["wenbao_index_info"]
    assert index.labels == {"generation": ready["generation"]}
    for name in ("reports", "passages"):
        (sample,) = found[f"wenbao_index_{name}"]
        assert sample.value == ready[name]
    assert found["wenbao_build_info"][0].labels["python"]


def test_it_is_no_path_of_the_page(app: App):
    assert app.http.get("/metrics").status_code == 404


def test_whoever_asks_too_much_is_counted():
    metrics = Metrics(lambda: Condition(why_not="not yet"))
    for status in (200, 429, 429):
        metrics.respond(status)
    assert metrics.registry.get_sample_value("wenbao_limited_total") == 2
    assert metrics.registry.get_sample_value("wenbao_index_ready") == 0


def test_records_are_counted_by_names_only():
    metrics = Metrics(Condition)
    metrics.observe(Record(asked=Asked.ANSWER, by=By.PAGE, took_s=0.2, question="绿道多长?"))
    (family,) = [each for each in metrics.registry.collect() if each.name == "wenbao_questions"]
    assert "绿道" not in str(family.samples)


def test_a_port_that_is_taken_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = f"metrics cannot be told on 127.0.0.1 port {port} .*--metrics"
        with (
            pytest.raises(SettingsError, match=message),
            Metrics(Condition).served("127.0.0.1", port),
        ):
            pass


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    def missing(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(SettingsError, match=r"pip install -c constraints.txt '.\[metrics\]'"):
        Metrics(Condition)
