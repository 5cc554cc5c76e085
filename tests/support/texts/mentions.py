"""Reports that mention things, and an index of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.build import build
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REPORTS: Mapping[str, str] = {
    "云溪2024.txt": (
        "2024年云溪市政府工作报告\n——2024年1月8日在云溪市第五届人民代表大会第三次会议上\n\n各位代表：\n\n"
        "一、2023年工作回顾\n\n低空经济起步。与上海交通大学共建研究院，上海的交通更加便利。\n\n"
        "二、2024年工作安排\n\n（一）发展低空经济\n\n建设低空經濟示范区。支持低 空 经济企业20家，GDP增长5%左右。\n"
    ),
    "云溪2022.txt": (
        "2022年云溪市政府工作报告\n\n一、2021年工作回顾\n\n茶叶产量3.2万吨，地区生产总值增长4.5%。\n"
    ),
    "北岭2024.txt": (
        "2024年北岭县政府工作报告\n\n一、2023年工作回顾\n\n新增企业12家。RAID 系统建成。=cmd|' /c calc'!A1\n\n"
        "二、2024年工作安排\n\n建设<script>alert(1)</script>低空经济园区。\n"
    ),
}


def index_of(root: Path, reports: Mapping[str, str] = REPORTS) -> Path:
    """An index of reports, by the small encoder."""
    corpus = root / "corpus"
    corpus.mkdir()
    for name, text in reports.items():
        (corpus / name).write_text(text, encoding="utf-8")
    build([corpus], root / "index", HashEncoder)
    return root / "index"
