"""Reports of some made-up neighbours, which tell the same figures in different ways, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.texts.placed import engine_of_files

if TYPE_CHECKING:
    from pathlib import Path

    from qa import Engine

# Of each: what the year before brought, and what its year is to bring.
SAID = {
    ("云溪县", 2031): (
        "全县地区生产总值增长5.2%，粮食产量24万吨。",
        "地区生产总值增长5%左右，新增就业3000人。",
    ),
    ("石岭县", 2031): (
        "全县地区生产总值增长6.1%，粮食产量5.6亿斤。",
        "地区生产总值增长6%以上，新增就业5000人以上。",
    ),
    ("白沙县", 2031): (
        "全县地区生产总值增长4.4%，粮食产量31万吨。",
        "地区生产总值增长5%—5.5%，新增就业3000人。",
    ),
    ("青田县", 2031): ("全县地区生产总值增长6.1%。", "地区生产总值增长5.5%左右。"),
    ("南河县", 2031): (
        "全县粮食产量18万吨。城镇居民人均可支配收入增长5.1%，农村居民人均可支配收入增长7.3%。",
        "地区生产总值保持稳定增长，新增就业2000人。",
    ),
    ("云溪县", 2030): ("全县地区生产总值增长4.9%。", "地区生产总值增长5.5%左右。"),
    ("石岭县", 2030): ("全县地区生产总值增长5.8%。", "地区生产总值增长5.5%以上。"),
}


def report(place: str, year: int, review: str, plan: str) -> str:
    """A report in the form that they have."""
    return (
        f"{year}年{place}政府工作报告\n各位代表:\n一、{year - 1}年工作回顾\n{review}\n"
        f"二、{year}年工作安排\n今年的主要预期目标是：{plan}\n"
    )


def engine_of(folder: Path) -> Engine:
    """An engine on all of them, whose encoder is no model."""
    return engine_of_files(
        folder,
        {
            f"{year}{place}": report(place, year, review, plan)
            for (place, year), (review, plan) in SAID.items()
        },
    )
