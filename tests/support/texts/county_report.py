"""A report of a county that is none, by its lines, to be put into the pages of sites."""

from __future__ import annotations

TITLE = "2031年云溪县政府工作报告"
OCCASION = "——2031年1月16日在云溪县第九届人民代表大会第四次会议上"
SPEAKER = "云溪县人民政府县长 沈禾"
ADDRESS = "各位代表："
OPENING = "现在，我代表县人民政府，向大会报告工作，请予审议，并请政协委员提出意见。"
REVIEW = "一、2030年工作回顾"
PLAN = "二、2031年工作安排"
CHAPTERS = ("（一）坚持稳字当头", "（二）坚持民生为本")
REVIEWED = (
    (
        "过去一年，面对严峻复杂的形势，我们在县委的坚强领导下迎难而上，经济稳步回升，地区生产总值增长6.2%，"
        "规模以上工业增加值增长7.1%，固定资产投资增长8.3%，主要指标好于预期、快于全市。"
    ),
    (
        "新引进企业48家，技改投资增长12%，高新技术企业达到31家；建成标准厂房12万平方米，园区道路全部贯通，"
        "茶产业综合产值突破20亿元，带动三万户茶农增收。"
    ),
    (
        "新建绿道31公里，改造老旧小区9个，城镇新增就业1.2万人，居民人均可支配收入增长6.5%，“一网通办”"
        "事项达到920项，群众满意度进一步提升。"
    ),
)
PLANNED = (
    (
        "今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长5%，居民收入与经济增长"
        "基本同步，粮食产量稳定在9万吨以上。"
    ),
    (
        "抓项目、扩投资，安排重点项目86个，年度计划投资120亿元；抓消费、促循环，办好第五届茶文化节，力争接待"
        "游客310万人次，让老街区焕发新活力。"
    ),
    (
        "再建绿道20公里，新增公共停车泊位3500个，新建中小学3所，实施农村饮水提升工程，让群众在家门口看得上病、"
        "上得起学、养得好老。"
    ),
)
CLOSING = "各位代表，征途如虹，实干为先。让我们更加紧密地团结起来，奋力谱写云溪高质量发展新篇章！"

HEAD = (TITLE, OCCASION, SPEAKER, ADDRESS)
BODY = (OPENING, REVIEW, *REVIEWED, PLAN, *PLANNED, CLOSING)
LINES = (*HEAD, *BODY)
# What is to be read of it, as passages, and as the headings of its parts.
MASTHEAD = f"{OCCASION}\n{SPEAKER}"
PASSAGES = (MASTHEAD, OPENING, *REVIEWED, *PLANNED, CLOSING)
PARTS = (REVIEW, PLAN)
