"""The web chat.

Gradio is imported here, before any module of the package does it: its telemetry would look up
outside hosts, and what the environment says of proxies and certificates is not for it.
"""

import os

from qa.web import offline

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
with offline.environment():
    import gradio  # noqa: F401 -- for all modules below
