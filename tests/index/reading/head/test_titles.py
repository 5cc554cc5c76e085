"""index.reading.head.titles: which lines are titles, and what of them is not."""

from __future__ import annotations

import pytest

from index.reading.head.titles import (
    cleaned,
    is_caption,
    is_telling,
    is_title,
    joined,
    n_fragments,
    of_format,
)

TITLE = "2024年云溪市政府工作报告"
MEETING = "云溪市第九届人民代表大会第四次会议"


@pytest.mark.parametrize(
    "line",
    [
        "政府工作报告",
        TITLE,
        "[云溪] 2024年云溪市政府工作报告",
        "2023年云溪市国民经济和社会发展统计公报",
        "云溪市人民政府工作报告(摘要)",
        "云溪市养老服务规划",
        "政 府 工 作 报 告",
        "标题：2024年云溪市政府工作报告",
        "２０２４年云溪市政府工作报告",
        "二О二四年云溪市政府工作报告",
        "云溪市政府工作报告（2024）",
        "行政院施政報告",
        "2023年云溪市国民经济和社会发展统计公报①",
        "云溪市供销合作社工作报告",
    ],
)
def test_titles(line: str):
    assert is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "各位代表:",
        "一、2023年工作回顾",
        f"2024年1月16日在{MEETING}上市长沈禾作政府工作报告",
        "2024年1月16日云溪市市长沈禾作政府工作报告",
        "现在,我代表市人民政府,向大会报告工作,请予审议。",
        "很长" * 30 + "政府工作报告",
        "",
        "沈禾作政府工作报告。云溪日报记者 穆青 摄",
        "沈禾、穆青作工作报告",
        "穆青作县人大常委会工作报告",
        "沈禾作报告",
        "云溪日报记者 穆青 摄",
    ],
)
def test_other_lines_are_no_titles(line: str):
    assert not is_title(line)


@pytest.mark.parametrize("title", [TITLE, "2024年政府工作报告", "云溪市政府工作报告"])
def test_a_telling_title_names_a_year_or_a_place(title: str):
    assert is_telling(title)
    assert not is_telling("政府工作报告")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        (f"{TITLE}-云溪市人民政府网站", TITLE),
        (f"{TITLE}_政务公开_云溪市人民政府门户", f"{TITLE}_政务公开"),
        (f"{TITLE} | 云溪在线网", TITLE),
        (f"Microsoft Word - {TITLE}.doc", TITLE),
        (f"{TITLE}——砥砺前行", f"{TITLE}——砥砺前行"),
        ("Microsoft Word - 文档1", ""),
        ("无标题文档", ""),
        ("新建 Microsoft Word 文档", "新建 Microsoft Word 文档"),
        ("", ""),
    ],
)
def test_what_a_format_keeps_as_the_title(title: str, kept: str):
    assert of_format(title) == kept


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"标题：{TITLE}", TITLE),
        (f"[云溪] {TITLE}", TITLE),
        (f"【全文】{TITLE}", TITLE),
        (TITLE, TITLE),
    ],
)
def test_labels_and_marks_are_no_part_of_a_title(line: str, title: str):
    assert cleaned(line) == title


@pytest.mark.parametrize(
    ("lines", "n"),
    [
        (["云溪苗族自治州", "2016年国民经济和社会发展统计公报"], 1),
        (["云溪省", "云溪市", "统计公报"], 2),
        (["春风吹", "统计公报"], 0),
        (["云溪市", TITLE], 0),
        ([TITLE], 0),
    ],
)
def test_a_place_above_a_title_is_of_it(lines: list[str], n: int):
    assert n_fragments(lines, len(lines) - 1) == n
    assert joined(lines[-1 - n :]).endswith(lines[-1])


def test_a_line_of_the_session_is_no_caption():
    assert not is_caption(f"2024年1月16日在{MEETING}上市长沈禾作政府工作报告。")
    assert is_caption("图为云溪茶园")
