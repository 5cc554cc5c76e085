"""Hides variables of the environment that are for programs which go out to the network.

httpx and ssl read them wherever a client is made, and Gradio makes some while it is imported that
are never used here: a SOCKS proxy or a certificate file that is missing would end the web chat
before it begins. Gradio's own variables are for apps that are started otherwise.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TELEMETRY = "GRADIO_ANALYTICS_ENABLED"
_FOREIGN = re.compile(
    r".*_PROXY"
    r"|SSL_CERT_(?:FILE|DIR)|SSLKEYLOGFILE|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE"
    r"|GRADIO_(?!TEMP_DIR$).*",
    re.IGNORECASE,
)


@contextlib.contextmanager
def environment() -> Iterator[None]:
    """An environment without them; afterwards all is as it was, for a model may be fetched.

    Gradio's telemetry, which would look up outside hosts, is off in it.
    """
    hidden = {name: value for name, value in os.environ.items() if _FOREIGN.fullmatch(name)}
    for name in hidden:
        del os.environ[name]
    os.environ[_TELEMETRY] = "False"
    drawn = random.getstate()  # Gradio draws from the numbers that are the program's
    try:
        yield
    finally:
        random.setstate(drawn)
        del os.environ[_TELEMETRY]
        os.environ.update(hidden)
