"""What requests do, counted in a process of its own: other tests leave things that count along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).with_name("growth_of_requests.py")


def test_requests_do_not_grow_with_the_number_of_reports():
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(CASES)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout
