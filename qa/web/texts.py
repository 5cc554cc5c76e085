"""Every text of the page, in each of its languages."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The page's texts in one language: a language that lacks one cannot be constructed.

    Names in braces are filled in with ``str.format``.
    """

    language: str  # BCP 47
    title: str
    tagline: str
    corpus: str
    chat: str
    chat_empty: str
    question: str
    question_placeholder: str
    ask: str
    examples: str
    sources: str
    sources_empty: str
    sources_unanswered: str
    citation: str
    paragraph: str
    separator: str
    understood: str
    edit: str
    year: str
    year_period: str
    value_review: str
    value_plan: str
    falls: str
    conflicts: str
    not_found: str
    missing_terms: str
    nearest: str
    period_review: str
    period_plan: str
    period_glossary: str
    period_other: str
    similarity: str
    similarity_note: str
    too_long: str
    rejected: str
    failed: str
    building: str
    reading_reports: str
    encoded: str
    not_built: str
    start_again: str
    no_reports: str
    put_reports: str


ZH_CN = Texts(
    language="zh-CN",
    title="问报",
    tagline="向政府报告提问，答案逐字引自原文，并注明出处。",
    corpus="已收录 {documents} 份报告，共 {passages} 段。",
    chat="问答",
    chat_empty="问一个问题，答案逐字引自报告原文。",
    question="问题",
    question_placeholder="输入问题，按回车键提问",
    ask="提问",
    examples="试试这些问题",
    sources="出处",
    sources_empty="提问之后，这里列出报告中最相关的段落，相关的句子会标出来。",
    sources_unanswered="以下是最接近的段落，但不足以确定这个问题的答案。",
    citation="《{title}》第 {number} 段",
    paragraph="第 {number} 段",
    separator="、",
    understood="理解为：{question}",
    edit="修改理解后的问题",
    year="{year}年",
    year_period="{year}年{period}",
    value_review="已完成",
    value_plan="目标",
    falls="下降",
    conflicts="注意：报告中另有不同的数字",
    not_found="报告中没有找到有把握的答案。",
    missing_terms="报告里没有出现过：{terms}",
    nearest="最接近的段落列在“出处”里，供参考。",
    period_review="回顾",
    period_plan="计划",
    period_glossary="名词解释",
    period_other="其他",
    similarity="匹配度",
    similarity_note="匹配度 {value}：数值越高，与问题越接近",
    too_long="问题太长：有 {n_chars:,} 个字，最多 {n_allowed:,} 个字。请用一两句话来问。",
    rejected="这个问题无法提交：{reason}",
    failed="没能回答这个问题：{reason}",
    building="正在为报告建立索引",
    reading_reports="正在准备模型，阅读报告……",
    encoded="已处理 {n_done:,} 句，共 {n_texts:,} 句。完成后即可提问，无需刷新页面。",
    not_built="索引没有建成",
    start_again="请按上面的提示处理，然后重新启动问报。",
    no_reports="还没有可以提问的报告",
    put_reports="请把报告（.txt 或 .md 文件）放进 {folders}，本页会自动继续。",
)

ZH_TW = Texts(
    language="zh-TW",
    title="問報",
    tagline="向政府報告提問，答案逐字引自原文，並註明出處。",
    corpus="已收錄 {documents} 份報告，共 {passages} 段。",
    chat="問答",
    chat_empty="問一個問題，答案逐字引自報告原文。",
    question="問題",
    question_placeholder="輸入問題，按 Enter 鍵提問",
    ask="提問",
    examples="試試這些問題",
    sources="出處",
    sources_empty="提問之後，這裡列出報告中最相關的段落，相關的句子會標示出來。",
    sources_unanswered="以下是最接近的段落，但不足以確定這個問題的答案。",
    citation="《{title}》第 {number} 段",
    paragraph="第 {number} 段",
    separator="、",
    understood="理解為：{question}",
    edit="修改理解後的問題",
    year="{year}年",
    year_period="{year}年{period}",
    value_review="已完成",
    value_plan="目標",
    falls="下降",
    conflicts="注意：報告中另有不同的數字",
    not_found="報告中沒有找到有把握的答案。",
    missing_terms="報告裡沒有出現過：{terms}",
    nearest="最接近的段落列在「出處」裡，供參考。",
    period_review="回顧",
    period_plan="計畫",
    period_glossary="名詞解釋",
    period_other="其他",
    similarity="相符度",
    similarity_note="相符度 {value}：數值越高，與問題越接近",
    too_long="問題太長：有 {n_chars:,} 個字，最多 {n_allowed:,} 個字。請用一兩句話來問。",
    rejected="這個問題無法提交：{reason}",
    failed="沒能回答這個問題：{reason}",
    building="正在為報告建立索引",
    reading_reports="正在準備模型，閱讀報告……",
    encoded="已處理 {n_done:,} 句，共 {n_texts:,} 句。完成後即可提問，無需重新整理頁面。",
    not_built="索引沒有建成",
    start_again="請依上面的提示處理，然後重新啟動問報。",
    no_reports="還沒有可以提問的報告",
    put_reports="請把報告（.txt 或 .md 檔案）放進 {folders}，本頁會自動繼續。",
)

EN = Texts(
    language="en",
    title="Wenbao 问报",
    tagline="Ask Chinese government reports; answers are quoted word for word, with their source.",
    corpus="Reports: {documents}. Paragraphs: {passages}.",
    chat="Answers",
    chat_empty="Ask a question; the answer is quoted word for word from the reports.",
    question="Question",
    question_placeholder="Your question, in Chinese",
    ask="Ask",
    examples="Try one of these",
    sources="Sources",
    sources_empty="After a question, the paragraphs that match best are listed here, with the matching sentence marked.",
    sources_unanswered="These are the nearest paragraphs, but they are too weak evidence for an answer.",
    citation="《{title}》 paragraph {number}",
    paragraph="paragraph {number}",
    separator=", ",
    understood="Understood as: {question}",
    edit="Edit the question as understood",
    year="{year}",
    year_period="{year} {period}",
    value_review="achieved",
    value_plan="target",
    falls="down",
    conflicts="Note: the reports also give other figures",
    not_found="No answer that can be relied on was found in the reports.",
    missing_terms="Not in the reports: {terms}",
    nearest="The nearest paragraphs are listed under Sources.",
    period_review="Review",
    period_plan="Plan",
    period_glossary="Glossary",
    period_other="Other",
    similarity="Match",
    similarity_note="Match {value}: higher is nearer to the question",
    too_long="The question is too long: {n_chars:,} characters, {n_allowed:,} are allowed. Ask in a sentence or two.",
    rejected="This question cannot be asked: {reason}",
    failed="This question could not be answered: {reason}",
    building="Building the index of the reports",
    reading_reports="Making the model ready and reading the reports…",
    encoded="{n_done:,} of {n_texts:,} texts done. You can ask once it is complete; no reload is needed.",
    not_built="The index could not be built",
    start_again="Mend what is said above, then start wenbao again.",
    no_reports="There are no reports to ask yet",
    put_reports="Put reports (.txt or .md files) into {folders}; this page goes on by itself.",
)

LANGUAGES = (ZH_CN, ZH_TW, EN)

_TRADITIONAL = frozenset({"tw", "hk", "mo", "hant"})
_WEIGHT = re.compile(r"[01](\.[0-9]{0,3})?")
_KEY_PREFIX = "wenbao_"  # apart from the keys that Gradio brings along itself


def key(name: str) -> str:
    """The name under which Gradio's i18n knows a text."""
    if name not in Texts.__dataclass_fields__:
        raise ValueError(f"no text is called {name!r}")
    return _KEY_PREFIX + name


def translations() -> dict[str, dict[str, str]]:
    """Each language's texts by key, as ``gradio.I18n`` takes them."""
    return {
        texts.language: {key(name): value for name, value in dataclasses.asdict(texts).items()}
        for texts in LANGUAGES
    }


def preferred(accept_language: str | None) -> Texts:
    """The texts for a browser's ``Accept-Language`` (RFC 9110, section 12.5.4).

    The first of the browser's languages that the page speaks; Chinese where there is none.
    """
    for tag in _tags(accept_language or ""):
        texts = _spoken(tag)
        if texts is not None:
            return texts
    return ZH_CN


def shown_by_gradio(accept_language: str | None) -> Texts:
    """The texts that Gradio's page shows by itself: English unless it is told zh-CN or zh-TW.

    It looks at the first language only, as a whole and then at its first subtag; ``zh`` and
    ``zh-HK`` are none of its locales (``js/core/src/i18n.ts`` of Gradio 6.31).
    """
    first = next(_tags(accept_language or ""), "")
    return {"zh-cn": ZH_CN, "zh-tw": ZH_TW}.get(first, EN)


def _tags(accept_language: str) -> Iterator[str]:
    """The language tags in lower case, most wanted first."""
    weighted: list[tuple[float, str]] = []
    for item in accept_language.lower().split(","):
        tag, *parameters = (part.strip() for part in item.split(";"))
        weights = [part.removeprefix("q=") for part in parameters if part.startswith("q=")]
        weight = weights[0] if weights else "1"
        if tag and _WEIGHT.fullmatch(weight) and float(weight) > 0:
            weighted.append((-float(weight), tag))
    return (tag for _, tag in sorted(weighted, key=lambda pair: pair[0]))


def _spoken(tag: str) -> Texts | None:
    language, *subtags = tag.split("-")
    if language == "en":
        return EN
    if language == "zh":
        return ZH_TW if _is_traditional(subtags) else ZH_CN
    return None


def _is_traditional(subtags: list[str]) -> bool:
    return "hans" not in subtags and not _TRADITIONAL.isdisjoint(subtags)
