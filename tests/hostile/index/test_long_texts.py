from __future__ import annotations

import cProfile
import os
import random
from typing import TYPE_CHECKING

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import cutting, measures, quantities, tokens
from index.reading import splitting
from qa.answering.highlights import runs
from qa.choosing.figure_evidence import _rivals
from qa.choosing.mentions import mentions
from qa.types import Highlight, HighlightKind
from qa.understanding import concepts, dialogue, question
from qa.understanding.question import MAX_CHARS
from tests.support import long_texts
from tests.support.folders import ROOT
from tests.support.processes import forking

if TYPE_CHECKING:
    from pathlib import Path

    from index.language.segmenter import Segmenter

# A guard against a hang, and no measure: what is linear takes a twentieth of it on a slow machine.
CPU_S = 60
LEAST = cutting.MAX_SENTENCE_CHARS  # below it a sentence may take the square of its length
# Stages that call the others, and make much of each character: these few shapes for them.
DEAR = {"figures", "mentions", "names", "lists", "highlights", "shown", "words"}
FEW_SHAPES = ["members", "和", "quoted", "growths", "in turn", "counted", "one-character lines"]
# What took the square of its length, or more, where no call tells it: copies and regular
# expressions. So many characters took minutes or hours, and take a second or two.
HARD = {
    "tokens": (200_000, ["unknown characters", "的"]),
    "masthead": (60_000, ["a kind of report", "的", "office and blanks"]),
    "quantities": (
        60_000,
        ["ranges", "lines of the underground", "letters", "letters and hyphens"],
    ),
    "figures": (30_000, ["numbers", "lines of the underground"]),
    "names": (60_000, ["和", "pairs of brackets"]),
    "entries without a head": (200_000, ["blanks first"]),
    "examples": (900, ["reached"]),  # twice the time for each of them
}


# What is kept is not counted.
KEPT = (
    concepts.folded,
    measures._measures,  # noqa: SLF001
    quantities._found,  # noqa: SLF001
    tokens.tokenize,
    tokens.words,
)


def calls(stage: str, text: str) -> int:
    """How many functions, of Python's and of C's, a stage calls for a text."""
    for kept in KEPT:
        kept.cache_clear()
    profile = cProfile.Profile()
    profile.runcall(long_texts.STAGES[stage], text)
    return sum(each.callcount for each in profile.getstats())


@pytest.mark.parametrize("stage", long_texts.STAGES)
def test_the_calls_of_a_stage_grow_with_a_text_and_not_with_its_square(stage: str):
    for name in FEW_SHAPES if stage in DEAR else long_texts.SHAPES:
        shape = long_texts.SHAPES[name]
        long_texts.STAGES[stage](shape(LEAST))  # what is looked up once is looked up now
        few, more, most = (calls(stage, shape(n)) for n in (LEAST, 2 * LEAST, 4 * LEAST))
        # Twice as many and four times as many; what is done once a text is in the sum.
        assert more <= 2.5 * few + 1000, (name, few, more)
        assert most <= 5 * few + 2000, (name, few, most)


@pytest.mark.parametrize("stage", HARD)
def test_no_stage_hangs_in_what_no_profile_sees(stage: str, tmp_path: Path):
    length, names = HARD[stage]
    program = tmp_path / "hard.py"
    program.write_text(
        "import resource, sys\nfrom tests.support import long_texts\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({CPU_S}, {CPU_S}))\n"
        "stage, length, *names = sys.argv[1:]\n"
        "for name in names: long_texts.STAGES[stage](long_texts.SHAPES[name](int(length)))",
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    options = (stage, str(length), *names)
    with forking.started(program, *options, environment=environment) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        assert process.wait() == 0, said[-2000:]


@pytest.fixture(scope="module")
def both() -> tuple[Segmenter, jieba.Tokenizer]:
    """Our cutter of words and jieba's own, with the same dictionary."""
    ours, theirs = tokens._whole(), jieba.Tokenizer()  # noqa: SLF001 - as a long build does
    theirs.FREQ, theirs.total, theirs.initialized = ours.FREQ, ours.total, True
    return ours, theirs


ODD = "的在龘靐龘龘a1.%-+#& 甲乙市省、，。（）\t\r\n\ud800\u0301\u200b𠀀䶮和增长百分之123ABz_"


@pytest.mark.parametrize("mode", ["search", "default"])
@pytest.mark.parametrize("seed", range(5))
def test_words_are_those_of_jieba(both: tuple[Segmenter, jieba.Tokenizer], mode: str, seed: int):
    ours, theirs = both
    draw = random.Random(seed)  # noqa: S311 - texts, no secrets
    for _ in range(300):
        han = [chr(draw.randrange(0x4E00, 0x9FD6)) for _ in range(20)]
        text = "".join(draw.choices([*han, *ODD], k=draw.randint(0, 60)))
        assert list(ours.tokenize(text, mode=mode)) == list(theirs.tokenize(text, mode=mode))


def test_words_of_a_long_unknown_run_are_those_of_jieba(both: tuple[Segmenter, jieba.Tokenizer]):
    ours, theirs = both
    for unit in ("龘", "靐齉", "的在", "省", "龘一", "甲乙丙的"):
        assert list(ours.cut(unit * 700)) == list(theirs.cut(unit * 700))


@given(st.text("甲，,、。；\n 1", max_size=5000))
def test_sentences_are_bounded_and_lose_nothing(text: str):
    found = list(splitting.sentences(text))
    assert all(len(each.text) <= cutting.MAX_SENTENCE_CHARS for each in found)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert "".join("".join(each.text.split()) for each in found) == "".join(text.split())


def test_a_sentence_of_any_usual_length_is_one():
    text = "甲，" * (cutting.MAX_SENTENCE_CHARS // 2 - 1) + "乙。"
    assert [each.text for each in splitting.sentences(text)] == [text]


def test_a_longer_sentence_is_cut_at_a_pause():
    text = "甲乙丙，" * 600 + "丁。"
    found = [each.text for each in splitting.sentences(text)]
    assert len(found) == 3
    assert all(each.endswith("，") for each in found[:-1])


def test_a_clause_may_hold_any_number_of_enumerations():
    text = "甲、乙等" * 2000
    assert mentions(text, "哪个街道?", long_texts.concepts_of(question.parse("哪个街道?")))


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(HighlightKind)),
        max_size=20,
    )
)
def test_each_character_has_the_kinds_of_the_marks_that_cover_it(
    spans: list[tuple[int, int, HighlightKind]],
):
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 40)))
    marks = [Highlight(start=min(a, b), end=max(a, b), kind=kind) for a, b, kind in spans]
    kinds = [kinds for piece, kinds in runs(text, marks) for _ in piece]
    assert kinds == [
        frozenset(mark.kind for mark in marks if mark.start <= i < mark.end) for i in range(40)
    ]


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 1.0])), max_size=9)
)
def test_a_rival_is_the_best_of_the_others_that_fit_as_well(figures: list[tuple[float, float]]):
    nets, fits = [net for net, _ in figures], [fit for _, fit in figures]
    assert _rivals(nets, fits) == [
        max((nets[k] for k in range(len(nets)) if k != i and fits[k] >= fits[i]), default=0.0)
        for i in range(len(nets))
    ]


def test_a_question_does_not_grow_from_follow_up_to_follow_up():
    history = ["浙江" * 500, *["其中江苏浙江" + "浙江" * 490] * 20]
    assert len(dialogue.self_contained("其中上海呢?", history)) <= 2 * MAX_CHARS
