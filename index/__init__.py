"""The write side: reports in, a published index out."""

import os

# OpenMP's threads wait by spinning, and take each other's cores as soon as anything else runs on
# them: a question then took 960 ms, against 36 ms with threads that sleep. Read once, when the
# first library that brings OpenMP is loaded (FAISS, torch), so it must stand before all of them.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
