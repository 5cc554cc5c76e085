"""What can be set, and where: flag > environment ``WENBAO_*`` > ``wenbao.toml`` > default."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from index.errors import SettingsError
from index.platform import regular_files
from index.searchable.milvus.address import SCHEME, Access, Address
from qa.public_address import PublicAddress, check_user_header, listening_place, networks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE_NAME = "wenbao.toml"
MAX_TOP_K = 100
LOG_FORMATS = ("text", "json")
_MAX_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings.

    ``corpus`` are the folders of the reports, empty where none is named (``choice.default`` then
    looks for it); ``None`` where they are not named are ``model`` (then that of the index, or the bundled one), ``cache``, where converted
    models are kept (then the user's own cache folder), and ``synonyms``, a dictionary that is
    added to wenbao's own. ``auth`` is the ``user:password`` that the web chat asks for; ``None``
    lets everybody in who can reach it. ``public_url`` is the address at which a server before the
    web chat hands requests on to it, and ``trusted_proxies`` are the addresses of such servers,
    with commas between them, whose word for whom they ask is taken; ``None`` is this machine where
    there is a ``public_url``, and else nobody. ``allow_upload`` lets everybody whom the web chat
    lets in add and remove reports, and not only who sits at this machine. ``user_header`` is the
    header in which servers before it name the user who asks, who then has limits of his own.
    ``read_only``: the index is asked as another process publishes it, and never built. ``metrics``
    is where Prometheus asks: a port, or ``host:port``. ``log_format`` is ``text``, or ``json`` for
    an object a line, with one for each question; ``log_questions`` has it hold what was asked.
    ``milvus`` is the address of an index in Milvus, where ``index`` names one; ``index`` is then the
    folder that it is built in before it is loaded. ``milvus_token`` is ``user:password`` or an API key
    of that server, which is spoken to by TLS where ``milvus_tls``, with the certificates that
    ``milvus_ca`` trusts. ``milvus_timeout`` is how many seconds it may take to answer a call.
    """

    index: Path
    corpus: tuple[Path, ...] = ()
    model: str | None = None
    cache: Path | None = None
    synonyms: Path | None = None
    host: str = "127.0.0.1"
    port: int = 7860
    top_k: int = 5
    auth: str | None = field(default=None, repr=False)
    public_url: str | None = None
    trusted_proxies: str | None = None
    allow_upload: bool = False
    user_header: str | None = None
    read_only: bool = False
    metrics: str | None = None
    log_format: str = "text"
    log_questions: bool = False
    milvus: Address | None = None
    milvus_token: str | None = field(default=None, repr=False)
    milvus_tls: bool = False
    milvus_ca: Path | None = None
    milvus_timeout: int = 30

    def __post_init__(self) -> None:
        if not 0 <= self.port <= _MAX_PORT:
            raise SettingsError(f"port is 0 to {_MAX_PORT}, not {self.port}")
        if self.auth is not None and not all(self.auth.partition(":")):
            raise SettingsError("auth is a user and a password, as in user:password")
        if self.public_url is not None:
            PublicAddress.parse(self.public_url)
        if self.trusted_proxies is not None:
            networks(self.trusted_proxies)
        if self.user_header is not None:
            check_user_header(self.user_header)
            if self.trusted_proxies is None and self.public_url is None:
                raise SettingsError(
                    "user_header is believed of trusted servers only: name them by trusted_proxies"
                )
        if self.read_only and self.allow_upload:
            raise SettingsError(
                "read_only builds nothing, so that allow_upload cannot be: drop one"
            )
        self._check_what_is_told()
        if not 1 <= self.top_k <= MAX_TOP_K:
            raise SettingsError(f"top_k is 1 to {MAX_TOP_K}, not {self.top_k}")
        if self.milvus_timeout < 1:
            raise SettingsError(f"milvus_timeout is 1 or more seconds, not {self.milvus_timeout}")

    @property
    def milvus_access(self) -> Access:
        """What opens the server of an index in Milvus."""
        return Access(
            token=self.milvus_token or "",
            is_tls=self.milvus_tls or self.milvus_ca is not None,
            ca=self.milvus_ca,
            timeout_s=self.milvus_timeout,
        )

    def in_a_folder(self) -> Settings:
        """The same, where the index lies in a folder or a file.

        Raises:
            SettingsError: it lies in Milvus.
        """
        if self.milvus is not None:
            raise SettingsError(
                f"the index {self.milvus} lies in Milvus, where only `wenbao build` publishes by now: "
                "name a folder with --index or WENBAO_INDEX"
            )
        return self

    def _check_what_is_told(self) -> None:
        if self.metrics is not None:
            listening_place(self.metrics)
        if self.log_format not in LOG_FORMATS:
            raise SettingsError(
                f"log_format is {self.log_format!r}: expected {' or '.join(LOG_FORMATS)}"
            )
        if self.log_questions and self.log_format != "json":
            raise SettingsError("log_questions needs log_format json: otherwise none are logged")


def default_index() -> Path:
    """Where the index is published unless another place is named: the user's data folder.

    Raises:
        SettingsError: the user has no home folder.
    """
    folder = _of_user(platformdirs.user_data_path)
    if folder is None:
        raise SettingsError(
            "there is no home folder that an index could lie in: name a folder with --index or "
            "WENBAO_INDEX, or set HOME"
        )
    return folder / "index"


def _building_place(address: Address) -> Path:
    """Where an index is built that is then loaded into Milvus."""
    place = re.sub(r"[^0-9A-Za-z.]+", "-", f"{address.host}-{address.port}").strip("-.")
    return default_index().parent / "milvus" / place / address.name


def _of_user(path: Callable[..., Path]) -> Path | None:
    """A folder of the user's; ``None`` without HOME and without an entry in the list of users."""
    try:
        folder = path("wenbao", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None  # as an older platformdirs leaves a ~


def load(
    flags: Mapping[str, object] | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Gather the settings; a flag that is ``None`` is not set.

    ``wenbao.toml`` is looked for in the working folder, then in the user's settings folder.

    Raises:
        SettingsError: a setting is unknown or of the wrong kind; the message says where it is.
    """
    environment = os.environ if environment is None else environment
    values = _from_file()
    for name in _KINDS:
        variable = f"WENBAO_{name.upper()}"
        if environment.get(variable):
            values[name] = _as(name, _of_environment(name, environment[variable]), variable)
    for name, value in (flags or {}).items():
        if value is not None and value != ():  # of an option that can be repeated
            values[name] = _as(name, value, f"--{name.replace('_', '-')}")
    address = values.get("index")
    if isinstance(address, Address):
        values |= {"milvus": address, "index": _building_place(address)}
    elif address is None:
        values["index"] = default_index()
    return Settings(**values)  # type: ignore[arg-type]  # each was made of its kind


_KINDS: Mapping[str, type] = {
    each.name: {
        "index": Path,
        "corpus": tuple,
        "cache": Path,
        "synonyms": Path,
        "port": int,
        "top_k": int,
        "allow_upload": bool,
        "read_only": bool,
        "log_questions": bool,
        "milvus_tls": bool,
        "milvus_ca": Path,
        "milvus_timeout": int,
    }.get(each.name, str)
    for each in fields(Settings)
    if each.name != "milvus"
}


_NAMES = {
    Path: "a path",
    tuple: "a path, or several",
    str: "a text",
    int: "a whole number",
    bool: "true or false",
}
_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _from_file() -> dict[str, object]:
    for folder in (Path(), _of_user(platformdirs.user_config_path)):
        if folder is not None and os.path.lexists(folder / FILE_NAME):
            file = folder / FILE_NAME
            break
    else:
        return {}
    try:
        table = tomllib.loads(regular_files.read_text(file, "utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from error
    unknown = sorted(table.keys() - _KINDS.keys())
    if unknown:
        raise SettingsError(f"{file} sets {unknown[0]!r}, which is none of {', '.join(_KINDS)}")
    values = {name: _as(name, value, f"{name} in {file}") for name, value in table.items()}
    for name in (
        "index",
        "corpus",
        "cache",
        "synonyms",
        "milvus_ca",
    ):  # as seen from the file that names them
        path = values.get(name)
        if isinstance(path, Path):
            values[name] = file.parent / path
        elif isinstance(path, tuple):
            values[name] = tuple(file.parent / each for each in path)
    return values


def _of_environment(name: str, text: str) -> object:
    """A variable's text; of several paths, with the system's separator between them, a list."""
    return text.split(os.pathsep) if _KINDS[name] is tuple else text


def _as(name: str, value: object, origin: str) -> object:
    kind = _KINDS[name]
    if name == "index" and str(value).startswith(SCHEME):
        return Address.parse(str(value))
    try:
        if kind is tuple:
            return _paths(value)
        if kind is Path and _is_path(value):
            return Path(str(value)).expanduser()
        if kind is bool:
            return value if isinstance(value, bool) else _TRUTHS[str(value).strip().lower()]
        if kind is not Path and isinstance(value, (kind, str)) and not isinstance(value, bool):
            return kind(value)
    except (KeyError, ValueError, RuntimeError):
        pass  # "port is 'many'" is told as "port = 1.5" is: below. RuntimeError: ~nobody
    raise SettingsError(f"{origin} is {_plain(value)!r}: expected {_NAMES[kind]}")


def _paths(value: object) -> tuple[Path, ...]:
    """One path or several, each once.

    Raises:
        ValueError, RuntimeError: they are none.
    """
    several = list(value) if isinstance(value, list | tuple) else [value]
    if not several or not all(map(_is_path, several)):
        raise ValueError(value)
    return tuple(dict.fromkeys(Path(str(each)).expanduser() for each in several))


def _is_path(value: object) -> bool:
    return isinstance(value, str | Path) and bool(str(value)) and "\0" not in str(value)


def _plain(value: object) -> object:
    """A value as it was written: several paths of a variable, or of an option, in one text."""
    if isinstance(value, list | tuple) and all(isinstance(each, str | Path) for each in value):
        return os.pathsep.join(map(str, value))
    return value
