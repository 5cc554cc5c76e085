"""index.facts.reports: what each figure of a report is of, and where that was read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.fact_types import Direction, Origin, Status, TimePart
from index.types import Aspect
from tests.support.texts.facts import facts_in, facts_in_markdown, planned, reviewed


class TestValues:
    @pytest.mark.parametrize(
        ("text", "worded"),
        [
            ("税收收入实现正增长。", "正增长"),
            ("技改投资保持两位数增长。", "两位数增长"),
            ("居民收入增长与经济增长同步。", "与经济增长同步"),
            ("工业用电量增速位居全省前列。", "全省前列"),
            ("就业率高于全省平均水平。", "高于全省平均水平"),
            ("夏粮喜获丰收。", "喜获丰收"),
            ("茶叶产值与上年持平。", "与上年持平"),
            ("行政村快递服务实现全覆盖。", "全覆盖"),
        ],
    )
    def test_a_worded_value_is_a_fact_without_a_number(self, text: str, worded: str):
        (fact,) = reviewed(text)
        assert (fact.text, fact.amount.value, fact.amount.high) == (worded, None, None)

    def test_spans_slice_back(self):
        text = "2024年云溪市政府工作报告\n\n一、2023年工作回顾\n\n税收38. 6亿元、增长 4.5%。\n"
        for fact in facts_in(text):
            assert text[fact.start : fact.end] == fact.text

    @pytest.mark.parametrize(
        "text",
        [
            "千伏变电站项目，环保发电、金岭10万吨锌锭等项目落地。",
            "产值超亿元企业发展壮大。",
            "推进3岁以下婴幼儿照护。",
            "出台稳增长“18条”政策。",
            "落实“五个走在前列”要求。",
            "落实中央八项规定精神。",
            "重点做好六个方面的工作。",
            "消除劣五类水体。",
            "云岭晋升4A级景区。",
            "第三，打造茶旅场景。",
        ],
    )
    def test_what_is_part_of_a_name_or_a_condition_is_no_fact(self, text: str):
        assert reviewed(text) == ()

    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("新增超10亿元茶企3家。", ["3家"]),
            ("抓好75个千万元以上茶业项目。", ["75个"]),
            ("抓好75个亿元以上茶业项目。", ["75个"]),
            ("开工500万元以上技改项目12个。", ["12个"]),
            ("全市超百亿元茶业集群达到2个。", ["2个"]),
            ("培育100家年产值10亿元以上的茶企。", ["100家"]),
            ("在5个人口20万以上的镇建成学校。", ["5个"]),
            ("在全省62个贫困县中排名第五。", ["第五"]),
            ("建设300个以上精品示范村、500个以上达标村。", ["300个以上", "500个以上"]),
            ("发放超10亿元贷款，支持茶企30家。", ["超10亿元", "30家"]),
            ("7条茶产业链产值突破7亿元。", ["7亿元"]),
            ("9个茶厂增加值增长5%。", ["5%"]),
            ("82个年产值过10亿元的茶厂开工。", ["82个", "10亿元"]),
        ],
    )
    def test_what_says_of_which_kind_things_are_is_no_fact(self, text: str, values: list[str]):
        assert [fact.text for fact in reviewed(text)] == values

    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("税收收入22。7亿元，增长5。1%。", [("22。7亿元", "22.7e8"), ("5。1%", "5.1")]),
            ("茶园合格率达到98。5％。", [("98。5％", "98.5")]),
            ("城镇化率提高1。2个百分点。", [("1。2个百分点", "1.2")]),
            ("产值达到22.\n7亿元。", []),
            ("建成茶厂15。2023年增长3%。", [("15", "15"), ("3%", "3")]),
        ],
    )
    def test_a_figure_that_a_file_cut_in_two_is_one_or_none(
        self, text: str, values: list[tuple[str, str]]
    ):
        found = [(fact.text, fact.amount.value) for fact in reviewed(text)]
        assert found == [(written, Decimal(value)) for written, value in values]

    def test_people_are_counted_in_persons_though_it_is_not_written(self):
        (fact,) = reviewed("旅居人数达12.5万。")
        assert (fact.amount.value, fact.amount.unit) == (Decimal(125000), "人")

    def test_what_is_not_is_told(self):
        assert not reviewed("新建绿道12公里。")[0].is_negated
        assert reviewed("粮食总产量未达到30万吨。")[0].is_negated


class TestMeasures:
    @pytest.mark.parametrize(
        ("text", "measures"),
        [
            ("湖区臭氧浓度为每立方米88微克。", ["湖区臭氧浓度"]),
            ("茶农养老金标准提高到每人每月300元。", ["茶农养老金标准"]),
            ("采茶用工单价每亩900元。", ["采茶用工单价"]),
            ("游客密度为每平方公里40人。", ["游客密度"]),
            ("茶叶产量完成3.2万吨，增长4.5%。", ["茶叶产量", "茶叶产量"]),
            ("茶叶产量增长4.5%，达到3.2万吨。", ["茶叶产量", "茶叶产量"]),
            ("全市实现旅游总收入12亿元。", ["旅游总收入"]),
            ("新增规上服务业企业18家。", ["规上服务业企业"]),
            ("提升改造泉江里等11个老旧小区。", ["老旧小区"]),
            ("改造老旧小区26个、供水管网15公里。", ["老旧小区", "供水管网"]),
            ("建成3座水厂和12座泵站。", ["水厂", "泵站"]),
            ("86%的行政村实现通公交。", ["行政村"]),
            ("茶企贡献了六成以上的税收、八成以上的就业。", ["税收", "就业"]),
            ("教育支出12亿元，培训收入3亿元。", ["教育支出", "培训收入"]),
            ("全国茶叶产量增长3%，全省增长4%，全市增长5%。", ["茶叶产量"] * 3),
            ("城镇化率由58.1%提高到60.3%。", ["城镇化率", "城镇化率"]),
            ("数字经济占全市比重达到32%。", ["数字经济占全市比重"]),
            ("进口、出口分别增长3%、5%。", ["进口", "出口"]),
            (
                "装备制造业、电子制造业增加值分别增长9%、12%。",
                ["装备制造业增加值", "电子制造业增加值"],
            ),
            ("财政收入完成9亿元，其中税收收入6亿元。", ["财政收入", "税收收入"]),
            ("谋划项目26项（其中省重点4项），总投资355亿元。", ["项目", "省重点", "项目总投资"]),
            (
                "生产总值增长6%、增速全省第3，总量达到900亿元。",
                ["生产总值", "生产总值增速", "生产总值总量"],
            ),
            ("生产总值跨上4个百亿台阶，达到900亿元。", ["百亿", "生产总值"]),
            ("茶叶产量3万吨，蚕茧产量600吨，分别增长5%、6%。", ["茶叶产量", "蚕茧产量"] * 2),
            ("城镇、农村居民收入分别增长5%、6%。", ["城镇居民收入", "农村居民收入"]),
            ("消费价格涨幅逐步回落，全年上涨0.4%。", ["消费价格"]),
            ("产业升级，对东盟茶叶出口额增长11%。", ["对东盟茶叶出口额"]),
            ("茶农户基本实现动态清零。", ["茶农户"]),
            ("茶旅项目首次突破30个。", ["茶旅项目"]),
            ("重点项目完成投资3亿元。", ["重点项目完成投资"]),
            ("投入3亿元实施茶园改造工程。", ["茶园改造工程"]),
            ("投资300万元完成茶园深翻。", ["茶园深翻"]),
            ("筹集2亿元用于资助贫困学生。", ["资助贫困学生"]),
            ("投入资金3亿元。", ["资金"]),
            ("连续12个季度举办茶旅活动。", ["茶旅活动"]),
            ("茶叶产量增长3%，连续12个季度高于全省。", ["茶叶产量", "茶叶产量"]),
            ("单位产值能耗下降5%，降幅大于目标0.7个百分点。", ["单位产值能耗", "单位产值能耗降幅"]),
            ("累计投资2亿元用于茶园基础设施建设。", ["茶园基础设施建设"]),
            ("茶业和社会事业累计支出2806亿元。", ["茶业和社会事业累计支出"]),
            ("新设茶业基金4只、总规模97亿元。", ["茶业基金", "茶业基金总规模"]),
            ("争取国债项目383个、下达资金425亿元。", ["国债项目", "国债项目资金"]),
            ("实施茶旅项目12个，总投资3亿元。", ["茶旅项目", "茶旅项目总投资"]),
            ("实施茶旅项目12个，投资增长3%。", ["茶旅项目", "投资"]),
            ("茶业、水利分别完成投资25亿元、8亿元。", ["茶业投资", "水利投资"]),
            ("农村茶园灌溉率、自来水普及率分别为5%、6%。", ["农村茶园灌溉率", "自来水普及率"]),
            ("新建茶业转型升级示范基地25家。", ["茶业转型升级示范基地"]),
            ("新建充电桩2万个，其中农村1万个。", ["充电桩", "农村充电桩"]),
            ("第一、第三产业增加值分别增长2%、3%。", ["第一产业增加值", "第三产业增加值"]),
            (
                "绿色茶、新材料、茶具产业增速分别为2%、3%、4%。",
                ["绿色茶增速", "新材料增速", "茶具产业增速"],
            ),
            ("茶园托管面积3万亩。", ["茶园托管面积"]),
            ("茶旅接待总量居全省第一。", ["茶旅接待总量"]),
            ("完成湿地保护修复工程12处。", ["湿地保护修复工程"]),
            ("建成旅游集聚区3个。", ["旅游集聚区"]),
            ("污水治理（管控）率达75%。", ["污水治理（管控）率"]),
            ("茶业对经济增长的贡献率达到5%。", ["茶业对经济增长的贡献率"]),
            ("制定政府规章2件、废止22件。", ["政府规章", "政府规章"]),
            ("城镇低保标准提高到700元，农村提高到500元。", ["城镇低保标准", "农村低保标准"]),
            (
                "全体居民收入增长5%，其中城镇4%、农村6%。",
                ["全体居民收入", "城镇居民收入", "农村居民收入"],
            ),
            # 占比 is one word, however the segmenter cuts it
            ("茶业增加值占比达到26.6%。", ["茶业增加值占比"]),
            ("茶机销量占比超55%。", ["茶机销量占比"]),
            ("茶业外资占比51%。", ["茶业外资占比"]),
            ("优良天数占比为63.6%、占比位居全省前列。", ["优良天数占比", "优良天数占比"]),
            ("茶业增加值占全县比重达到26.6%。", ["茶业增加值占全县比重"]),
            (
                "研发经费支出相当于全市生产总值的比例达到4.4%。",
                ["研发经费支出相当于全市生产总值的比例"],
            ),
            ("为茶企减负2500亿元以上。", ["茶企减负"]),
        ],
    )
    def test_the_words_that_say_what_is_measured(self, text: str, measures: list[str]):
        assert [fact.measure.text for fact in reviewed(text)] == measures

    def test_what_a_clause_takes_over_says_so(self):
        own, taken = reviewed("茶叶产量完成3.2万吨，增长4.5%。")
        assert (own.measure.origin, taken.measure.origin) == (Origin.CLAUSE, Origin.SENTENCE)

    def test_what_nobody_names_is_not_known(self):
        (fact,) = reviewed("增长4.5%。")
        assert (fact.measure.text, fact.measure.origin) == ("", Origin.UNKNOWN)


class TestAspects:
    @pytest.mark.parametrize(
        ("text", "aspects"),
        [
            ("茶叶产量3.2万吨，增长4.5%。", [Aspect.LEVEL, Aspect.CHANGE]),
            ("企业净增120家、达900家。", [Aspect.ADDITION, Aspect.TOTAL]),
            ("累计发放贷款12亿元。", [Aspect.TOTAL]),
            ("新增技能人才300人、专家20人。", [Aspect.ADDITION, Aspect.ADDITION]),
            ("森林覆盖率达到41%。", [Aspect.SHARE]),
            ("城镇登记失业率控制在3.5%。", [Aspect.LEVEL]),
            ("增速居全省第2位。", [Aspect.RANK]),
            ("城镇化率提高1.2个百分点。", [Aspect.CHANGE]),
            ("产能提高到9万吨。", [Aspect.LEVEL]),
            ("首招茶学研究生30名。", [Aspect.ADDITION]),
            ("10个茶业园区启动建设。", [Aspect.ADDITION]),
            ("开工改造茶厂30个。", [Aspect.LEVEL]),
            ("新建改造茶厂30个。", [Aspect.ADDITION]),
            ("共拆除茶棚30个、围墙12米。", [Aspect.TOTAL, Aspect.TOTAL]),
            ("茶企净增30户、超240户。", [Aspect.ADDITION, Aspect.TOTAL]),
            ("项目开工11万平方米，完工2万平方米。", [Aspect.ADDITION, Aspect.LEVEL]),
            ("参保率由15%提高到40%。", [Aspect.SHARE, Aspect.SHARE]),
            ("减少茶业收费3亿元。", [Aspect.CHANGE]),
            ("压减茶园用水量3万立方米。", [Aspect.CHANGE]),
            ("许可事项削减421项。", [Aspect.CHANGE]),
            ("精简会议30个。", [Aspect.LEVEL]),
            (
                "引进项目40个，投资3亿元，外资茶企7家。",
                [Aspect.ADDITION, Aspect.LEVEL, Aspect.ADDITION],
            ),
            ("引进茶企12家，高新技术企业3家。", [Aspect.ADDITION, Aspect.ADDITION]),
            ("引进茶企12家，全市茶企90家。", [Aspect.ADDITION, Aspect.LEVEL]),
            ("引进茶企12家，茶企总数90家。", [Aspect.ADDITION, Aspect.TOTAL]),
            ("引进茶企12家，茶企达到90家。", [Aspect.ADDITION, Aspect.LEVEL]),
            ("拥有国家级茶场3个，省级茶场40个。", [Aspect.LEVEL, Aspect.LEVEL]),
            ("新增专利90件，茶叶专利拥有量20件。", [Aspect.ADDITION, Aspect.LEVEL]),
        ],
    )
    def test_what_of_a_thing_a_figure_tells(self, text: str, aspects: list[Aspect]):
        assert [fact.aspect for fact in reviewed(text)] == aspects

    def test_a_gap_to_another_goes_no_way(self):
        grown, gap = reviewed("茶叶产量增长6%，高于全省2.1个百分点。")
        assert (grown.direction, gap.direction) == (Direction.UP, Direction.NONE)
        assert gap.measure.text == "茶叶产量"

    def test_which_way_a_change_goes(self):
        grew, fell, raised = reviewed("产量增长4%。能耗下降3%。产能提高到9万吨。")
        assert (grew.direction, fell.direction) == (Direction.UP, Direction.DOWN)
        assert (raised.aspect, raised.direction) == (Aspect.LEVEL, Direction.UP)


class TestTimes:
    @pytest.mark.parametrize(
        ("text", "times"),
        [
            ("茶叶产量3.2万吨。", [(2023, 2023, "year", "heading")]),
            ("2022年茶叶产量3.1万吨。", [(2022, 2022, "year", "clause")]),
            ("2022年，茶叶丰产，产量3.1万吨。", [(2022, 2022, "year", "sentence")] * 1),
            ("五年来，茶叶产量年均增长4.7%。", [(2019, 2023, "average", "clause")]),
            ("前三季度，茶叶产量2万吨。", [(2023, 2023, "q1-q3", "sentence")]),
            ("截至2023年底，茶园面积2万亩。", [(2023, 2023, "as-of", "sentence")]),
            ("茶叶产量比上年增长4.7%。", [(2023, 2023, "year", "heading")]),
            (
                "产量由2022年的3万吨增加到2023年的4万吨。",
                [(2022, 2022, "year", "clause"), (2023, 2023, "year", "clause")],
            ),
            (
                "产量由3万吨增加到4万吨。",
                [(None, None, "none", "unknown"), (2023, 2023, "year", "heading")],
            ),
            ("累计发放贷款12亿元。", [(None, None, "cumulative", "unknown")]),
            ("工业增加值年均增长5%。", [(None, None, "average", "unknown")]),
        ],
    )
    def test_the_time_and_where_it_was_read(
        self, text: str, times: list[tuple[int | None, int | None, str, str]]
    ):
        found = [fact.time for fact in reviewed(text) if not fact.text.endswith("丰产")]
        assert [
            (each.first, each.last, each.part.value, each.origin.value) for each in found
        ] == times

    def test_a_time_that_begins_a_paragraph_is_of_the_sentences_after(self):
        _, after = reviewed("2021年，茶叶产量3万吨。茶园面积2万亩。")
        assert (after.time.last, after.time.origin) == (2021, Origin.BEFORE)

    @pytest.mark.parametrize(("text", "first"), [("5年", 2019), ("18个月", 2022)])
    def test_how_long_something_has_been_so_tells_its_years(self, text: str, first: int):
        duration = reviewed(f"茶叶产量连续{text}增长。")[0]
        assert (duration.text, duration.time.first, duration.time.last) == (text, first, 2023)

    def test_of_several_years_what_was_reached_is_of_the_last(self):
        told = reviewed("五年来，茶叶产量达到3万吨、增长20%，改造茶园60处，年均增长4%。")
        assert [(each.time.first, each.time.last, each.time.part) for each in told] == [
            (2023, 2023, TimePart.YEAR),
            (2019, 2023, TimePart.CUMULATIVE),
            (2019, 2023, TimePart.CUMULATIVE),
            (2019, 2023, TimePart.AVERAGE),
        ]

    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("完成茶农搬迁300人。", (2019, 2023, "cumulative")),
            ("9个贫困村全部摘帽。", (2019, 2023, "cumulative")),
            ("茶旅合作项目69项。", (2019, 2023, "cumulative")),
            ("改造提升茶路16条。", (2019, 2023, "cumulative")),
            ("茶叶产量保持在3万吨以上。", (2019, 2023, "year")),
            ("茶企达到120家。", (2023, 2023, "year")),
            ("茶农收入增幅居全省第1位。", (2019, 2023, "cumulative")),
            ("茶叶产量比“十二五”末增长2倍。", (2016, 2023, "cumulative")),
            ("首次实现自1950年以来采茶零事故率达到99%。", (2023, 2023, "year")),
        ],
    )
    def test_of_which_of_five_years_a_value_is(self, text: str, time: tuple[int, int, str]):
        report = "2024年云溪市政府工作报告\n\n一、过去五年工作回顾\n\n五年来，茶业兴旺。{}\n"
        fact = facts_in(report.format(text))[-1]
        assert (fact.time.first, fact.time.last, fact.time.part) == time

    @pytest.mark.parametrize(
        "text",
        [
            "茶叶产量年均增长5%、高于全省1个百分点。",
            "茶叶产量年均增长5%，高于全省1个百分点。",
            "茶叶产量年均增长5%，居全省第3位。",
            "年均减煤3万吨、减碳9万吨。",
            "茶叶、蚕茧产量年均增长5%、6%。",
        ],
    )
    def test_what_hangs_on_a_yearly_average_is_one(self, text: str):
        assert {fact.time.part for fact in reviewed(text)} == {TimePart.AVERAGE}

    def test_what_an_average_led_to_is_none(self):
        assert reviewed("茶叶产量年均增长5%、达到3万吨。")[-1].time.part is TimePart.YEAR

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("茶叶产量连续3年全省第一。", 2021),
            ("茶叶集群累计14个、总数全省第一。", 2023),
            ("茶叶产量连续48个月保持两位数增长。", 2020),
            ("茶叶产量连续4年稳定在3万吨以上。", 2020),
            ("茶叶收购价连续3年提高、惠及茶农5万人。", 2023),
        ],
    )
    def test_what_has_been_so_for_years_is_of_them(self, text: str, first: int):
        fact = reviewed(text)[-1]
        assert (fact.time.first, fact.time.last) == (first, 2023)

    def test_growth_since_a_year_begins_with_the_next(self):
        (fact,) = reviewed("能耗比2018年下降12%。")
        assert (fact.time.first, fact.time.last) == (2019, 2023)
        assert fact.time.part is TimePart.CUMULATIVE

    def test_a_part_on_five_years_tells_of_the_last_one_too(self):
        text = (
            "2024年云溪市政府工作报告\n\n一、过去五年工作回顾\n\n"
            "过去五年，我们砥砺前行。改造茶园60处。\n\n茶园面积由1万亩增加到2万亩。\n\n"
            "各位代表，刚刚过去的2023年，成绩不小。\n\n茶叶产量增长6%。\n\n"
            "五年来，贷款余额年均增长7%。\n\n二、2024年工作安排\n\n今年，新建茶园8处。\n"
        )
        told = {fact.text: (fact.time.first, fact.time.last) for fact in facts_in(text)}
        assert told == {
            "60处": (2019, 2023),
            "1万亩": (None, None),
            "2万亩": (2023, 2023),
            "6%": (2023, 2023),
            "7%": (2019, 2023),
            "8处": (2024, 2024),
        }

    def test_a_heading_of_one_year_is_not_overruled_by_a_paragraph_before(self):
        _, after = reviewed("五年来，茶园面积达到2万亩。\n\n茶叶产量增长6%。")
        assert (after.time.first, after.time.last) == (2023, 2023)

    def test_the_years_of_a_title_are_no_time(self):
        (fact,) = reviewed("编制《茶业规划（2021—2035年）》，新建茶园8处。")
        assert (fact.time.first, fact.time.last) == (2023, 2023)

    def test_a_report_of_no_year_tells_none(self):
        facts = facts_in("茶事杂记\n\n茶叶产量3.2万吨。\n")
        assert [fact.time.origin for fact in facts] == [Origin.UNKNOWN]


class TestSubjects:
    @pytest.mark.parametrize(
        ("text", "subject", "origin"),
        [
            ("茶叶产量3.2万吨。", "云溪市", Origin.DEFAULT),
            ("全市茶叶产量3.2万吨。", "云溪市", Origin.CLAUSE),
            ("城镇居民人均可支配收入4万元。", "城镇居民", Origin.CLAUSE),
            ("规模以上工业增加值增长5%。", "规模以上工业", Origin.CLAUSE),
            ("云岭集团实现营业收入70亿元。", "云岭集团", Origin.CLAUSE),
            ("茶叶产量居全省第3位。", "全省", Origin.CLAUSE),
            ("茶叶产量居产茶大县第3位。", "产茶大县", Origin.CLAUSE),
            ("西岭县地区生产总值增长5%。", "西岭县", Origin.CLAUSE),
            ("成都、西岭县旅游收入增长5%。", "成都、西岭县", Origin.CLAUSE),
            ("雄安新区完成投资30亿元。", "雄安新区", Origin.CLAUSE),
            ("云岭、西岭茶业园区新上项目3个。", "云岭、西岭茶业园区", Origin.CLAUSE),
            ("云溪市茶叶产量3.2万吨。", "云溪市", Origin.CLAUSE),
            ("全省茶叶产量30万吨。", "全省", Origin.CLAUSE),
            ("民营经济完成增加值80亿元。", "民营经济", Origin.CLAUSE),
            ("现代服务业对经济增长贡献率达到50%。", "现代服务业", Origin.CLAUSE),
            ("茶叶、果品产业占比达到67.7%。", "茶叶、果品产业", Origin.CLAUSE),
            ("集体企业下降5%。", "集体企业", Origin.CLAUSE),
            ("茶叶加工企业净增30户。", "云溪市", Origin.DEFAULT),
            ("产业投资增长7%。", "云溪市", Origin.DEFAULT),
            ("城市建成绿道30公里。", "云溪市", Origin.DEFAULT),
            ("在全省率先实现茶园有机认证全覆盖。", "云溪市", Origin.DEFAULT),
        ],
    )
    def test_whose_a_figure_is(self, text: str, subject: str, origin: Origin):
        (fact,) = reviewed(text)
        assert (fact.subject.text, fact.subject.origin) == (subject, origin)

    def test_those_who_were_counted_are_whose_the_next_figure_is(self):
        firms, earned = reviewed("茶叶加工企业增加到75家，实现总产值31亿元。")
        assert firms.subject.text == "云溪市"
        assert (earned.measure.text, earned.subject.text) == ("总产值", "茶叶加工企业")

    @pytest.mark.parametrize(
        ("text", "subjects"),
        [
            ("云岭集团新建工厂3座，安置职工200人。", ["云岭集团", "云岭集团"]),
            ("云岭集团新建工厂3座；安置职工200人。", ["云岭集团", "云溪市"]),
            ("西岭县投入资金3亿元，全市实施项目12个。", ["西岭县", "云溪市"]),
            ("西岭铁路累计发送旅客30万人次、货物5万吨。", ["西岭铁路", "西岭铁路"]),
            ("茶业实现较快增长，销售收入3亿元。", ["茶业", "茶业"]),
            ("城镇新增就业3万人，登记失业率4%。", ["城镇", "城镇"]),
            ("农村低保覆盖面2%，低保标准提高到500元。", ["农村", "农村"]),
            ("城镇居民人均可支配收入增长4%，茶业投资增长3%。", ["城镇居民", "茶业"]),
            ("成都、西岭县旅游收入分别增长5%、6%。", ["成都", "西岭县"]),
        ],
    )
    def test_who_acted_is_whose_the_next_figure_is(self, text: str, subjects: list[str]):
        assert [fact.subject.text for fact in reviewed(text)] == subjects

    def test_the_two_of_a_pair_are_told_apart(self):
        town, country = reviewed("城乡居民人均可支配收入分别达到4万元、2万元。")
        assert (town.subject.text, country.subject.text) == ("城镇", "农村")

    def test_a_place_that_was_counted_in_stays_for_what_hangs_on_it(self):
        facts = reviewed("据北岭县调查，居民消费价格上涨1.2%。其中，服务价格上涨1.9%。")
        assert [fact.subject.text for fact in facts] == ["北岭县", "北岭县"]


class TestStatuses:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("茶叶产量3.2万吨。", Status.DONE),
            ("预计茶叶产量3.2万吨。", Status.EXPECTED),
            ("茶叶产量3.2万吨，预计茶园面积2万亩。", Status.EXPECTED),
            ("茶叶产量可达到3.2万吨。", Status.EXPECTED),
            ("茶叶收入可突破5亿元。", Status.EXPECTED),
            ("可降解薄膜使用率达80%。", Status.DONE),
            ("引进茶企3家、计划投资2亿元。", Status.PLAN),
            ("入库茶企项目6个、拟投资2亿元。", Status.PLAN),
            ("茶业三年行动计划实施项目12个。", Status.DONE),
            ("单个茶企补助不得超过20万元。", Status.REQUIREMENT),
        ],
    )
    def test_of_what_was(self, text: str, status: Status):
        assert reviewed(text)[-1].status is status

    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("主要预期目标是：茶叶产量增长5%左右。", Status.TARGET),
            ("力争茶叶产量达到4万吨。", Status.TARGET),
            ("确保茶叶产量4万吨以上。", Status.TARGET),
            ("城镇新增就业3万人。", Status.TARGET),
            ("改造茶园12处。", Status.PLAN),
            ("我市已有茶园12处。", Status.DONE),
            ("完成12公里茶路改造。", Status.PLAN),
            ("完成茶农培训300人。", Status.PLAN),
            ("改造提升茶园12处。", Status.PLAN),
            ("新增茶企12家。", Status.PLAN),
            ("新增就业岗位600个。", Status.TARGET),
            ("茶叶合格率稳定在98%以上。", Status.TARGET),
            ("茶园面积稳定在2万亩以上。", Status.TARGET),
            ("茶价波动控制在20元以内。", Status.TARGET),
            ("茶企总数达到90家。", Status.TARGET),
            ("茶业增加值超过6亿元。", Status.TARGET),
            ("煤炭产量70万吨。", Status.TARGET),
            ("茶业、水利分别完成投资25亿元、8亿元。", Status.TARGET),
            ("新增规上茶企40户以上。", Status.PLAN),
            ("茶业支出安排4亿元。", Status.PLAN),
            ("力争开工茶园12处，茶叶产量4万吨。", Status.TARGET),
        ],
    )
    def test_of_what_is_to_be(self, text: str, status: Status):
        fact = planned(text)[-1]
        assert fact.status is status
        assert (fact.time.first, fact.time.last) == (2024, 2024)

    def test_what_a_planned_change_begins_at_is_there(self):
        start, end = planned("补助标准由18元提高到32元以上。")
        assert (start.status, end.status) == (Status.DONE, Status.TARGET)

    def test_a_document_that_is_no_plan_looks_ahead_only_where_a_heading_says_so(self):
        text = (
            "2024年云溪市预算执行情况和2025年预算草案的报告\n\n一、审议结果\n\n2025年预算数{}。\n\n"
            "二、2025年预算草案\n\n茶业支出{}。\n"
        )
        told = facts_in(text.format("删减茶业支出3亿元", "安排4亿元"))
        assert [fact.status for fact in told] == [Status.DONE, Status.PLAN]


class TestTables:
    TEXT = (
        "# 2024年云溪市统计公报\n\n表1 主要产品产量\n\n"
        "| 指标 | 2023年 | 比上年增长（%） |\n|---|---|---|\n| 茶叶（万吨） | 3.2 | 4.5 |\n| 蚕茧（吨） | 640 | -1.5 |\n"
    )

    def test_a_cell_is_of_its_row_and_its_column(self):
        facts = facts_in_markdown(self.TEXT)
        assert [
            (fact.text, fact.amount.value, fact.amount.unit, fact.measure.text, fact.aspect)
            for fact in facts
        ] == [
            ("3.2", Decimal(32000), "吨", "茶叶", Aspect.LEVEL),
            ("4.5", Decimal("4.5"), "%", "茶叶", Aspect.CHANGE),
            ("640", Decimal(640), "吨", "蚕茧", Aspect.LEVEL),
            ("-1.5", Decimal("-1.5"), "%", "蚕茧", Aspect.CHANGE),
        ]
        assert {fact.measure.origin for fact in facts} == {Origin.TABLE_HEAD}
        assert (facts[0].time.first, facts[0].time.origin) == (2023, Origin.TABLE_HEAD)
        assert facts[3].direction is Direction.DOWN
