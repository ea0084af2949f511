"""Chromium of the machine itself, and pages of every width, with and without JavaScript."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.showcase import showcase_app
from tests.web.server import running

NewPage = Callable[..., Page]
MISSING = "Chromium is not installed: `apt-get install chromium`, or name its path in DOORSTART_CHROMIUM; the pages were not looked at."


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests here. Package scope, since Playwright holds an event loop as long as it lives."""
    path = (
        os.environ.get("DOORSTART_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
    )
    if path is None:
        if os.environ.get("DOORSTART_REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens a page: `new_page(width=320, javascript=False)`."""
    contexts = []

    def open_page(width: int = 1280, height: int = 900, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="nl-NL",
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def showcase() -> Iterator[str]:
    """The base URL of an application with every component in every state."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOORSTART_DEMO", "1")
        with running(showcase_app()) as url:
            yield url
