"""The web chat.

Gradio is imported here, before any module of the package does it: what the environment says of
proxies, certificates and telemetry is not for it.
"""

from qa.web.http import offline

with offline.environment():
    import gradio  # noqa: F401 -- for all modules below
