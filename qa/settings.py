"""What can be set, and where: flag > environment ``WENBAO_*`` > ``wenbao.toml`` > default."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from index.errors import SettingsError
from index.platform import given, regular_files
from index.searchable import address
from index.searchable.address import Access, EngineAddress
from index.searchable.milvus.address import SCHEME, Address
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

    ``index`` is the folder of an index, the file of an exported one, or the address of an engine.

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
    ``milvus_token`` is ``user:password`` or an API key
    of that server, which is spoken to by TLS where ``milvus_tls``, with the certificates that
    ``milvus_ca`` trusts. ``milvus_timeout`` is how many seconds it may take to answer a call.
    """

    index: Path | EngineAddress
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
    def milvus(self) -> Address | None:
        """Where in Milvus the index lies; ``None`` where it lies elsewhere."""
        if isinstance(self.index, EngineAddress) and self.index.scheme == SCHEME:
            return Address.parse(self.index.uri)
        return None

    @property
    def milvus_access(self) -> Access:
        """What opens the server of an index in Milvus."""
        return Access(
            token=self.milvus_token or "",
            is_tls=self.milvus_tls or self.milvus_ca is not None,
            ca=self.milvus_ca,
            timeout_s=self.milvus_timeout,
        )

    @property
    def folder(self) -> Path:
        """The folder of the index, for what only a folder can have done to it.

        Raises:
            SettingsError: the index is held by an engine.
        """
        if isinstance(self.index, EngineAddress):
            raise SettingsError(
                f"{self.index} is held by an engine: give the folder of an index with --index"
            )
        return self.index

    @property
    def is_folder(self) -> bool:
        """Whether the index lies in a folder, where it can be built anew; no bundle, and no engine."""
        return isinstance(self.index, Path) and not self.index.is_file()

    @property
    def beside(self) -> Path:
        """The folder for what is kept beside the index; of an engine's the user's own."""
        return self.index.parent if isinstance(self.index, Path) else default_index().parent

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
    if "index" not in values:
        values["index"] = default_index()
    found = Settings(**values)  # type: ignore[arg-type]  # each was made of its kind
    if isinstance(found.index, EngineAddress):
        there = dataclasses.replace(found.index, access=found.milvus_access)
        return dataclasses.replace(found, index=there)
    return found


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
}


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
    # As seen from the file that names them:
    for name in ("index", "corpus", "cache", "synonyms", "milvus_ca"):
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
    if name == "index" and given.is_path(value):
        return _index(str(value), origin)
    return given.of_kind(_KINDS[name], value, origin)


def _index(text: str, origin: str) -> Path | EngineAddress:
    """What names an index.

    Raises:
        SettingsError: it is the address of no engine that is known, or of none that can be.
    """
    try:
        found = address.parse(text)
    except address.AddressError as error:
        raise SettingsError(f"{origin}: {error}") from error
    if isinstance(found, Path):
        return Path(str(given.of_kind(Path, found, origin)))
    if found.scheme == SCHEME:
        Address.parse(found.uri)
    return found
