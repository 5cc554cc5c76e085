"""What is counted for Prometheus, at an address of its own; nothing of a question or a report.

It is no path of the page: through a server before this one whoever reads the page would read it too.
prometheus_client is an extra, and imported here alone.
"""

from __future__ import annotations

import contextlib
import importlib
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError
from qa.web.operating.journal import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from qa.web.operating.condition import Condition
    from qa.web.operating.journal import Record

# From a question out of the cache of the processor to one to every report of a large index, in seconds.
_BUCKETS_S = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)
_TOO_MANY = 429


class Metrics:
    """The counters of a server.

    Args:
        condition: tells how it is.

    Raises:
        SettingsError: prometheus_client is not installed.
    """

    def __init__(self, condition: Callable[[], Condition]) -> None:
        library = _library()
        self._library = library
        self.registry = registry = library.CollectorRegistry()
        self._questions = library.Counter(
            "wenbao_questions",
            "Questions that were looked up.",
            ("asked", "by", "kind", "level"),
            registry=registry,
        )
        self._refusals = library.Counter(
            "wenbao_refusals",
            "Questions that are not told, by the reason.",
            ("reason",),
            registry=registry,
        )
        self._failures = library.Counter(
            "wenbao_failures", "Questions that were not looked up.", ("why",), registry=registry
        )
        self._took = library.Histogram(
            "wenbao_question_seconds",
            "How long questions took.",
            ("asked",),
            buckets=_BUCKETS_S,
            registry=registry,
        )
        self._responses = library.Counter(
            "wenbao_responses", "Responses over HTTP, by status.", ("status",), registry=registry
        )
        self._limited = library.Counter(
            "wenbao_limited",
            "Requests refused since their client asks too much.",
            registry=registry,
        )
        for why in Failure:
            self._failures.labels(why.value)
        build = library.Info("wenbao_build", "What answers.", registry=registry)
        build.info({"version": _version(), "python": platform.python_version()})
        registry.register(_OfCondition(library, condition))
        library.ProcessCollector(registry=registry)

    def observe(self, record: Record) -> None:
        """Count a question."""
        if record.failure is not None:
            self._failures.labels(record.failure.value).inc()
            return
        self._questions.labels(record.asked.value, record.by.value, record.kind, record.level).inc()
        self._took.labels(record.asked.value).observe(record.took_s)
        if record.reason:
            self._refusals.labels(record.reason).inc()

    def respond(self, status: int) -> None:
        """Count a response."""
        self._responses.labels(str(status)).inc()
        if status == _TOO_MANY:
            self._limited.inc()

    @contextlib.contextmanager
    def served(self, host: str, port: int) -> Iterator[int]:
        """Tell them at an address until the end; gives the port.

        Raises:
            SettingsError: nothing can listen there.
        """
        try:
            server, thread = self._library.start_http_server(port, host, registry=self.registry)
        except (OSError, OverflowError) as error:
            raise SettingsError(
                f"metrics cannot be told on {host} port {port} ({error}); choose another by --metrics"
            ) from error
        try:
            yield int(server.server_port)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class _OfCondition:
    """The index that is open now, as a collector of the library's."""

    def __init__(self, library: ModuleType, condition: Callable[[], Condition]) -> None:
        self._library = library
        self._condition = condition

    def collect(self) -> Iterator[Any]:
        """The index's metrics."""
        core, found = self._library.metrics_core, self._condition()
        for name, told, value in (
            ("wenbao_index_ready", "Whether questions are answered.", float(found.is_ready)),
            ("wenbao_index_reports", "Reports in the index.", found.n_reports),
            ("wenbao_index_passages", "Passages in the index.", found.n_passages),
        ):
            yield core.GaugeMetricFamily(name, told, value=value)
        index = core.InfoMetricFamily("wenbao_index", "The generation that answers.")
        index.add_metric([], {"generation": found.generation})
        yield index


def _library() -> ModuleType:
    try:
        return importlib.import_module("prometheus_client")
    except ImportError as error:
        raise SettingsError(
            "metrics need prometheus_client: pip install -c constraints.txt '.[metrics]'"
        ) from error


def _version() -> str:
    try:
        return version("wenbao")
    except PackageNotFoundError:  # run from its folder
        return ""
