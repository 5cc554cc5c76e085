"""How a server is watched by the settings: its counters, and the form of its log."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from qa.public_address import listening_place
from qa.web.operating import json_lines
from qa.web.operating.journal import Journal
from qa.web.operating.json_lines import JsonFormatter
from qa.web.operating.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qa.settings import Settings
    from qa.web.operating.condition import Condition


class Watch:
    """What is told of a server to those who run it.

    Args:
        settings: what is told, and where.
        say: is given the lines of a log that is text.
        condition: tells how the server is.

    Raises:
        SettingsError: metrics are wanted, and prometheus_client is not installed.
    """

    def __init__(
        self, settings: Settings, say: Callable[[str], None], condition: Callable[[], Condition]
    ) -> None:
        is_json = settings.log_format == "json"
        self._place = settings.metrics
        self._metrics = Metrics(condition) if settings.metrics else None
        self.say = json_lines.say if is_json else say
        self.formatter = JsonFormatter(tells_messages=settings.log_questions) if is_json else None
        self.responded = self._metrics.respond if self._metrics else None
        observers = [self._metrics.observe] if self._metrics else []
        observers += [json_lines.question] if is_json else []
        self.journal = Journal(*observers, keeps_questions=settings.log_questions)

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Have the metrics told until the end, where there are any.

        Raises:
            SettingsError: nothing can listen there.
        """
        if self._metrics is None or self._place is None:
            yield
            return
        host, port = listening_place(self._place)
        with self._metrics.served(host, port) as taken:
            self.say(f"metrics: http://{f'[{host}]' if ':' in host else host}:{taken}/metrics")
            yield
