"""The functions of the page that can be called, by name and number, and what each one takes.

Gradio runs any of its functions for whoever knows the number, with whatever is sent to it. What
is written down here is what may be sent; the rest never reaches it.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr
from pydantic import TypeAdapter, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUIRED = inspect.Parameter.empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a function takes; ``default`` is ``REQUIRED`` where there is none."""

    name: str
    default: Any
    type: TypeAdapter[Any]

    def takes(self, value: object) -> bool:
        """Whether a value is of the parameter's type."""
        try:
            self.type.validate_python(value, strict=True)
        except ValidationError:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function by its number; ``event`` is what the page calls it by, empty of a public one.

    ``triggers`` are the blocks that the page may call it from.
    """

    number: int
    name: str
    event: str
    triggers: frozenset[int]
    parameters: tuple[Parameter, ...]
    is_queued: bool
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Functions:
    """All functions of a page; by name only those for programs."""

    by_number: Mapping[int, Function]
    by_name: Mapping[str, Function]


def functions_of(page: gr.Blocks) -> Functions:
    """The functions of a page that run on the server."""
    listed = [_function(each) for each in page.fns.values() if each.fn is not None]
    return Functions(
        by_number={each.number: each for each in listed},
        by_name={each.name: each for each in listed if each.is_public},
    )


def _function(block_function: Any) -> Function:
    is_public = block_function.api_visibility == "public"
    events = [event for _, event in block_function.targets]
    return Function(
        number=block_function._id,  # noqa: SLF001 -- the number that requests name it by
        name=str(block_function.api_name),
        event=events[0] if events else "",
        triggers=frozenset(block for block, _ in block_function.targets if block is not None),
        parameters=_parameters(block_function.fn) if is_public else (),
        is_queued=bool(block_function.queue),
        is_public=is_public,
    )


def _parameters(function: Any) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(name=each.name, default=each.default, type=TypeAdapter(each.annotation))
        for each in inspect.signature(function).parameters.values()
        if each.annotation is not gr.Request
    )
