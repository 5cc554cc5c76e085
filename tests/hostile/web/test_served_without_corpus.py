"""`serve` without a corpus: one line in the terminal says how to mend it, and it goes on by itself."""

from __future__ import annotations

import shutil
import signal
from typing import TYPE_CHECKING

from tests.support.serving import running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _inside(folder: Path, name: str) -> Path:
    folder.mkdir()
    return folder / name


# The server looks again when other files are listed, so that one with files follows one without.
PLACES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no folder": (lambda _place: None, "does not exist: give a report, or a folder of reports"),
    "a folder of another type": (
        lambda place: _inside(place, "乙.log").write_bytes(b"%PDF"),
        "乙.log is of a type that cannot be read (.log): save it as one of",
    ),
    "a link to nowhere": (lambda place: place.symlink_to("没有"), "which cannot be reached: mend"),
    "links in a circle inside": (
        lambda place: _inside(place, "乙.txt").symlink_to("乙.txt"),
        "乙.txt is a link to 乙.txt, which cannot be reached",
    ),
    "a link to itself": (lambda place: place.symlink_to(place), "which cannot be reached: mend"),
    "an empty file": (
        lambda place: place.write_bytes(b""),
        "报告 is empty: delete it",
    ),
}


def test_it_waits_in_every_such_place_and_starts_once_a_report_is_there(tmp_path: Path):
    """One server goes through them all; each place lists other files than the one before."""
    place = tmp_path / "报告"
    with running("--corpus", str(place), "--index", str(tmp_path / "index")) as app:
        for make, line in PLACES.values():
            make(place)
            app.await_line(line)
            assert app.http.get("/").status_code == 200
            assert app.ask("reports").status_code == 503
            clear(place)
        place.mkdir()
        (place / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
        app.await_engine()
        assert app.stop(signal.SIGTERM) == 0
        assert "Traceback" not in "".join(app.said)


def clear(place: Path) -> None:
    if place.is_symlink() or place.is_file():
        place.unlink()
    shutil.rmtree(place, ignore_errors=True)
