"""Reports of places that do not exist, in the shapes that real ones come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading import report, splitting
from index.reading.formats import markdown
from index.types import Document, Heading, Passage, Source

if TYPE_CHECKING:
    from pathlib import Path

WORK_REPORT = """\
2024年云溪市政府工作报告

来源:云溪日报

——2024年1月16日在云溪市第九届人民代表大会第四次会议上

市长 沈 禾

各位代表:

现在,我代表市人民政府向大会报告工作,请予审议,并请市政协委员提出意见。

一、2023年工作回顾

2023年,全市上下迎难而上,经济稳步回升。

——产业基础更加稳固。规上工业增加值增长6.2%,新增企业48家。

——城乡面貌明显改善。建成绿道31公里。

一年来,主要做了以下工作:

(一)聚力稳增长,经济运行回升向好

工业经济提质增效。技改投资增长12.5%。全年开工项目120个。

消费市场加快恢复。举办茶文化节,接待游客310万人次。

(二)聚力惠民生,群众生活持续改善

新增就业1.2万人。

过去一年的成绩来之不易。同时,我们也清醒看到,发展中还有不少困难。

二、2024年工作安排

今年经济社会发展的主要预期目标是:地区生产总值增长5.5%左右。

(一)培育壮大特色产业

做强茶产业。力争综合产值突破80亿元。

三、全面加强政府自身建设

坚持依法行政。严格规范公正文明执法。

各位代表!实干成就未来。让我们携手前行。

名词解释:

1.绿道:沿水系和山脊建设的慢行道路。

2.茶文化节:每年四月举办的展会。
"""


def source(
    text: str,
    path: str = "报告.txt",
    headings: tuple[Heading, ...] = (),
    identity: str = "0" * 64,
) -> Source:
    return Source(id=identity, path=path, text=text, headings=headings)


def parse(text: str, path: str = "报告.txt") -> tuple[Document, tuple[Passage, ...]]:
    """The document and passages of a text, checked for what holds of every report."""
    found = report.parse(source(text, path))
    split = splitting.split(found)
    check_structure(found.document, split)
    return found.document, split


def parse_markdown(text: str, path: str = "报告.md") -> tuple[Document, tuple[Passage, ...]]:
    extract = markdown.read(text.encode(), path)
    found = report.parse(source(extract.text, path, extract.headings))
    split = splitting.split(found)
    check_structure(found.document, split)
    return found.document, split


def passage_with(split: tuple[Passage, ...], words: str) -> Passage:
    """The one passage that holds the words."""
    (found,) = [passage for passage in split if words in passage.text]
    return found


def heading_titles(document: Document, level: int) -> list[str]:
    return [heading.title for heading in document.headings if heading.level == level]


def dropped_texts(document: Document) -> list[str]:
    return [document.text[drop.start : drop.end] for drop in document.dropped]


def line_spans(text: str) -> list[tuple[int, int]]:
    """Where each line stands that is not blank, without the white space around it."""
    spans = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            spans.append((start, start + len(line.strip())))
        at += len(line) + 1
    return spans


def check_structure(document: Document, split: tuple[Passage, ...]) -> None:
    """What holds of every text: spans slice back, and each line has exactly one place."""
    text = document.text
    assert [passage.number for passage in split] == list(range(1, len(split) + 1))
    end_before = 0
    for passage in split:
        assert end_before <= passage.start < passage.end <= len(text)
        end_before = passage.end
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        at = passage.start
        for sentence in passage.sentences:
            assert at <= sentence.start < sentence.end <= passage.end
            assert text[sentence.start : sentence.end] == sentence.text
            assert not text[at : sentence.start].strip(), "text between two sentences"
            at = sentence.end
        assert not text[at : passage.end].strip(), "text after the last sentence"
    for heading in document.headings:
        assert 0 <= heading.start < heading.end <= len(text)
        assert heading.title
    taken = [
        *((passage.start, passage.end) for passage in split),
        *((drop.start, drop.end) for drop in document.dropped),
        *((heading.start, heading.end) for heading in document.headings),
    ]
    for start, end in line_spans(text):
        places = [span for span in taken if span[0] <= start and end <= span[1]]
        assert len(places) == 1, f"{text[start:end]!r} has the places {places}"


def write_report(file: Path, text: str = "正文。") -> Path:
    """Write a report where it is to lie, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file
