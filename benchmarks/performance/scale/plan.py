"""What 10⁴, 10⁶ and 10⁸ passages would take, from constants that are measured (docs/scale.md).

``--index`` is measured now; what grows with an index, and cannot be seen of a small one, is taken from
``results/growth.json``. The rest is arithmetic (``Needs``) and a simulation (``shards.py``).
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from benchmarks.performance.scale.constants import Constants, measured
from benchmarks.performance.scale.shards import Shards, Waits, simulated
from benchmarks.records.conditions import RESULTS, Conditions, save
from benchmarks.records.tables import figure, markdown
from qa.evaluation.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

QUESTIONS = Path(__file__).parents[2] / "questions" / "seed-dev.jsonl"
SIZES = (10**4, 10**6, 10**7, 10**8)
N_SHARDS = (1, 4, 16, 64)
_GIB, _MIB, _HOUR_S = 2**30, 2**20, 3600
_N_EXACT = 20_000  # texts above which vectors are float16 in lists (docs/index-format.md)
_NODE_GIB, _SHARE_USED = (
    64,
    0.75,
)  # of an engine's query node; what is left is for queries and growth
_NODE_CORES = 16  # of a machine that builds
_SQ8 = 0.25  # of float32: a byte a dimension
_SERVICE_MS = 20.0  # of a shard's search; a round number, of the order of what a full node takes
_PER_SECOND = 20.0
_HEDGE_AFTER = 2.0  # medians: later than the 95th percentile of a request that is no straggler


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What grows with an index, fitted to the rows of ``growth``.

    Attributes:
        reading_cpu_s: of a build without encoding, for a passage.
        private_bytes: of a server's own memory, for a passage.
        private_mib: of its own memory, of an empty index.
    """

    reading_cpu_s: float
    private_bytes: float
    private_mib: float

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]]) -> Growth:
        """Fit lines by least squares."""
        n = [row["n_passages"] for row in rows]
        own = [row["memory_after_questions"]["anonymous_mib"] for row in rows]
        slope, start = np.polyfit(n, own, 1)
        return cls(
            reading_cpu_s=rows[-1]["build_without_encoding_s"] / rows[-1]["n_passages"],
            private_bytes=float(slope) * _MIB,
            private_mib=float(start),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What an index of ``n_passages`` needs; ``nodes`` hold it in an engine, once."""

    n_passages: int
    n_reports: int
    disk_gib: float
    private_gib: float
    build_cpu_h: float
    build_machine_h: float
    engine_gib: float
    nodes: int

    @classmethod
    def of(cls, n: int, constants: Constants, growth: Growth) -> Needs:
        """Multiply."""
        vectors = constants.bytes_of["passage_vectors"] + constants.bytes_of["sentence_vectors"]
        terms = constants.bytes_of["passage_terms"] + constants.bytes_of["sentence_terms"]
        rest = sum(constants.bytes_of.values()) - vectors
        is_exact = n * (1 + constants.sentences) <= _N_EXACT
        cpu_h = n * (constants.encoding_cpu_s + growth.reading_cpu_s) / _HOUR_S
        engine = n * (vectors * _SQ8 + terms) / _GIB
        return cls(
            n_passages=n,
            n_reports=round(n / constants.passages_a_report),
            disk_gib=n * (vectors * (1 if is_exact else 0.5) + rest) / _GIB,
            private_gib=growth.private_mib * _MIB / _GIB + n * growth.private_bytes / _GIB,
            build_cpu_h=cpu_h,
            build_machine_h=cpu_h / _NODE_CORES,
            engine_gib=engine,
            nodes=math.ceil(engine / (_NODE_GIB * _SHARE_USED)),
        )


def waits(service_ms: float = _SERVICE_MS) -> list[tuple[Shards, Waits]]:
    """The simulation of each number of shards, with and without hedging."""
    made = [
        Shards(n_shards=n, service_ms=service_ms, per_second=_PER_SECOND, hedge_ms=hedge_ms)
        for n in N_SHARDS
        for hedge_ms in (None, _HEDGE_AFTER * service_ms)
    ]
    return [(each, simulated(each)) for each in made]


def table_of_needs(rows: Iterable[Needs]) -> str:
    """A line for each size."""
    head = (
        *("passages", "reports", "disk, GiB", "a server's own memory, GiB", "build, CPU hours"),
        *("on one machine of 16 cores, hours", "in an engine, GiB", "nodes"),
    )
    return markdown(
        head,
        [
            (
                f"{row.n_passages:,}",
                f"{row.n_reports:,}",
                *map(
                    figure,
                    (
                        row.disk_gib,
                        row.private_gib,
                        row.build_cpu_h,
                        row.build_machine_h,
                        row.engine_gib,
                    ),
                ),
                f"{row.nodes:,}",
            )
            for row in rows
        ],
    )


def table_of_waits(rows: Iterable[tuple[Shards, Waits]]) -> str:
    """A line for each simulation."""
    return markdown(
        ("shards", "sent again after, ms", "p50, ms", "p95, ms", "p99, ms", "requests more"),
        [
            (
                f"{shards.n_shards}",
                "never" if shards.hedge_ms is None else figure(shards.hedge_ms),
                *map(figure, (took.p50_ms, took.p95_ms, took.p99_ms)),
                f"{took.extra:.1%}",
            )
            for shards, took in rows
        ],
    )


@click.command()
@click.option("--index", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--growth", type=click.Path(path_type=Path), default=RESULTS / "growth.json")
@click.option("--questions", type=click.Path(path_type=Path), default=QUESTIONS)
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS / "scale.json")
def main(index: Path, growth: Path, questions: Path, out: Path) -> None:
    """Measure an index, and tell what larger ones would take."""
    asked = [each.question for each in load_questions(questions).questions]
    constants = measured(index, asked)
    grown = Growth.of(json.loads(growth.read_text(encoding="utf-8"))["rows"])
    needs = [Needs.of(n, constants, grown) for n in SIZES]
    simulations = waits()
    for name, value in (asdict(constants) | asdict(grown)).items():
        click.echo(f"{name}: {value}")
    click.echo(table_of_needs(needs))
    click.echo(table_of_waits(simulations))
    found = {
        "constants": asdict(constants),
        "growth": asdict(grown),
        "needs": [asdict(each) for each in needs],
        "simulations": [asdict(each) | asdict(took) for each, took in simulations],
    }
    save({"conditions": asdict(Conditions.now()), **found}, out)


if __name__ == "__main__":
    main()
