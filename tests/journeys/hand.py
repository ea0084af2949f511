"""Somebody at a browser who looks at every page, wide and narrow. Only clicks and typing: no address, no API."""

import re
from datetime import date

from playwright.sync_api import Locator, Page

from tests.browser.accessibility import scrolls_sideways, violations
from tests.journeys.test_from_first_call_to_missed_payment import eventually

WIDE, NARROW = 1280, 375
# A label names the first field with its id, whichever was meant.
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
return ids.filter((id, at) => ids.indexOf(id) !== at) }"""


class Desk:
    """`silent`: words that no title may hold."""

    def __init__(self, page: Page, gateway: str, *silent: str) -> None:
        self.page, self.gateway, self.silent = page, gateway, silent
        page.set_default_timeout(60_000)
        self.start()

    def start(self) -> None:
        """The one address that somebody knows."""
        self.page.goto(self.gateway)
        self.looks()

    def works_as(self, who: str) -> None:
        self.page.get_by_label("U werkt als").select_option(label=who)
        self._click(self.page.get_by_role("button", name="Wissel"))

    def looks(self) -> None:
        """Whether anybody can use this page; tests/browser looks at every page at every width for all of it."""
        self.page.set_viewport_size({"width": NARROW, "height": 900})
        assert not scrolls_sideways(self.page), self.page.url
        self.page.set_viewport_size({"width": WIDE, "height": 900})
        assert not scrolls_sideways(self.page), self.page.url
        assert violations(self.page) == [], self.page.url
        assert self.page.evaluate(TWICE) == [], self.page.url
        assert self.page.locator("h1").count() == 1, self.page.url
        for word in self.silent:
            assert word not in self.page.title()
            assert word not in self.page.url

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def text(self) -> str:
        return self.main.inner_text()

    def follows(self, name: str | re.Pattern[str]) -> None:
        """The first link of that name on the page itself, else in its menu."""
        link = self.main.get_by_role("link", name=name)
        if not link.count():
            link = self.page.get_by_role("link", name=name)
        self._click(link.first)
        self.looks()

    def presses(self, name: str, within: str = "main") -> None:
        self._click(self.page.locator(within).get_by_role("button", name=name, exact=True).first)
        self.looks()

    def _click(self, what: Locator) -> None:
        """And wait for the page behind it, so that nobody looks at the one before."""
        with self.page.expect_navigation():
            what.click()

    def types(self, label: str, what: str) -> None:
        self.main.get_by_label(label, exact=True).fill(what)

    def chooses(self, label: str, what: str, within: str = "main") -> None:
        self.page.locator(within).get_by_label(label, exact=True).select_option(label=what)

    def ticks(self, *labels: str) -> None:
        for label in labels:
            self.main.get_by_label(label, exact=True).check()

    def value(self, label: str) -> str:
        return self.main.get_by_label(label, exact=True).input_value()

    def hears(self, sentence: str) -> None:
        """The one confirmation after a deed."""
        assert sentence in self.main.get_by_role("status").first.inner_text(), self.text

    def is_refused(self, words: str) -> None:
        """On the form itself, with the focus on it; the title says so."""
        assert words in self.main.get_by_role("alert").first.inner_text(), self.text
        assert self.page.title().startswith("Fout:"), self.page.title()

    def waits_for(self, words: str) -> None:
        """What comes by Kafka is there when somebody looks again."""

        def look() -> bool:
            self.page.reload()
            return words in self.text

        eventually(look)
        self.looks()

    def searches(self, what: str) -> None:
        """In the box that is on every page."""
        box = self.page.get_by_role("search", name="Zoek een ondernemer")
        box.get_by_role("searchbox").fill(what)
        self._click(box.get_by_role("button"))
        assert self.page.url == f"{self.gateway}/zoeken", "what was typed is in no address"
        self.looks()

    @property
    def today(self) -> date:
        """The working day as the bar above every page says it."""
        day = self.page.locator(".balk time").get_attribute("datetime")
        assert day
        return date.fromisoformat(day)
