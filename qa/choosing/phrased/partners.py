"""With whom something is done: 与甲公司合作,打造乙, and who made it: 由甲开发的乙.

A partner is that of the clause it stands in and of the ones that go on from it, and of no neighbour's: of two
sentences side by side, each with a partner, the one that names what is asked about answers.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from index.language import tokens
from index.language.lexicon import alternation, word_set, words
from index.language.text import fold
from index.types import Period
from qa.choosing.evidence import PHRASED, Evidence
from qa.choosing.whole_names import is_generic, is_whole
from qa.kinds import Kind
from qa.listing import definitions
from qa.understanding.concepts import Concepts, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.types import Passage
    from qa.understanding.question import Question

# Log-odds: its clause says so, of just what is asked about; the more so, the longer it goes on as the question does.
_WEIGHTS = {PHRASED: 12.0, "as asked": 3.0}
_LONG = 12  # characters in the question's order from which on more of them say no more
_MOST = 0.7  # of what is asked about, that a partner's clauses have to name
_MOST_CLAUSES = 2  # that go on from one with a partner
_SHORT = 2  # characters of a word that a name may end inside of
_MOST_CHARS = 40  # of the names of partners

_MADE = alternation("makes_it")
_LEADS = alternation("leads_to_partner")
_CRAFTED = "[做造搞弄](?:出来)?的"  # 谁做的: as it is said
_WHO = rf"谁|哪(?!里有|些方面)[一两几二三四个]*|{alternation('what_thing')}(?={alternation('firms')})|啥(?=单)"
_WITH_WHOM = re.compile(
    rf"(?:[和跟与同]|{_LEADS})(?:{_WHO})|(?:{alternation('partner')})(?:是|有)?(?:{_WHO})|"
    rf"\b(?:partner\w*|together with|jointly|cooperat\w+|collaborat\w+)\b"
)
_BY_WHOM = re.compile(
    rf"谁(?:来|给)?(?:{_MADE}|{_CRAFTED})|(?:由|是)(?:{_WHO})[^,;。?]{{0,8}}?(?:{_MADE})|(?:{_MADE})(?:的|者)?[是为](?:{_WHO})|"
    r"\bwho (?:developed|built|made|designed|runs)\b|\b(?:developed|built|made|designed) by (?:who|which)"
)
_COMPARES = re.compile(r"谁.{0,12}[多少高低快慢大小][些点]?[?。!]*$")
_NAMES = rf"(?P<who>[^,;:。()]{{2,{_MOST_CHARS}}}?)"
_REST = r"(?:等[^,;:。、]{0,10}?)?(?:之[间])?(?:[在就][^,;:。]{1,16}?)?"
_ACT = rf"(?:{alternation('done_together', 'done_jointly')})(?!{alternation('holder')})"
_FORMS = (
    re.compile(
        rf"(?<!参)(?:与|(?<![协共合相不陪如])同(?![城步时比期类等一向])|(?<=[,;。 ])[和跟]){_NAMES}{_REST}的?(?:{alternation('manner')})?{_ACT}"
    ),
    re.compile(rf"(?:{_LEADS}){_NAMES}{_REST}(?={_ACT}|[,;。]|$)"),
    re.compile(rf"由{_NAMES}{_REST}(?:{_MADE})"),
)
_NO_NAME = re.compile("^[、和]|的|(?<!华)为|[将把让使]")
_WHICH_OF = "哪[一几两三四家所个些座]*"
_ASKS_BODY = re.compile(rf"{_WHICH_OF}(?:[企][业]|公[司]|集[团]|单[位]|大[学]|高校|医[院]|机[构])")
_ASKS_PLACE = re.compile(rf"{_WHICH_OF}(?:国[家]|城?[市省区县州国])")
_OF_PLACES = re.compile("[省市区县州国]$")
_BODY = re.compile("[委局司团院所校心会部行厂学]$")
_NO_THING = re.compile("[哪谁]|[了着过要]$")
_COMMAS = re.compile(r"[,，;；:：。]")
_AND_WITH = re.compile("[与]")


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a sentence names partners, and what it tells of them."""

    start: int
    end: int
    about: str


@functools.lru_cache(maxsize=64)
def asks_partner(asked: str) -> bool:
    """Whether a folded question asks with whom, or by whom, something is done."""
    if _COMPARES.search(asked):
        return False
    return bool(_WITH_WHOM.search(asked) or _BY_WHOM.search(asked))


def partners(question: Question, concepts: Concepts, passage: Passage) -> list[Evidence]:
    """The partners that a passage names in the clauses of what is asked about; none where it names none."""
    asked = folded(question.text)
    if question.wanted.kind not in {Kind.ENTITY, Kind.LIST} or not asks_partner(asked):
        return []
    things = _things(question, concepts)
    found = [
        (told, sentence.start, share)
        for sentence in passage.sentences
        for told in _told(sentence.text, passage)
        if (share := _share(concepts, things, told.about)) >= _MOST
    ]
    found = [each for each in found if not _are_others(asked, passage, each[0], each[1])]
    evidence = [
        Evidence(
            start=start + told.start,
            end=start + told.end,
            features={PHRASED: share, "as asked": _as_asked(asked, told.about)},
            weights=_WEIGHTS,
        )
        for told, start, share in found
    ]
    return sorted(evidence, key=lambda each: -each.strength)


def _are_others(asked: str, passage: Passage, told: _Told, start: int) -> bool:
    """Whether partners are what is asked about, provinces where firms are asked for (重庆、四川等省市), or a body where places are."""
    at = start - passage.start
    who, after = passage.text[at + told.start : at + told.end], passage.text[at + told.end :][:4]
    if folded(who) in asked:
        return True  # 教科院和谁合作: not with itself
    if _ASKS_BODY.search(asked):
        return bool(_OF_PLACES.search(who) or re.match("等[省市国地]", after))
    return bool(_ASKS_PLACE.search(asked) and _BODY.search(who))


def is_anothers(question: Question, passage: Passage, chosen: Evidence) -> bool:
    """Whether what was chosen as a partner is one whose clauses do not name what is asked about."""
    if PHRASED in chosen.features or not asks_partner(folded(question.text)):
        return False
    concepts = Concepts.alike(question.concepts)
    things = _things(question, concepts)
    return bool(things) and any(
        sentence.start + told.start < chosen.end
        and chosen.start < sentence.start + told.end
        and _share(concepts, things, told.about) < _MOST
        for sentence in passage.sentences
        for told in _told(sentence.text, passage)
    )


def _share(concepts: Concepts, things: frozenset[int], about: str) -> float:
    """How much of what is asked about a partner is told of, 0 to 1."""
    whole = concepts.share(things)
    return concepts.share(things & concepts.in_text(about)) / whole if whole else 0.0


def _things(question: Question, concepts: Concepts) -> frozenset[int]:
    """The numbers of the concepts that a question asks about, and not of what it asks for."""
    noun = question.wanted.noun
    named = {i: each.words[0] for i, each in enumerate(concepts) if len(each.words[0]) > 1}
    return frozenset(
        i
        for i, word in named.items()
        if word not in _no_things() and word not in noun and not _NO_THING.search(word)
    )


def _as_asked(asked: str, about: str) -> float:
    """How long the longest stretch is that a question and what a partner is told of share, 0 to 1."""
    match = SequenceMatcher(a=asked, b=about, autojunk=False).find_longest_match()
    return min(_LONG, match.size) / _LONG


@functools.cache
def _no_things() -> frozenset[str]:
    return word_set(
        *("act", "predicate", "verbal", "edge_of_name", "function", "idle"),
        *("done_together", "done_jointly", "makes_it", "leads_to_partner", "partner"),
        *("firms", "holder", "town", "jointly"),
    )


def _told(sentence: str, passage: Passage) -> Iterator[_Told]:
    """The partners of a sentence, in their order."""
    text = fold(sentence).text
    phrases = _phrases(text)
    entry = definitions.entry(passage) if passage.period is Period.GLOSSARY else None
    for match, following in itertools.zip_longest(phrases, phrases[1:]):
        stop = _clause_start(text, following.start()) if following else len(text)
        after = ",".join(_COMMAS.split(text[match.end("who") : stop])[: 1 + _MOST_CLAUSES])
        for lead, first, last in _pairs(text, match):
            start, end = fold(sentence).original(first, last)
            if (
                _ends_word(text, last)
                and is_whole(sentence, start, end)
                and not _is_any(folded(sentence[start:end]))
            ):
                about = f"{lead}{after}" if entry is None else f"{folded(entry[0])},{lead}{after}"
                yield _Told(start=start, end=end, about=about)


def _phrases(text: str) -> list[re.Match[str]]:
    """The phrases of a folded sentence that name partners, none inside of another."""
    found = [match for form in _FORMS for match in form.finditer(text)]
    found.sort(key=lambda each: (each.start(), -each.end()))
    kept: list[re.Match[str]] = []
    for match in found:
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _pairs(text: str, match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """What leads to the partners of a phrase, and where they stand; of 甲与乙、丙与丁合作 each pair."""
    at = _clause_start(text, match.start())
    lead, first = text[at : match.start()], match.start("who")
    members = _AND_WITH.split(match["who"])
    for i, member in enumerate(members):
        is_last = i == len(members) - 1
        own, _, following = (member, "", "") if is_last else member.partition("、")
        if own and (is_last or following):
            yield lead, first, first + len(own.rstrip("等"))
        lead, first = following, first + len(member) + 1


def _is_any(who: str) -> bool:
    """Whether a folded name is of no one in particular (优质企业), or none at all (资本、为推进…)."""
    return is_generic(who) or who.startswith(words("picks_none")) or bool(_NO_NAME.search(who))


def _ends_word(text: str, at: int) -> bool:
    """Whether no word of a folded text goes on behind a place in it: 西部大开发 behind 西部大."""
    start = _clause_start(text, at)
    return not any(
        start + word.start < at < start + word.end and len(word.term) > _SHORT
        for word in tokens.words(text[start : at + _SHORT * 2])
    )


def _clause_start(text: str, at: int) -> int:
    return max((m.end() for m in _COMMAS.finditer(text, 0, at)), default=0)
