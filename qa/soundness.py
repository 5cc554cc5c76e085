"""Whether an error is due to damaged files: told from errors of the program, which stay visible.

What is read of an index is memory-mapped, and a disk may give back other bytes than were written at
any time. What comes of them can be any error. So no reader guards against all of that: where one
fails, the files are compared with what was published, all of them. If one differs, that is why.
"""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from index.errors import IndexDamagedError, IndexMismatchError, ModelError, WenbaoError
from qa.understanding.question import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AGAIN_S = 60  # after the files were found to be sound, errors are not due to them for so long

P = ParamSpec("P")
T = TypeVar("T")


class Soundness:
    """Whether the files of one generation are what was published. Share between threads.

    Args:
        check: reads all of them, and raises ``IndexDamagedError`` where one is another one.
    """

    def __init__(self, check: Callable[[], None]) -> None:
        self._check_files = check
        self._damage: str | None = None
        self._sound_until = 0.0
        self._checking = threading.Lock()

    def confirm(self) -> None:
        """Go on, unless the files are known to be damaged.

        Raises:
            IndexDamagedError: they are.
        """
        if self._damage is not None:
            raise IndexDamagedError(self._damage)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Read of the files; an error that is due to damage becomes that of the damage.

        Raises:
            IndexDamagedError: a file is not what was published.
        """
        self.confirm()
        try:
            yield
        except QuestionError:  # the caller's mistake
            raise
        # Each may come of damage; where the files are sound, they were made by who means harm.
        except (IndexDamagedError, ModelError, IndexMismatchError) as error:
            self._check(error)
            raise
        except WenbaoError:
            raise
        except Exception as error:
            self._check(error)
            raise

    def _check(self, error: Exception) -> None:
        with self._checking:
            if self._damage is None and time.monotonic() >= self._sound_until:
                try:
                    self._check_files()
                except IndexDamagedError as damage:
                    self._damage = str(damage)
                else:
                    self._sound_until = time.monotonic() + _AGAIN_S
        if self._damage is not None:
            raise IndexDamagedError(self._damage) from error


class Sounded(Protocol):
    """What reads of a generation."""

    @property
    def soundness(self) -> Soundness:
        """That of the generation that it reads now."""
        ...


S = TypeVar("S", bound=Sounded)


def reading(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Let a method read of a generation: ``Soundness.reading``."""

    @functools.wraps(method)
    def guarded(self: S, /, *args: P.args, **options: P.kwargs) -> T:
        with self.soundness.reading():
            return method(self, *args, **options)

    return guarded
