"""The write side: reports in, a published index out."""

import os

# OpenMP's threads wait for each other by spinning, and take each other's cores as soon as anything
# else runs on them: then a build took ten times as long. Never to spin makes one that runs alone
# half again as slow; this many turns cost it nothing. Read once, when the first library that brings
# GNU's OpenMP is loaded (FAISS, torch), so it must stand before all of them.
os.environ.setdefault("GOMP_SPINCOUNT", "20000")

# onnxruntime's wheels (1.32, also on Linux) collect how they are used, in a database in the user's
# cache, to send it to their maker. Nothing here may want a network, and this is no matter of taste
# that another program's setting may decide. Read when onnxruntime is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
