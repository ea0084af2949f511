"""The page of securities and debtors in Chromium: accessible, also when it is narrow."""

import pytest

from tests.browser.test_ledger import LENING, NewPage, ledger, look, visit

__all__ = ["ledger"]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_register_in_every_state(ledger: str, new_page: NewPage, width: int) -> None:
    page = new_page(width=width)
    visit(page, f"{ledger}{LENING}/register")
    page.get_by_label("Soort").select_option("hypotheek")
    page.get_by_label("Gevestigd op").fill("2026-01-08")
    page.get_by_label("Kenmerk van het document").first.fill("ZAAK-2026-0001")
    page.get_by_label("Dekt").fill("veel")
    with page.expect_navigation():
        page.get_by_role("button", name="Voeg toe").first.click()
    assert "Er is 1 fout" in page.locator("main").inner_text()
    look(page)
    page.get_by_label("Dekt").fill("25.000")
    with page.expect_navigation():
        page.get_by_role("button", name="Voeg toe").first.click()
    assert "ZAAK-2026-0001" in page.locator("main").inner_text()
    page.get_by_label("Dossiernummer").fill("00000000-0000-0000-0000-00000000004d")
    page.get_by_label("Waarom aansprakelijk").select_option("vennoot")
    page.get_by_label("Vanaf").fill("2026-01-08")
    page.get_by_label("Kenmerk van het document").last.fill("AKTE-2026-17")
    page.get_by_role("button", name="Voeg toe").last.click()
    for samenvatting in page.locator("main summary").all():
        samenvatting.click()
    look(page)
    visit(page, ledger + LENING)
    assert "één schuld, één saldo" in page.locator("main").inner_text()
