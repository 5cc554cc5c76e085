"""Cache folder: things that can be made again, all of them in one folder.

Nobody keeps which folder that is for the whole process: it is handed on to whoever writes there, so
that two engines with two caches can work side by side.
"""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path

from index.errors import SettingsError


def folder(named: Path | None = None) -> Path:
    """The folder that is named, else the user's own.

    Raises:
        SettingsError: none is named, and the user has no home folder to keep one in.
    """
    if named is not None:
        return named
    try:
        path = Path(user_cache_path("wenbao", appauthor=False))
    except RuntimeError as error:  # no HOME, and no entry in the list of users
        raise _homeless() from error
    if not path.is_absolute():  # what an older platformdirs makes of that
        raise _homeless()
    return path


def _homeless() -> SettingsError:
    return SettingsError(
        "there is no home folder to keep a cache in: name a folder with WENBAO_CACHE, or set HOME"
    )
