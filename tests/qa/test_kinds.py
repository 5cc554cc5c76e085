"""qa.kinds: how a kind of answer is handled stands in its record and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build_from_contexts
from qa import Engine, kinds, weights
from qa.choosing.ranking import CHOOSERS
from qa.kinds import HANDLING, Chooser, Handling, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.hash_encoder import HashEncoder

SENTENCE = "园区建成绿道31公里,沿线绿树成荫。"


@pytest.fixture
def engine(tmp_path: Path, hash_encoder: HashEncoder) -> Engine:
    build_from_contexts([SENTENCE, "绿道:沿河的步道。"], tmp_path, hash_encoder)
    return Engine.open(tmp_path, load=lambda _: hash_encoder)


def test_every_kind_has_its_record():
    assert set(HANDLING) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_what_a_record_names_is_there(kind: Kind):
    handling = kind.handling
    if handling.chooser is not None:
        assert handling.section in weights.SECTIONS
    if handling.has_own_odds:
        ours = {"passage", "intercept", "other period", "none", *handling.telling}
        assert ours <= set(weights.SECTIONS[handling.section])
    if handling.lack:
        assert handling.lack in weights.SECTIONS[handling.section]


def test_every_chooser_is_there():
    assert set(CHOOSERS) == set(Chooser)


def test_what_is_weighed_names_its_weights():
    with pytest.raises(ValueError, match="names its section"):
        Handling(has_own_odds=True)


def test_to_yes_or_no_the_sentence_answers(engine: Engine):
    answer = engine.ask("园区建成绿道了吗?")
    assert (answer.kind, answer.found, answer.text) == (Kind.YES_NO, True, SENTENCE)
    assert answer.kind.value == "yes/no"
    assert answer.value is None


def test_another_record_is_all_that_another_handling_takes(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    asked = "园区建成绿道了吗?"
    monkeypatch.setattr(kinds, "HANDLING", {**HANDLING, Kind.YES_NO: Kind.QUANTITY.handling})
    answer = engine.ask(asked)
    assert (answer.kind, answer.text) == (Kind.YES_NO, "31公里")
    assert answer.value is not None
    assert answer.value.unit == "公里"
