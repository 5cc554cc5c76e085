"""Elements and attributes of WordprocessingML, by their local names.

Files in the strict form of the standard have other namespaces than those in the common one, and the
same local names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


def local(element: etree._Element) -> str:
    """The name of an element, without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The children of an element that have a name."""
    return [each for each in element if local(each) == name]


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """What a path of names leads to, the first child of each name; ``None`` where nothing does."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def attribute(element: etree._Element, name: str) -> str:
    """An attribute of an element, whatever its namespace; empty where it has none such."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def value_of(element: etree._Element, name: str) -> str:
    """The attribute ``val`` of a child; empty where there is none."""
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""
