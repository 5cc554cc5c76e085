from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.searchable.address import EngineAddress
from qa import settings


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_defaults():
    found = settings.load({}, {})
    assert (found.host, found.port, found.model, found.top_k) == (
        "127.0.0.1",
        7860,
        None,
        5,
    )
    assert found.corpus == ()
    assert found.folder.name == "index"


def test_flag_over_environment_over_file_over_default(tmp_path: Path):
    (tmp_path / "wenbao.toml").write_text('port = 1\nhost = "::1"\ntop_k = 7\n', encoding="utf-8")
    environment = {"WENBAO_PORT": "2", "WENBAO_HOST": "localhost"}
    found = settings.load({"port": 3, "host": None}, environment)
    assert (found.port, found.host, found.top_k) == (3, "localhost", 7)


def test_paths_in_the_file_are_seen_from_it(tmp_path: Path):
    folder = tmp_path / "config" / "wenbao"
    folder.mkdir(parents=True)
    (folder / "wenbao.toml").write_text('corpus = "报告"\n', encoding="utf-8")
    assert settings.load({}, {}).corpus == (folder / "报告",)


def test_synonyms(tmp_path: Path):
    assert settings.load({}, {}).synonyms is None
    assert settings.load({}, {"WENBAO_SYNONYMS": "~/词典.txt"}).synonyms == Path.home() / "词典.txt"
    (tmp_path / "wenbao.toml").write_text('synonyms = "词典.txt"\n', encoding="utf-8")
    assert settings.load({}, {}).synonyms == Path("词典.txt")  # beside the file that names it


def test_the_working_folder_s_file_comes_first(tmp_path: Path):
    folder = tmp_path / "config" / "wenbao"
    folder.mkdir(parents=True)
    (folder / "wenbao.toml").write_text("port = 1\n", encoding="utf-8")
    (tmp_path / "wenbao.toml").write_text("port = 2\n", encoding="utf-8")
    assert settings.load({}, {}).port == 2


def test_home_is_expanded():
    assert settings.load({}, {"WENBAO_CORPUS": "~/报告"}).corpus == (Path.home() / "报告",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("prot = 1", r"wenbao\.toml sets 'prot', which is none of index, corpus, "),
        ('port = "many"', r"port in wenbao\.toml is 'many': expected a whole number"),
        ("port = 1.5", r"port in wenbao\.toml is 1\.5: expected a whole number"),
        ("corpus = 3", r"corpus in wenbao\.toml is 3: expected a path, or several"),
        ('corpus = ["a", 3]', r"corpus in wenbao\.toml is \['a', 3\]: expected a path, or several"),
        ("corpus = []", r"corpus in wenbao\.toml is '': expected a path, or several"),
        ("host = 3", r"host in wenbao\.toml is 3: expected a text"),
        ("port = ", r"wenbao\.toml cannot be read"),
        ("port = 70000", r"port is 0 to 65535, not 70000"),
    ],
)
def test_bad_file(tmp_path: Path, content: str, message: str):
    (tmp_path / "wenbao.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        settings.load({}, {})


def test_several_folders(tmp_path: Path):
    (tmp_path / "wenbao.toml").write_text('corpus = ["甲", "/乙"]\n', encoding="utf-8")
    assert settings.load({}, {}).corpus == (Path("甲"), Path("/乙"))
    variable = os.pathsep.join(["~/甲", "乙", "乙"])
    found = settings.load({"corpus": ()}, {"WENBAO_CORPUS": variable})
    assert found.corpus == (Path.home() / "甲", Path("乙"))
    assert settings.load({"corpus": (Path("丙"),)}, {"WENBAO_CORPUS": "甲"}).corpus == (Path("丙"),)


def test_an_empty_one_among_several_is_told():  # an unset variable of a script
    written = os.pathsep.join(["甲", ""])
    message = f"WENBAO_CORPUS is '{written}': expected a path, or several"
    with pytest.raises(SettingsError, match=message):
        settings.load({}, {"WENBAO_CORPUS": written})


def test_bad_environment():
    with pytest.raises(SettingsError, match="WENBAO_PORT is 'x': expected a whole number"):
        settings.load({}, {"WENBAO_PORT": "x"})
    with pytest.raises(SettingsError, match="top_k is 1 to 100, not 0"):
        settings.load({}, {"WENBAO_TOP_K": "0"})


def test_the_password_is_not_shown():
    found = settings.load({}, {"WENBAO_AUTH": "李:秘密:一"})
    assert found.auth == "李:秘密:一"
    assert "秘密" not in repr(found)


@pytest.mark.parametrize("auth", ["secret", ":secret", "user:"])
def test_a_login_without_a_user_or_a_password(auth: str):
    with pytest.raises(SettingsError, match="auth is a user and a password, as in user:password"):
        settings.load({}, {"WENBAO_AUTH": auth})


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [("1", True), ("true", True), ("YES", True), ("0", False), ("no", False)],
)
def test_whether_all_may_add_reports(tmp_path: Path, text: str, *, is_allowed: bool):
    assert settings.load({}, {"WENBAO_ALLOW_UPLOAD": text}).allow_upload is is_allowed
    assert settings.load({"allow_upload": True}, {"WENBAO_ALLOW_UPLOAD": text}).allow_upload
    (tmp_path / "wenbao.toml").write_text(f"allow_upload = {str(is_allowed).lower()}\n", "utf-8")
    assert settings.load({}, {}).allow_upload is is_allowed


def test_what_is_neither_true_nor_false():
    assert not settings.load({}, {}).allow_upload
    with pytest.raises(SettingsError, match="WENBAO_ALLOW_UPLOAD is 'maybe': expected true or"):
        settings.load({}, {"WENBAO_ALLOW_UPLOAD": "maybe"})


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"user_header": "X-Remote-User"}, "user_header is believed of trusted servers only"),
        (
            {"user_header": "a b", "trusted_proxies": "::1"},
            "user_header is 'a b': expected the name",
        ),
        ({"user_header": "Host", "trusted_proxies": "::1"}, "user_header is 'Host': expected"),
        ({"read_only": True, "allow_upload": True}, "read_only builds nothing"),
        ({"metrics": "many"}, "metrics is 'many': expected a port"),
        ({"metrics": "70000"}, "metrics is '70000': expected a port"),
        ({"metrics": "10.0.0.8"}, "metrics is"),
        ({"log_format": "xml"}, "log_format is 'xml': expected text or json"),
        ({"log_questions": True}, "log_questions needs log_format json"),
    ],
)
def test_what_does_not_fit_together(flags: dict[str, object], message: str):
    with pytest.raises(SettingsError, match=message):
        settings.load(flags, {})


def test_an_index_in_milvus():
    environment = {
        "WENBAO_INDEX": "milvus://10.0.0.7:443/reports",
        "WENBAO_MILVUS_TOKEN": "root:hunter2",
        "WENBAO_MILVUS_CA": "/etc/ca.pem",
        "WENBAO_MILVUS_TIMEOUT": "5",
    }
    found = settings.load({}, environment)
    assert str(found.milvus) == "milvus://10.0.0.7:443/reports"
    access = found.milvus_access
    assert (access.token, access.is_tls, access.ca) == ("root:hunter2", True, Path("/etc/ca.pem"))
    assert access.timeout_s == 5
    assert "hunter2" not in f"{found!r}{access!r}"
    assert isinstance(found.index, EngineAddress)
    assert found.index.access == access


def test_an_index_in_milvus_is_no_folder_of_the_settings_file(tmp_path: Path):
    (tmp_path / "wenbao.toml").write_text('index = "milvus://localhost/a"\n', encoding="utf-8")
    assert str(settings.load({}, {}).milvus) == "milvus://localhost:19530/a"
    own = settings.load({"index": "here"}, {})
    assert (own.milvus, own.index) == (None, Path("here"))


def test_a_token_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(SettingsError, match="WENBAO_MILVUS_TOKEN") as refused:
        settings.load({}, {"WENBAO_INDEX": "milvus://root:hunter2@localhost/reports"})
    assert "hunter2" not in str(refused.value)


def test_an_index_is_a_path_or_of_an_engine_that_is_known(tmp_path: Path):
    assert settings.load({"index": tmp_path / "a"}, {}).folder == tmp_path / "a"
    with pytest.raises(SettingsError, match=r"^--index: there is no engine 'foo': name a folder"):
        settings.load({"index": "foo://host/x"}, {})
    with pytest.raises(SettingsError, match=r"^WENBAO_INDEX: there is no engine 'foo'"):
        settings.load({}, {"WENBAO_INDEX": "foo://host/x"})


def test_what_an_engine_holds_lies_in_no_folder():
    found = settings.Settings(index=EngineAddress("engine://user:secret@host/x"))
    assert not found.is_folder
    assert found.beside == settings.default_index().parent
    with pytest.raises(SettingsError, match=r"^engine://host/x is held by an engine: give"):
        _ = found.folder
