"""The messages of MCP (JSON-RPC 2.0) that are handed on, and the answers to those that are not.

Only what the tools need is handed on. Reading resources and prompts, of which there are none,
Gradio would do by way of a request to whatever host the caller names.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from qa.web.http.refusals import RefusedRequestError, one_line, shown
from qa.web.requests import strict_json
from qa.web.requests.bodies import data_value
from qa.web.requests.functions import REQUIRED

if TYPE_CHECKING:
    from qa.web.requests.functions import Function, Functions

PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602

_BAD_REQUEST, _ACCEPTED, _OK = 400, 202, 200
_ID_CHARS = 128
_TEXT_CHARS = 256
_LISTING = frozenset(
    {"ping", "tools/list", "resources/list", "resources/templates/list", "prompts/list"}
)


def admitted(functions: Functions, body: bytes) -> bytes | Response:
    """The message that Gradio gets in the place of a body, or the answer to it."""
    try:
        message = strict_json.parsed(body)
    except strict_json.JsonError as error:
        return _error(None, PARSE_ERROR, str(error), _BAD_REQUEST)
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        line = "a message is one object of JSON-RPC 2.0"
        return _error(None, INVALID_REQUEST, line, _BAD_REQUEST)
    if "id" not in message or "method" not in message:
        # A notification, or an answer: nothing is kept between two requests that it could change.
        return Response(status_code=_ACCEPTED)
    identity, params = message["id"], message.get("params")
    if not _is_id(identity):
        line = f"an id is a whole number or a short text, not {shown(identity)}"
        return _error(None, INVALID_REQUEST, line, _BAD_REQUEST)
    if params is not None and not isinstance(params, dict):
        return _error(identity, INVALID_PARAMS, f"params is an object, not {shown(params)}")
    return _request(functions, identity, message["method"], params or {})


def _request(
    functions: Functions, identity: int | str, method: Any, params: dict[str, Any]
) -> bytes | Response:
    if method == "initialize":
        return _written(identity, method, _introduction(params))
    if method == "tools/call":
        return _call(functions, identity, params)
    if isinstance(method, str) and method in _LISTING:
        return _written(identity, method, {})
    return _error(identity, NO_METHOD, f"there is no method {shown(method)}")


def _call(functions: Functions, identity: int | str, params: dict[str, Any]) -> bytes | Response:
    name, arguments = params.get("name"), params.get("arguments")
    function = functions.by_name.get(name) if isinstance(name, str) else None
    if function is None:
        tools = ", ".join(functions.by_name)
        line = f"there is no tool {shown(name)}; there are {tools}"
        return _error(identity, INVALID_PARAMS, line)
    if arguments is not None and not isinstance(arguments, dict):
        return _error(identity, INVALID_PARAMS, f"arguments is an object, not {shown(arguments)}")
    try:
        _check(function, arguments or {})
    except RefusedRequestError as error:
        return _failed(identity, str(error))
    return _written(identity, "tools/call", {"name": name, "arguments": arguments or {}})


def _check(function: Function, arguments: dict[str, Any]) -> None:
    parameters = {each.name: each for each in function.parameters}
    for name, value in arguments.items():
        parameter = parameters.get(name)
        if parameter is None:
            takes = ", ".join(parameters) or "nothing"
            raise _wrong(f"{function.name} takes {takes}, and no {shown(name)}")
        data_value(parameter, value)
        if not parameter.takes(value):
            raise _wrong(f"{name} is not of its type: {shown(value)}")
    lacking = [
        each.name
        for each in function.parameters
        if each.default is REQUIRED and each.name not in arguments
    ]
    if lacking:
        raise _wrong(f"{function.name} lacks {', '.join(lacking)}")


def _introduction(params: dict[str, Any]) -> dict[str, Any]:
    """Who a client is, and the version that it speaks; what else it can is asked by nobody."""
    client = params.get("clientInfo")
    told = client if isinstance(client, dict) else {}
    return {
        "protocolVersion": _text(params.get("protocolVersion")),
        "capabilities": {},
        "clientInfo": {name: _text(told.get(name)) for name in ("name", "version")},
    }


def _text(value: object) -> str:
    return value[:_TEXT_CHARS] if isinstance(value, str) else ""


def _is_id(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= _ID_CHARS
    return isinstance(value, int) and not isinstance(value, bool)


def _written(identity: int | str, method: str, params: dict[str, Any]) -> bytes:
    message = {"jsonrpc": "2.0", "id": identity, "method": method, "params": params}
    return json.dumps(message).encode()


def _failed(identity: int | str, line: str) -> JSONResponse:
    """The result of a tool that did not take its arguments: a model can read it and mend them."""
    result = {"content": [{"type": "text", "text": one_line(line)}], "isError": True}
    return JSONResponse({"jsonrpc": "2.0", "id": identity, "result": result})


def _error(identity: int | str | None, code: int, line: str, status: int = _OK) -> JSONResponse:
    error = {"code": code, "message": one_line(line)}
    return JSONResponse({"jsonrpc": "2.0", "id": identity, "error": error}, status)


def _wrong(line: str) -> RefusedRequestError:
    return RefusedRequestError(_BAD_REQUEST, line)
