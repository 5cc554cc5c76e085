from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.performance.process import run
from benchmarks.performance.weight import distributions, size_mib
from benchmarks.performance.worker import answers, at_once


class Counter:
    """What a worker can drive: it notes what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []

    def open(self) -> None:
        self.told.append(("open",))

    def build(self, source: object, folder: object) -> None:
        self.told.append(("build", str(source), str(folder)))

    def search(self, question: str) -> None:
        self.told.append(("search", question))

    def ask(self, question: str) -> bool:
        self.told.append(("ask", question))
        return question == "doubtful"


def test_a_process_tells_what_it_said_and_what_it_took():
    done = run([sys.executable, "-S", "-c", "print('said')"])
    assert done.output == "said\n"
    assert done.seconds > 0


def test_memory_is_the_childs_and_not_its_parents():
    here = bytearray(256 * 1024 * 1024)
    done = run([sys.executable, "-S", "-c", "pass"])
    assert len(here) == 256 * 1024 * 1024  # still held
    assert 1 < done.peak_mib < 100


def test_memory_of_what_a_process_starts_counts():
    inner = "b = bytearray(200 * 1024 * 1024)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {inner!r}])"
    assert run([sys.executable, "-c", outer]).peak_mib > 200


def test_a_process_that_fails_is_an_error_that_tells_what_it_said():
    with pytest.raises(subprocess.CalledProcessError) as raised:
        run([sys.executable, "-c", "import sys; sys.exit('no index')"])
    assert "no index" in raised.value.stderr


def test_a_worker_does_what_it_is_told():
    counter = Counter()
    orders = [
        '{"do": "open"}',
        '{"do": "ask", "question": "doubtful"}',
        '{"do": "search", "question": "q"}',
        '{"do": "build", "source": "s", "folder": "f"}',
    ]
    told = list(answers(counter, iter(orders)))
    assert counter.told == [("open",), ("ask", "doubtful"), ("search", "q"), ("build", "s", "f")]
    assert [answer["in_doubt"] for answer in told] == [False, True, False, False]
    assert all(answer["seconds"] >= 0 for answer in told)


def test_a_worker_refuses_what_it_does_not_know():
    with pytest.raises(ValueError, match="'dance'"):
        list(answers(Counter(), iter(['{"do": "dance"}'])))


def test_all_questions_are_asked_at_once():
    counter = Counter()
    assert at_once(counter.ask, [str(i) for i in range(20)]) >= 0
    assert sorted(counter.told) == sorted(("ask", str(i)) for i in range(20))


def test_a_question_that_fails_is_not_taken_for_an_answer():
    def fail(question: str) -> None:
        raise RuntimeError(question)

    with pytest.raises(RuntimeError, match="q"):
        at_once(fail, ["q"] * 3)


def test_modules_belong_to_distributions_with_a_size():
    assert distributions(["numpy.linalg", "sys", "click"]) == {"numpy", "click"}
    assert size_mib("click") > 0.1
