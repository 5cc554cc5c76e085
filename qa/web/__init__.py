"""The web chat.

This runs before any module here imports gradio, whose telemetry would look up outside hosts.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
