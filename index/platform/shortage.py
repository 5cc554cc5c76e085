"""Shortages of the machine: disk, memory, open files, threads; each becomes an error that names it.

A full disk is no damaged index, and a build does not mend it. So whoever turns an error into another
one asks here first.
"""

from __future__ import annotations

import errno
import mmap
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ShortageError, WenbaoError

_resource: Any
try:
    import resource as _resource
except ImportError:  # Windows has no such limits
    _resource = None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MB = 1_000_000
_KIB = 1024
_LIBRARIES_BYTES = 560 << 20  # that numpy, FAISS and onnxruntime map before anything is done
_DEEPEST = 8  # causes of causes
# What libraries say of the same, in words of their own. Rust adds the system's number.
_WORDS = {
    errno.ENOSPC: r"no space left|\(os error 28\)",
    errno.EDQUOT: r"quota exceeded|\(os error 122\)",
    errno.EFBIG: r"file too large|\(os error 27\)",
    errno.EMFILE: r"too many open files|\(os error 24\)|shared object file: error 24",
    errno.ENOMEM: r"bad_alloc|bad allocation|(cannot|can't|unable to|failed to) allocate|"
    r"out of memory|failed to map segment|mmap.*failed|\(os error 12\)",
    errno.EAGAIN: r"can't start new thread|resource temporarily unavailable|pthread_create|"
    r"\(os error 11\)",
}
_PATTERNS = {number: re.compile(words, re.IGNORECASE) for number, words in _WORDS.items()}
# Python's own words, where a file can be written into none of the folders that it knows for that.
_TEMPORARY, _NO_TEMPORARY = "No usable temporary directory", -1
_BY_WORDS = (RuntimeError, ImportError, SystemError, ValueError)


def check(error: BaseException, place: Path | None = None) -> None:
    """Raise what the machine lacks, where that is what an error comes of.

    Args:
        error: what was raised.
        place: a file or a folder that was to be written or read, where the error names none.

    Raises:
        ShortageError: the machine lacks something.
    """
    lack = of(error, place)
    if lack is not None:
        raise lack from error


def of(error: BaseException, place: Path | None = None) -> ShortageError | None:
    """The error that tells what the machine lacks; ``None`` where it lacks nothing.

    Args:
        error: what was raised.
        place: as for ``check``.
    """
    for each in _causes(error):
        if isinstance(each, ShortageError):
            return each
        number = None if isinstance(each, BlockingIOError) else _number(each)
        if number in _TELL:
            return ShortageError(_TELL[number](_place_of(each, place)))
    return None


def of_libraries() -> ShortageError | None:
    """Whether there is memory for the libraries to be loaded; some end the process where not."""
    if _limit("RLIMIT_AS") is None:
        return None
    try:
        mmap.mmap(-1, _LIBRARIES_BYTES).close()  # addresses: nothing of it is used
    except (OSError, MemoryError, ValueError):
        return ShortageError(_no_memory(None))
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it came of."""
    each: BaseException | None = error
    for _ in range(_DEEPEST):
        if each is None:
            return
        yield each
        each = each.__cause__ or each.__context__


def _number(error: BaseException) -> int | None:
    """The system's number of an error; that of what a library says in words."""
    if isinstance(error, OSError) and error.errno is not None:
        return _NO_TEMPORARY if _TEMPORARY in str(error) else error.errno
    if isinstance(error, MemoryError):
        return errno.ENOMEM
    if isinstance(error, WenbaoError):
        return None
    # Rust's libraries have errors of their own; its panics derive from no Exception.
    if type(error).__module__ == "builtins" and not isinstance(error, _BY_WORDS):
        return None
    said = str(error)
    return next((number for number, words in _PATTERNS.items() if words.search(said)), None)


def _place_of(error: BaseException, place: Path | None) -> Path | None:
    named = getattr(error, "filename", None)
    return Path(named) if isinstance(named, str) and named else place


def _no_space(place: Path | None) -> str:
    return (
        f"no space is left on the disk{_of_folder(place)}{_free(place)}: make room there, or name "
        "a folder of another disk (--index for the index, WENBAO_CACHE for what is kept beside it)"
    )


def _no_quota(place: Path | None) -> str:
    return (
        f"your quota is used up on the disk{_of_folder(place)}: make room there, or name a "
        "folder of another disk (--index for the index, WENBAO_CACHE for what is kept beside it)"
    )


def _too_large(place: Path | None) -> str:
    limit = _limit("RLIMIT_FSIZE")
    name = f" '{place}'" if place and not place.is_dir() else ""
    if limit is None:
        return f"the file{name} became larger than its file system can hold: choose another folder"
    return (
        f"the file{name} became larger than this shell lets any file be ({limit // _KIB} KiB): "
        "start again after `ulimit -f unlimited`"
    )


def _no_temporary(_place: Path | None) -> str:
    if _limit("RLIMIT_FSIZE") is not None:
        return _too_large(None)
    return (
        "nothing can be written into the folders for temporary files: make room there, or name "
        "another folder with TMPDIR"
    )


def _too_many_files(_place: Path | None) -> str:
    limit = _limit("RLIMIT_NOFILE")
    count = "" if limit is None else f" ({limit})"
    return (
        f"more files are open than this shell lets a program open{count}: "
        "start again after `ulimit -n 1024`"
    )


def _too_many_files_of_all(_place: Path | None) -> str:
    return "all programs of this machine together have too many files open: end some, and try again"


def _no_memory(_place: Path | None) -> str:
    limit = _limit("RLIMIT_AS")
    if limit is None:
        return "the memory of this machine does not suffice: end other programs, and try again"
    return (
        f"more memory is needed than this shell lets a program have ({limit / _MB:.0f} MB): "
        "start again after `ulimit -v unlimited`"
    )


def _no_thread(_place: Path | None) -> str:
    if _limit("RLIMIT_AS") is not None:  # each wants memory for its stack
        return _no_memory(None)
    limit = _limit("RLIMIT_NPROC")
    count = "" if limit is None else f" ({limit} for this user, `ulimit -u`)"
    return f"no further thread can be started{count}: end other programs, and try again"


_TELL: dict[int | None, Callable[[Path | None], str]] = {
    errno.ENOSPC: _no_space,
    errno.EDQUOT: _no_quota,
    errno.EFBIG: _too_large,
    errno.EMFILE: _too_many_files,
    errno.ENFILE: _too_many_files_of_all,
    errno.ENOMEM: _no_memory,
    errno.EAGAIN: _no_thread,
    _NO_TEMPORARY: _no_temporary,
}


def _limit(name: str) -> int | None:
    """A limit of this process, where there is one."""
    if _resource is None:
        return None
    soft: int = _resource.getrlimit(getattr(_resource, name))[0]
    return None if soft == _resource.RLIM_INFINITY else soft


def _folder_of(place: Path | None) -> Path | None:
    """The nearest folder that is there: a folder that was to be made is not."""
    if place is None:
        return None
    return next((each for each in (place, *place.absolute().parents) if each.is_dir()), None)


def _of_folder(place: Path | None) -> str:
    folder = _folder_of(place)
    return f" of '{folder}'" if folder else ""


def _free(place: Path | None) -> str:
    folder = _folder_of(place)
    try:
        return f" ({shutil.disk_usage(folder).free / _MB:.1f} MB free)" if folder else ""
    except OSError:
        return ""
