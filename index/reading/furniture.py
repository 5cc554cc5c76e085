"""What in a saved page is no part of the report: menus, counters, footers, page numbers."""

from __future__ import annotations

import re

_PAGE_NUMBER = re.compile(
    r"[—–─\-\s]*\d{1,4}[—–─\-\s]*|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
# Words of web pages that a report does not say of itself.
_WORDS = re.compile(
    r"登录|注册|回帖|发表于|本帖|楼主|版主|积分|签到|复制链接|只看该作者|阅读模式|客服|返回顶部|返回列表|"
    r"快速回复|设为首页|收藏本站|加入收藏|查看[:：] ?\d|回复[:：] ?\d|在线咨询|在线时间|联系电话|"
    r"Powered by|Copyright|©|ICP备|公网安备|版权所有|网站地图|网站标识码|技术支持|扫一扫|分享到|打印本页|"
    r"关闭窗口|【打印】|【关闭】|上一篇|下一篇|浏览次数|阅读次数|点击数|点击量|字体[:：]|字号[:：]|责任编辑|"
    r"当前位置|相关链接|相关阅读|无障碍浏览|首页",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[。！？!?；;][”’』」）)】]*$")
_MAX_CHARS = 80


def is_furniture(line: str) -> bool:
    """Whether a line is of the page around a report: short, no prose, with a word of web pages."""
    return len(line) <= _MAX_CHARS and not is_prose(line) and _WORDS.search(line) is not None


def is_page_number(line: str) -> bool:
    """Whether a line is nothing but a page number: ``— 3 —``, ``第3页 共20页``."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def is_prose(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _PROSE.search(line) is not None
