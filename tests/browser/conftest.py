"""One browser and one of each site for all tests here; each test has pages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING

import pytest

from tests.browser import sites
from tests.browser.chromium import VARIABLE, Watched, chromium, program, wanted
from tests.browser.sites import SHARED, Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MISSING = "Chromium is not installed: .ci/browser installs it"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is here, and leave it out of a run that did not ask for it. What needs real texts comes last."""
    asked = wanted() or "browser" in str(config.getoption("markexpr"))
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not asked:
                item.add_marker(pytest.mark.skip(reason=f"in a real browser: make test-browser ({VARIABLE})"))
            elif item.get_closest_marker("shared") and not SHARED.exists():
                item.add_marker(pytest.mark.skip(reason="needs the real texts of ../shared"))
    items.sort(
        key=lambda item: bool(item.get_closest_marker("browser") and item.get_closest_marker("shared"))
    )


@pytest.fixture(scope="session", autouse=True)
def coming(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Desk, Popen[str]] | None]:
    """The site of real texts, where a test will ask for it: made while the other tests run."""
    real = [item for item in request.session.items if item.get_closest_marker("shared")]
    if not any(item.get_closest_marker("browser") and not item.get_closest_marker("skip") for item in real):
        yield None
        return
    desk = sites.furnish(tmp_path_factory.mktemp("shared"), lexicon=False)
    some = desk.folder / "some.jsonl"  # every third release: all of them take some minutes to read
    some.write_text("".join(SHARED.read_text("utf-8").splitlines(keepends=True)[::3]), "utf-8")
    scripts = (
        ("ingest", some, "--config", desk.config),
        ("site", "build", desk.site, "--config", desk.config),
    )
    with sites.in_background(scripts, desk.folder) as running:
        yield desk, running


@dataclass(frozen=True, slots=True)
class Demo(Desk):
    """The folder of the demo, and the address of its invented publishers while they are up."""

    base: str


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser. Where it is missing its tests are skipped, unless somebody asked for them."""
    if not program():
        if wanted():
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with chromium() as opened:
        yield opened


@pytest.fixture
def watched(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """Pages of which none may fail at anything, nor ask for anything that is not on this machine."""
    watching = Watched(browser, tmp_path_factory.getbasetemp())
    yield watching
    assert watching.troubles == []


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo as the command writes it."""
    folder = tmp_path_factory.mktemp("demo")
    words = ("demo", "--serve", "--folder", folder)
    with sites.kept_up(*words, folder=folder, says="The site is at ") as base:
        yield Demo(folder, base.rstrip("/"))


@pytest.fixture(scope="session")
def demo_site(demo: Demo) -> Path:
    """The site of the demo, as files."""
    return sites.build(demo)


@pytest.fixture(scope="session")
def demo_served(demo: Demo) -> Iterator[str]:
    """The site of the demo, from a server."""
    with sites.served(demo) as address:
        yield address


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store with enough in it to turn pages, and with texts that mean harm."""
    return sites.invented(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def desk_site(desk: Desk) -> Path:
    """Its site, as files."""
    return sites.build(desk)


@pytest.fixture(scope="session")
def desk_served(desk: Desk) -> Iterator[str]:
    """Its site, from a server."""
    with sites.served(desk) as address:
        yield address


@pytest.fixture(scope="session")
def real_desk(coming: tuple[Desk, Popen[str]]) -> Desk:
    """A store of 677 releases of the State Department, and its site as files."""
    desk, running = coming
    assert running.wait(sites.PATIENCE) == 0, (desk.folder / "errors.txt").read_text("utf-8")[-2000:]
    return desk


@pytest.fixture(scope="session")
def real_served(real_desk: Desk) -> Iterator[str]:
    """Its site, from a server."""
    with sites.served(real_desk) as address:
        yield address
