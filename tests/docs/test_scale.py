"""docs/scale.md and what it points to: the figures are those that were measured, the files fit together."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from benchmarks.records.conditions import RESULTS
from qa import settings
from tests.support.folders import ROOT

PAGES = ("scale.md", "scale.zh-CN.md")
MEASURED = json.loads((RESULTS / "scale.json").read_text(encoding="utf-8"))
COMPOSE: Any = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("needs", MEASURED["needs"], ids=lambda needs: str(needs["n_passages"]))
def test_the_table_is_what_was_measured(page: str, needs: dict[str, float]):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {needs['n_passages']:,} \| (.*) \|$", text, re.MULTILINE)
    told = [float(cell.replace(",", "")) for cell in row.split(" | ")]
    names = ("n_reports", "disk_gib", "private_gib", "build_cpu_h", "build_machine_h")
    assert told == pytest.approx(
        [needs[name] for name in (*names, "engine_gib", "nodes")], rel=0.12, abs=0.005
    )


def test_the_simulation_is_what_was_simulated():
    text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    for each in MEASURED["simulations"]:
        after = "never" if each["hedge_ms"] is None else f"{each['hedge_ms']:.0f}"
        waits = " | ".join(f"{each[name]:.0f}" for name in ("p50_ms", "p95_ms", "p99_ms"))
        assert f"| {each['n_shards']} | {after} | {waits} |" in text


def test_nginx_asks_the_servers_of_the_compose_file():
    named = set(re.findall(r"server (\S+):7860", NGINX))
    assert named == {name for name in COMPOSE["services"] if name.startswith("wenbao-")}
    address = COMPOSE["services"]["nginx"]["networks"]["inside"]["ipv4_address"]
    for name in named:
        assert COMPOSE["services"][name]["environment"]["WENBAO_TRUSTED_PROXIES"] == address


@pytest.mark.parametrize("name", [name for name in COMPOSE["services"] if name != "nginx"])
def test_the_settings_of_a_service_are_taken(name: str):
    environment = COMPOSE["services"][name]["environment"]
    found = settings.load({}, environment)
    for variable in environment:
        assert hasattr(found, variable.removeprefix("WENBAO_").lower())
    assert found.read_only is (name != "builder")


MILVUS: Any = yaml.safe_load((ROOT / "deploy" / "milvus.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["builder", "wenbao-1", "wenbao-2", "wenbao-3"])
def test_builder_and_servers_of_an_index_in_milvus_ask_the_engine_of_their_file(name: str):
    environment = MILVUS["services"][name]["environment"]
    found = settings.load(
        {}, {each: environment[each] for each in environment if "XDG" not in each}
    )
    assert found.milvus is not None
    assert found.milvus.host in MILVUS["services"]
    assert found.read_only is (name != "builder")


def test_nothing_but_nginx_is_reached_from_outside_and_it_is_the_proxy_that_servers_trust():
    ports = {name for name, each in MILVUS["services"].items() if "ports" in each}
    assert ports == {"nginx"}
    trusted = MILVUS["services"]["wenbao-1"]["environment"]["WENBAO_TRUSTED_PROXIES"]
    assert MILVUS["services"]["nginx"]["networks"]["inside"]["ipv4_address"] == trusted
    assert all(each["ports"][0].startswith("127.0.0.1:") for each in [MILVUS["services"]["nginx"]])


def test_one_service_writes_the_index():
    mounts = {name: each["volumes"] for name, each in COMPOSE["services"].items()}
    writers = [name for name, volumes in mounts.items() if "index:/shared" in volumes]
    assert writers == ["builder"]
