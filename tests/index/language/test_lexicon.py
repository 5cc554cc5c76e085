"""index.language.lexicon: every word has one home, and rules name its classes."""

from __future__ import annotations

import ast
import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import lexicon, word_lists
from index.language.units import Dimension
from tests.support.folders import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLASS_NAME = re.compile("[a-z]+(?:_[a-z]+)*")
HEADED = re.compile(r"#   ([a-z_]+): \S", re.MULTILINE)
FOLDER = ROOT / "index/language/lexicon"
# Where Chinese text is shown or encoded, and none of a report or a question is matched.
NOT_MATCHED = (
    "index/model/",  # a text to try an encoder with
    "qa/answering/value_times.py",
    "qa/cli/",
    "qa/evaluation/agreement.py",
    "qa/tables/wording/",  # what is shown of a table
    "qa/web/opening.py",
    "qa/web/pages/page.py",
    "qa/web/texts/",
)
# The only words that stand in a rule although the lexicon has them.
ALLOWED = {
    ("index/reading/formats/word/styles.py", "标题"): "what Word calls its heading styles",
    ("index/language/measures.py", "东西"): "east and west; the lexicon's is a thing",
}
WORD = re.compile("[\u4e00-\u9fff]{2,}")
# Regular expressions' sets are of single characters, and a quantifier is of the last one only.
SETS = re.compile(r"\[(?:\\.|[^\]\\])*\]")
OPTIONAL = re.compile(r"([\u4e00-\u9fff])(?=[?*+{])")


def lines() -> Iterator[tuple[str, list[str], list[str]]]:
    for name in lexicon.names():
        for line in word_lists.read("index.language.lexicon", name):
            classes, colon, words = line.partition(":")
            assert colon, f"{name}: {line!r} names no classes"
            yield name, classes.split(), words.split()


def classes() -> list[str]:
    return sorted({each for _, names, _ in lines() for each in names})


def words_of_rules() -> dict[str, list[str]]:
    """For each Chinese word in a string of the code the files that it stands in, once a place."""
    places = defaultdict(list)
    for folder in ("index", "qa"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            path = file.relative_to(ROOT).as_posix()
            if not path.startswith(NOT_MATCHED):
                for text in strings(file):
                    for word in words_in(text):
                        places[word].append(path)
    return places


@functools.cache
def strings(file: Path) -> tuple[str, ...]:
    """The strings of a module, without its docstrings."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return tuple(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    )


def words_in(text: str) -> list[str]:
    return WORD.findall(OPTIONAL.sub(r" \1 ", SETS.sub(" ", text)))


class TestClasses:
    def test_they_have_words_and_names_that_tell_what_for(self):
        for _, names, words in lines():
            assert names
            assert words
            assert all(CLASS_NAME.fullmatch(name) for name in names)

    def test_each_is_at_home_in_one_list_whose_head_says_what_it_is_for(self):
        headed = [
            name
            for file in FOLDER.glob("*.txt")
            for name in HEADED.findall(file.read_text("utf-8"))
        ]
        assert sorted(headed) == classes()

    def test_each_is_used(self):
        named = {
            text
            for folder in ("index", "qa")
            for file in (ROOT / folder).rglob("*.py")
            for text in strings(file)
        }
        assert [name for name in classes() if name not in named] == []

    def test_one_that_is_not_there_is_refused(self):
        with pytest.raises(ValueError, match="no words are of the class 'grow': there are"):
            lexicon.words("grow")

    def test_units_have_one_dimension_each(self):
        dimensions = set(Dimension) - {Dimension.NONE}
        for _, names, words in lines():
            assert len(dimensions.intersection(names)) <= 1, words


class TestHomes:
    def test_no_word_stands_in_two_lines(self):
        homes = defaultdict(list)
        for name, _, words in lines():
            for word in words:
                homes[word].append(name)
        assert {word: names for word, names in homes.items() if len(names) > 1} == {}

    def test_no_rule_holds_a_word_of_the_lexicon(self):
        known = {word for _, _, words in lines() for word in words if len(word) > 1}
        held = {
            (path, word)
            for word, paths in words_of_rules().items()
            if word in known
            for path in paths
        }
        assert held == set(ALLOWED)

    def test_no_two_rules_hold_the_same_word(self):
        twice = {word: paths for word, paths in words_of_rules().items() if len(paths) > 1}
        assert twice == {}

    def test_numerals_are_spelt_out_in_one_module(self):
        spelt = {
            file.relative_to(ROOT).as_posix()
            for folder in ("index", "qa")
            for file in (ROOT / folder).rglob("*.py")
            if any("四五六" in text for text in strings(file))
        }
        assert spelt == {"index/language/numerals.py"}

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("(?:新增|新建)了", ["新增", "新建"]),
            ("达到?", []),  # 达, and 到 too
            ("预期目标?", ["预期目"]),
            ("哪[个家条]|几个", ["几个"]),
            (r"[\]个家]位次", ["位次"]),
            ("多", []),
        ],
    )
    def test_what_counts_as_a_word_of_a_rule(self, text: str, words: list[str]):
        assert words_in(text) == words


class TestAlternation:
    @given(st.sampled_from(classes()))
    def test_matches_each_word_whole_and_nothing_else(self, name: str):
        pattern = re.compile(lexicon.alternation(name))
        for word in lexicon.words(name):
            match = pattern.match(f"{word}\n")
            assert match is not None
            assert match[0] == word
        assert not pattern.match("\n")

    def test_of_several_classes_holds_each_word_once(self):
        alternatives = lexicon.alternation("grew", "fell", "grew").split("|")
        assert sorted(alternatives) == sorted({*lexicon.words("grew"), *lexicon.words("fell")})

    def test_the_longer_of_two_words_comes_first(self):
        alternatives = lexicon.alternation("ends_measure").split("|")
        assert alternatives.index("达到") < alternatives.index("达")
