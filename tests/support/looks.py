"""Measures of what a page looks like: how large what is touched is, and how well text stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

TARGET_PX = 40
_TOUCHED = "button, select, input, textarea, summary, a[href]"

# What can be touched and is smaller than a finger; a link within a line of text is as high as it.
_SMALL = """([touched, least]) => {
  const isWithinText = (element) =>
    element.matches("a") && element.closest(".text, .hint, .passage, p.facts");
  return [...document.querySelectorAll(touched)]
    .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((each) => !each.disabled && !each.closest("[inert]") && !isWithinText(each))
    .map((each) => [each.getBoundingClientRect(), each])
    .filter(([at]) => at.width > 0 && (Math.round(at.width) < least || Math.round(at.height) < least))
    .map(([at, each]) => `${each.tagName} #${each.id} .${each.className} ` +
      `${each.textContent.slice(0, 20)}: ${at.width.toFixed(1)} x ${at.height.toFixed(1)}`);
}"""

# WCAG 2.2, 1.4.3: contrast of text and what is behind it, as it is painted.
_FAINT = """() => {
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/gu).map(Number);
    return text.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = ([r, g, b, a], [x, y, z]) => [r, g, b].map((c, i) => c * a + [x, y, z][i] * (1 - a));
  const behind = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      layers.unshift(parse(getComputedStyle(each).backgroundColor));
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const faint = [];
  const walker = document.createTreeWalker(document.getElementById("page"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(":disabled, .hidden-text")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ground = behind(element);
    const found = ratio(light(over(parse(style.color), ground)), light(ground));
    if (found < (isLarge ? 3 : 4.5)) {
      faint.push(`${found.toFixed(2)} ${element.tagName} .${element.className} ${node.data.slice(0, 20)}`);
    }
  }
  return faint;
}"""


def too_small(page: Page) -> list[str]:
    """What is to be touched, and is not ``TARGET_PX`` wide and high."""
    found: list[str] = page.evaluate(_SMALL, [_TOUCHED, TARGET_PX])
    return found


def too_faint(page: Page) -> list[str]:
    """Texts whose contrast is below 4.5, or 3 where they are large, each with it."""
    found: list[str] = page.evaluate(_FAINT)
    return found


def watch_jumps(page: Page) -> None:
    """Begin to sum what is laid out anew without a visitor's doing."""
    page.evaluate(
        "new PerformanceObserver(list => window.jumped = (window.jumped || 0) + "
        "list.getEntries().filter(e => !e.hadRecentInput).reduce((n, e) => n + e.value, 0))"
        ".observe({type: 'layout-shift', buffered: true})"
    )


def jumped(page: Page) -> Any:
    """The sum so far: Cumulative Layout Shift, where below 0.1 is what web.dev calls good."""
    return page.evaluate("window.jumped || 0")
