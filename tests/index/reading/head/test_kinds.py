"""index.reading.head.kinds: which kind of document a title names."""

from __future__ import annotations

import pytest

from index.reading.head.kinds import kind_of, looks_back
from index.types import ReportKind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2024年云溪市政府工作报告", ReportKind.GOVERNMENT_WORK),
        ("云溪市人民法院工作报告", ReportKind.COURT),
        ("云溪市人民检察院工作报告", ReportKind.PROSECUTION),
        ("云溪市人大常委会工作报告", ReportKind.CONGRESS),
        ("云溪市人民代表大会常务委员会工作报告", ReportKind.CONGRESS),
        ("云溪市2023年国民经济和社会发展统计公报", ReportKind.STATISTICS),
        ("云溪市第七次全国人口普查公报", ReportKind.STATISTICS),
        ("关于云溪市2023年财政决算的报告", ReportKind.BUDGET),
        ("2023年云溪市预算执行情况报告", ReportKind.BUDGET),
        ("关于2023年国民经济和社会发展计划执行情况的报告", ReportKind.DEVELOPMENT),
        ("云溪市国民经济和社会发展第十四个五年规划", ReportKind.PLAN),
        ("云溪市茶产业发展规划", ReportKind.PLAN),
        ("关于云溪市第十个五年计划纲要的报告", ReportKind.OTHER),
        ("行政长官2021年施政报告", ReportKind.ADDRESS),
        ("立法院报告", ReportKind.OTHER),
        ("云溪市民生实事", ReportKind.OTHER),
    ],
)
def test_kind_of(title: str, kind: ReportKind):
    assert kind_of(title) is kind


def test_only_bulletins_look_back():
    assert [kind for kind in ReportKind if looks_back(kind)] == [ReportKind.STATISTICS]
