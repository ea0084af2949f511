"""What axe finds on a page against WCAG 2.2, levels A and AA."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """One line per element that breaks a rule; empty when the page is clean."""
    found = (
        Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['target']}"
        for rule in found
        for node in rule["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page as a whole is wider than its window (WCAG 1.4.10)."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )
