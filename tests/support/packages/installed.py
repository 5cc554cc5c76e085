"""Distributions that look as pip leaves them, made of a few files."""

from __future__ import annotations

from importlib.metadata import PathDistribution
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def distribution(
    site: Path,
    name: str,
    *,
    requires: Sequence[str] = (),
    extras: Sequence[str] = (),
    files: Mapping[str, str] | None = None,
    tags: Sequence[str] = ("py3-none-any",),
    entry_points: str = "",
) -> PathDistribution:
    """Lay an installed distribution, version 1.0, into a folder of packages.

    ``files`` are texts by their paths as a RECORD has them, beside a module of the name.
    """
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    texts = {f"{name}.py": f"NAME = {name!r}\n", **(files or {})}
    for path, text in texts.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0"]
    metadata += [f"Provides-Extra: {each}" for each in extras]
    metadata += [f"Requires-Dist: {each}" for each in requires]
    own = {
        "METADATA": "\n".join([*metadata, ""]),
        "WHEEL": "\n".join(["Wheel-Version: 1.0", *(f"Tag: {tag}" for tag in tags), ""]),
        "INSTALLER": "pip\n",
        "entry_points.txt": entry_points,
    }
    for part, text in own.items():
        (info / part).write_text(text, encoding="utf-8")
    record = [*texts, *(f"{info.name}/{part}" for part in (*own, "RECORD"))]
    (info / "RECORD").write_text("".join(f'"{path}",,\n' for path in record), encoding="utf-8")
    return PathDistribution(info)
