"""What the body of a request may hold, route by route; anything else is refused in one line.

Gradio takes an object that looks like one of its files for a file: it opens the path, or fetches
the address, before any function of ours sees it. Therefore no object gets through but the scope
of a question, and what the page itself sends; and of a body only the fields that are needed.
"""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from qa.retrieval.scope import Scope
from qa.web.http.refusals import RefusedRequestError, shown
from qa.web.http.verdict import BAD_REQUEST
from qa.web.requests import strict_json
from qa.web.requests.functions import REQUIRED

if TYPE_CHECKING:
    from qa.web.requests.functions import Function, Functions, Parameter

NOT_FOUND = 404
SCOPE_FIELDS = tuple(field.name for field in dataclasses.fields(Scope))

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")  # of a session, or an event
_SESSION = "session_hash"
_PREDICT = "predict"
# What the page's scripts send by each event.
_SENT = {
    "corpus": (),
    "examples": (),
    "news": (),
    "wake": (),
    "ask": ("question", "view", "history", "base"),
    "next": ("question", "view", "history", "text"),
    "read": ("report", "number", "start", "end", "near", "shown"),
    "sheet": ("report", "number", "start", "end", "page"),
    "rows": ("question", "view", "sort", "descending", "place", "only"),
    "file": ("question", "view", "form"),
    "questions": ("name", "data"),
    "answers": ("rows",),
    "judge": ("question", "view", "history", "text", "verdict", "right"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event in the queue, by its name; and its session, where that has to be told."""

    name: str
    session: str | None = None
    number: int = 0

    def body(self) -> bytes:
        """The body that Gradio gets about it."""
        fields: dict[str, Any] = {"event_id": self.name}
        if self.session is not None:
            fields |= {_SESSION: self.session, "fn_index": self.number}
        return _written(fields)


def parsed(body: bytes) -> dict[str, Any]:
    """The fields of a body, which is a JSON object.

    Raises:
        RefusedRequestError: it is none.
    """
    try:
        fields = strict_json.parsed(body)
    except strict_json.JsonError as error:
        raise RefusedRequestError(BAD_REQUEST, str(error)) from error
    if not isinstance(fields, dict):
        raise _wrong(f"the body is a JSON object, not {shown(fields)}")
    return fields


def run(functions: Functions, name: str, fields: dict[str, Any]) -> bytes:
    """The body that Gradio gets for a call which is answered at once; no session takes part.

    Args:
        functions: what can be called.
        name: of the path: of a public function, or that the body has a number.
        fields: what was sent.

    Raises:
        RefusedRequestError: there is no such function, or it does not take this.
    """
    if name == _PREDICT:
        function = _numbered(functions, fields)
        if function.is_queued:
            raise RefusedRequestError(NOT_FOUND, "this function is asked through the queue")
        if function.event:
            event_data = _event_data(function, fields.get("event_data"))
            sent = {"data": _data(function, fields), "fn_index": function.number}
            return _written({**sent, "event_data": event_data})
    else:
        function = functions.by_name[name]
        if fields.get("fn_index") not in {None, function.number}:
            raise _wrong(f"fn_index is not the number of {name}: leave it out")
    return _written({"data": _data(function, fields), "fn_index": function.number})


def join(functions: Functions, fields: dict[str, Any]) -> tuple[str, bytes]:
    """The session that joins the queue, and the body that Gradio gets for it.

    Raises:
        RefusedRequestError: there is no such function, or it does not take this.
    """
    function = _numbered(functions, fields)
    trigger = fields.get("trigger_id")
    if trigger is not None and not (_is_number(trigger) and trigger in function.triggers):
        raise _wrong(f"trigger_id {shown(trigger)} is no block that asks this")
    session = _name(_SESSION, fields.get(_SESSION))
    body = {
        "data": _data(function, fields),
        "fn_index": function.number,
        _SESSION: session,
        "trigger_id": trigger,
        "event_data": _event_data(function, fields.get("event_data")),
    }
    return session, _written(body)


def event(fields: dict[str, Any], *, has_session: bool) -> Event:
    """The event that a body is about.

    Raises:
        RefusedRequestError: it names none, or no session where it has to.
    """
    name = _name("event_id", fields.get("event_id"))
    if not has_session:
        return Event(name=name)
    number = _number("fn_index", fields.get("fn_index"))
    return Event(name=name, session=_name(_SESSION, fields.get(_SESSION)), number=number)


def session_of_query(query: bytes) -> str:
    """The session that the query of an address names.

    Raises:
        RefusedRequestError: it names none, or two.
    """
    named = [value for name, value in parse_qsl(query.decode("latin-1")) if name == _SESSION]
    if len(named) != 1:
        raise _wrong(f"the address names one {_SESSION}")
    return _name(_SESSION, named[0])


def data_value(parameter: Parameter, value: Any) -> Any:
    """A value for a parameter, in which no object can be taken for a file.

    Raises:
        RefusedRequestError: it holds an object that is no scope.
    """
    if not isinstance(value, dict):
        if _holds_object(value):
            raise _wrong(f"{parameter.name} holds no objects")
        return value
    if not parameter.takes({}):
        raise _wrong(f"{parameter.name} is no object such as {shown(value)}")
    if not value.keys() <= set(SCOPE_FIELDS) or any(map(_holds_object, value.values())):
        raise _wrong(
            f"{parameter.name} is an object of {', '.join(SCOPE_FIELDS)}, each a list, not "
            f"{shown(value)}"
        )
    return value


def _data(function: Function, fields: dict[str, Any]) -> list[Any]:
    """The values for all parameters: at the end, those that are left out have their defaults."""
    data = fields.get("data")
    if not isinstance(data, list):
        raise _wrong(f"data is the list of the values, not {shown(data)}")
    wanted = function.parameters
    if len(data) > len(wanted):
        names = ", ".join(each.name for each in wanted) or "no values"
        raise _wrong(f"data holds {len(data)} values; {names} are taken")
    lacking = [each.name for each in wanted[len(data) :] if each.default is REQUIRED]
    if lacking:
        raise _wrong(f"data lacks {', '.join(lacking)}")
    given = [data_value(*pair) for pair in zip(wanted, data, strict=False)]
    return given + [each.default for each in wanted[len(data) :]]


def _event_data(function: Function, value: Any) -> Any:
    """What a script of the page asks by an event; nothing where it is none that asks."""
    takes = _SENT.get(function.event)
    if takes is None:
        return None
    if not isinstance(value, dict) or value.keys() != {"id", "sent"}:
        raise _wrong(f"event_data is an object of id and sent, not {shown(value)}")
    sent = value["sent"]
    if not _is_number(value["id"]) or not isinstance(sent, dict) or not sent.keys() <= set(takes):
        raise _wrong(f"event_data is not what {function.event} takes: {shown(value)}")
    if any(_holds_object(each) for name, each in sent.items() if name != "view"):
        raise _wrong("event_data holds an object that is no view")
    view = sent.get("view")
    if isinstance(view, dict) and any(isinstance(each, list | dict) for each in view.values()):
        raise _wrong("the view of event_data holds texts only")
    return value


def _numbered(functions: Functions, fields: dict[str, Any]) -> Function:
    number = _number("fn_index", fields.get("fn_index"))
    function = functions.by_number.get(number)
    if function is None:
        raise RefusedRequestError(NOT_FOUND, f"there is no function {number}")
    return function


def _number(field: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(f"{field} is a whole number, not {shown(value)}")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _holds_object(value: Any) -> bool:
    """Whether a value is an object or has one in it; how deep it goes has been bounded."""
    return isinstance(value, dict) or (isinstance(value, list) and any(map(_holds_object, value)))


def _name(field: str, value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise _wrong(f"{field} is 1 to 64 letters of A-Z, a-z, 0-9, - and _, not {shown(value)}")
    return value


def _written(body: dict[str, Any]) -> bytes:
    return json.dumps(body).encode()


def _wrong(line: str) -> RefusedRequestError:
    return RefusedRequestError(BAD_REQUEST, line)
