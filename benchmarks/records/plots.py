"""Plots for the docs, as SVG: bars beside each other, and curves over sizes.

Needs matplotlib (extra ``peers``). The same figures give the same file, byte for byte.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.records import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLOTS = Path(__file__).resolve().parents[1] / "plots"
_OURS, _OTHERS = "#b3261e", "#8a8f98"  # readable on white and on black
_INCHES_A_PANEL, _INCHES_A_CHAR = 2.4, 0.07
_CURVES = ("#b3261e", "#1f6feb", "#2a8c4a", "#8a63d2")
_STYLE: Any = {  # what matplotlib calls rcParams
    "svg.hashsalt": "wenbao",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor"), "#6e7681"),
    **dict.fromkeys(("xtick.color", "ytick.color"), "#6e7681"),
}


def bars(panels: Mapping[str, Mapping[str, float]], ours: str, out: Path) -> None:
    """A panel for each title, in it a bar for each name; ours is marked."""
    names = list(next(iter(panels.values())))
    figure, axes = _panels(
        len(panels), height=0.3 * len(names) + 0.7, beside=_INCHES_A_CHAR * max(map(len, names))
    )
    colors = [_OURS if name == ours else _OTHERS for name in names]
    for axis, (title, values) in zip(axes, panels.items(), strict=True):
        found = axis.barh(names, [values[name] for name in names], color=colors)
        axis.bar_label(found, fmt=tables.figure, padding=2, color="#6e7681")
        axis.invert_yaxis()
        axis.set_title(title, fontsize=9)
        axis.margins(x=0.2)
        axis.tick_params(labelleft=axis is axes[0])
    _save(figure, out)


def curves(
    sizes: Sequence[int], panels: Mapping[str, Mapping[str, Sequence[float]]], label: str, out: Path
) -> None:
    """A panel for each title, in it a curve for each name over the sizes, both axes logarithmic."""
    figure, axes = _panels(len(panels), height=2.6, beside=0.6)
    for axis, (title, lines) in zip(axes, panels.items(), strict=True):
        for color, (name, values) in zip(_CURVES, lines.items(), strict=False):
            axis.loglog(sizes, values, marker="o", markersize=3, color=color, label=name)
        axis.set_title(title, fontsize=9)
        axis.set_xlabel(label)
        if len(lines) > 1:
            axis.legend(frameon=False, labelcolor="#6e7681")
    _save(figure, out)


def _panels(n: int, height: float, beside: float) -> tuple[Any, Any]:
    """A figure of n panels in a row, its sizes in inches; ``beside`` is for words at the left."""
    import matplotlib as mpl  # noqa: PLC0415 - an extra, and only where a plot is drawn
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    mpl.rcParams.update(_STYLE)
    figure = Figure(figsize=(_INCHES_A_PANEL * n + beside, height), layout="constrained")
    return figure, figure.subplots(1, n, squeeze=False)[0]


def _save(figure: Any, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
