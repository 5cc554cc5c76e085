"""A question to shards: all of them are waited for, so that the slowest tells how long it takes.

Each shard has replicas, each replica some cores and one line of waiting requests. A replica is a straggler
now and then. Hedged (Dean and Barroso, The Tail at Scale, CACM 56(2), 2013, doi:10.1145/2408776.2408794),
a request that is not answered after a while is sent to the next replica too; the first answer counts, and
the other is worked on all the same, as nothing here can be called back.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Shards:
    """What is simulated.

    Attributes:
        n_shards: all of which answer a question.
        n_replicas: of each.
        n_cores: of a replica; each works on one request.
        service_ms: the median of what a request takes, without waiting.
        spread: the standard deviation of the logarithm of that.
        straggling: the share of requests that take ``slowdown`` times as long.
        slowdown: how much longer.
        per_second: questions, at random times.
        hedge_ms: when a request is sent again; never where it is ``None``.
    """

    n_shards: int
    n_replicas: int = 2
    n_cores: int = 8
    service_ms: float
    spread: float = 0.3
    straggling: float = 0.01
    slowdown: float = 10.0
    per_second: float = 20.0
    hedge_ms: float | None = None

    @property
    def load(self) -> float:
        """The share of the cores that is busy, without hedging; at 1 the lines grow for ever."""
        mean_ms = self.service_ms * np.exp(self.spread**2 / 2)
        mean_ms *= 1 + self.straggling * (self.slowdown - 1)
        return float(self.per_second * mean_ms / 1000 / (self.n_replicas * self.n_cores))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long questions take, in milliseconds, and how many requests more were sent, of one."""

    mean_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    extra: float


def simulated(shards: Shards, *, n_questions: int = 4000, seed: int = 0) -> Waits:
    """The waits of questions that come at random."""
    generator = np.random.default_rng(seed)
    gaps = generator.exponential(1000 / shards.per_second, n_questions)
    arrivals = np.cumsum(gaps)
    slowest = np.zeros(n_questions)
    n_sent = 0
    for _ in range(shards.n_shards):
        took, n = _of_shard(shards, arrivals, generator)
        slowest = np.maximum(slowest, took)
        n_sent += n
    p50, p95, p99 = (float(each) for each in np.percentile(slowest, (50, 95, 99)))
    n_least = shards.n_shards * n_questions
    mean = float(slowest.mean())
    return Waits(mean_ms=mean, p50_ms=p50, p95_ms=p95, p99_ms=p99, extra=n_sent / n_least - 1)


def _of_shard(
    shards: Shards, arrivals: NDArray[np.float64], generator: np.random.Generator
) -> tuple[NDArray[np.float64], int]:
    """How long a shard took for each question, and how many requests it was sent."""
    services = _services(shards, 2 * len(arrivals), generator)
    free = [[0.0] * shards.n_cores for _ in range(shards.n_replicas)]  # when a core is, each a heap
    first = generator.integers(shards.n_replicas, size=len(arrivals))
    took = np.full(len(arrivals), np.inf)
    events = [(at, question, 0) for question, at in enumerate(arrivals)]  # in order: a heap
    n_sent = 0
    while events:
        at, question, n_before = heapq.heappop(events)
        if n_before and took[question] <= at - arrivals[question]:
            continue  # answered meanwhile
        cores = free[(first[question] + n_before) % shards.n_replicas]
        done = max(at, cores[0]) + services[n_sent]
        heapq.heapreplace(cores, done)
        n_sent += 1
        took[question] = min(took[question], done - arrivals[question])
        may_hedge = shards.hedge_ms is not None and not n_before and shards.n_replicas > 1
        if may_hedge and done - at > shards.hedge_ms:
            heapq.heappush(events, (at + shards.hedge_ms, question, 1))
    return took, n_sent


def _services(shards: Shards, n: int, generator: np.random.Generator) -> NDArray[np.float64]:
    usual = shards.service_ms * generator.lognormal(0, shards.spread, n)
    return np.where(generator.random(n) < shards.straggling, usual * shards.slowdown, usual)
