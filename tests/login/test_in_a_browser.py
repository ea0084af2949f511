"""The login in a real browser: Chromium, the form of Keycloak, a page of ours, and out again."""

from playwright.sync_api import Browser

from tests.browser.accessibility import violations
from tests.login.world import World


def test_in_and_out_in_a_real_browser_without_script_of_ours(
    world: World, browser: Browser
) -> None:
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{world.gateway}/klok?blad=1")
    assert page.url.startswith(world.keycloak.issuer)
    page.fill("#username", "consulent-1")
    page.fill("#password", world.passwords["consulent-1"])
    page.click("#kc-login")
    page.wait_for_url(f"{world.gateway}/klok?blad=1")
    assert page.get_by_text("U werkt als Consulent-1", exact=True).is_visible()
    (session,) = (one for one in context.cookies() if one["name"] == "doorstart_sessie")
    assert (session["httpOnly"], session["sameSite"], session["expires"]) == (True, "Lax", -1)
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url(f"{world.gateway}/afgemeld*")
    assert page.get_by_role("heading", name="U bent afgemeld").is_visible()
    assert violations(page) == []
    page.goto(f"{world.gateway}/klok")
    assert page.url.startswith(world.keycloak.issuer)
    assert page.locator("#password").is_visible()
    assert not [
        line for line in told if "Content Security Policy" in line and "form-action" in line
    ]
    context.close()
