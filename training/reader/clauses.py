"""Questions that a script can ask of a report's enumerations, names and deeds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.reader.chances import chance
from training.reader.figures import DONE
from training.reader.sample import Example, in_context
from training.reader.subjects import words_of
from training.reader.wording import reword

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from training.reader.figures import Line

MIN_LIST_CHARS = 6
KIND_CHARS = range(2, 4)  # the last word of a name, where it says what it is the name of
MIN_TELLING_CHARS = 4  # of what was got or done, to be asked about


def list_examples(lines: Sequence[Line], rng: random.Random) -> Iterator[Example]:
    """Questions on enumerations: ``加快建设A、B、C等线路`` answers which lines are built."""
    pattern = re.compile(
        r"(?P<list>(?:[^，。；、：]{2,18}、){2,}[^，。；、：等]{2,18})等(?P<n>\d+[个条项家]|一批)?(?P<kind>[^，。；、：“”]{2,14})"
    )
    for line in lines:
        for found in pattern.finditer(line.text):
            start, end = found.span("list")
            verb = ""
            if lead := re.match(
                rf"(?:加快|持续|深入|全面|大力|积极|统筹)?(?:{DONE}|发展|建设|做强|做大|壮大|布局|聚焦|加强|提高|优化|促进|鼓励|加大|推动|实现|抓好|规范|健全|完善|保障|强化|开工|积极|用好|扩大|瞄准|围绕)+",
                found["list"],
            ):
                verb, start = lead[0], start + lead.end()
            if end - start < MIN_LIST_CHARS:
                continue
            kind = found["kind"]
            asked = rng.choice(
                (
                    f"{verb}哪些{kind}",
                    f"{verb}的{kind}有哪些",
                    f"{verb}的{kind}包括哪些",
                    f"{kind}包括哪些",
                    f"要{verb}哪些{kind}？",
                    f"{verb}什么{kind}",
                )
            )
            yield in_context(line, reword(asked, rng), (start, end), rng)
            other = rng.choice(lines)
            if kind[:2] not in other.text and kind[-2:] not in other.text:
                yield in_context(other, reword(asked, rng), None, rng)


_NAMED = re.compile(
    r"(?:^|(?<=[，。；]))(?P<who>[^，。；、：\d]{3,18}?)(?P<did>获评|入选|荣获|获批|成为|被评为|跻身|晋升为|打造|承办|落户|开通|通车"
    r"|建成投用|开工建设|投入运营|正式运营|揭牌|开园|开馆|投产)(?P<what>(?![、等和及])[^，。；]{0,24})"
)


def name_examples(lines: Sequence[Line], rng: random.Random) -> Iterator[Example]:
    """Questions on who or what did something: ``A入选B`` answers what was chosen for B."""
    for line in lines:
        for found in _NAMED.finditer(line.text):
            who, did, what = found["who"], found["did"], found["what"]
            if re.match(
                DONE
                + "|加快|支持|推动|全力|积极|深入|持续|以|把|将|力争|努力|让|使|在|从|对|促进|强化|、|新增|共",
                who,
            ):
                continue
            words = words_of(who)
            kind = words[-1] if len(words) > 1 else ""
            kind = kind if len(kind) in KIND_CHARS and chance(rng, 0.5) else ""
            if len(what) >= MIN_TELLING_CHARS:
                asked = rng.choice(
                    (
                        f"哪个{kind}{did}{what}",
                        f"谁{did}了{what}",
                        f"哪里{did}{what}",
                        f"什么{did}{what}",
                        f"{did}{what}的是哪个{kind}",
                        f"{did}{what}的是哪家",
                    )
                )
                yield in_context(line, reword(asked, rng), found.span("who"), rng)
                asked = rng.choice((f"{who}{did}了什么", f"{who}{did}什么", f"{who}{did}哪个"))
                yield in_context(line, reword(asked, rng), found.span("what"), rng)
            elif not what:
                asked = rng.choice((f"哪个{kind}{did}了", f"什么{did}了", f"哪条{kind}{did}"))
                yield in_context(line, reword(asked, rng), found.span("who"), rng)
            else:
                continue
            other = rng.choice(lines)
            if did not in other.text:
                yield in_context(other, reword(asked, rng), None, rng)
