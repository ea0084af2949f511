"""A dossier by hand: one consulent with only clicks and typing, from the search box that finds nobody to a second application."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page

from deploy.local.city.papers import paper
from tests.journeys.hand import Desk
from tests.journeys.test_a_dossier_lives import person

WHO = person("999990020", "Ruben Verhulst", "Fietsenmaker De Steiger", 9_020)
FIRST, LAST = WHO["naam"].split()
ME, COLLEAGUE = "Consulent 1 (beoordeelt)", "Consulent 2 (tekent)"
WITHOUT = "Waarom staat de route vast zonder deze stukken (niet verplicht)"
TIP = "Werk het ondernemingsplan verder uit, met een begroting voor de komende twee jaar."


def test_a_dossier_by_hand_from_the_search_box_to_a_second_application(
    gateway: str, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    desk = Desk(new_page(), gateway, FIRST, LAST, "Steiger")
    a_day_begins(desk)
    desk.works_as(ME)
    nobody_is_found(desk)
    number = take_in(desk)
    recognise_the_second(desk, number)
    talk_and_confirm(desk)
    apply(desk)
    code = ask_papers(desk)
    hand_in(Desk(new_page(), gateway, LAST), code, tmp_path)
    check(desk)
    refuse_with_tips(desk)
    close(desk)
    find_again(desk, number)
    come_back(desk, number)
    sleep(desk)
    hand_over(desk)


def a_day_begins(desk: Desk) -> None:
    desk.works_as("Beheer")
    desk.follows("Klok")
    desk.presses("Laat de volgende dag aanbreken")


def nobody_is_found(desk: Desk) -> None:
    desk.searches(f"{LAST.lower()} steiger")
    assert "Niets gevonden" in desk.text
    desk.searches("..")
    desk.is_refused("Er is 1 fout")
    desk.searches(f"{LAST.lower()} steiger")


def take_in(desk: Desk) -> str:
    """The number of the dossier as pages show it."""
    desk.follows("Nieuwe aanmelding")
    desk.types("Telefoonnummer (niet verplicht)", WHO["telefoon"])
    desk.presses("Ga verder")
    assert "Wij kennen nog niemand met deze nummers" in desk.text
    desk.ticks("Geld voor het bedrijf")
    desk.presses("Neem de aanmelding aan")
    desk.is_refused("Naam")
    desk.types("Naam", WHO["naam"])
    desk.types("Straat", WHO["straat"])
    desk.types("Huisnummer", WHO["huisnummer"])
    desk.types("Postcode", WHO["postcode"])
    desk.types("Plaats", WHO["plaats"])
    desk.types("Naam van het bedrijf (niet verplicht)", WHO["handelsnaam"])
    desk.types("KvK-nummer (niet verplicht)", WHO["kvk_nummer"])
    desk.types("Rekeningnummer (IBAN) (niet verplicht)", WHO["iban"])
    desk.chooses("Wat past het best?", "Gevestigde ondernemer")
    desk.chooses("Gemeente", "Doorstad")
    desk.chooses("Hoe kwam de aanmelding binnen?", "Telefoon")
    desk.presses("Neem de aanmelding aan")
    desk.hears("De aanmelding is aangenomen.")
    desk.follows("Open het dossier")
    desk.waits_for("Eigenaar")
    number = re.search(r"/dossiers/([0-9a-f]{8})", desk.page.url)
    assert number
    assert WHO["handelsnaam"] in desk.text
    return number[1]


def recognise_the_second(desk: Desk, number: str) -> None:
    """The phone written otherwise; what was typed goes along to the dossier that there is."""
    desk.follows("Aanmeldingen")
    desk.follows("Nieuwe aanmelding")
    desk.types("Telefoonnummer (niet verplicht)", "+31 " + WHO["telefoon"].removeprefix("0"))
    desk.presses("Ga verder")
    assert "Misschien kennen wij deze ondernemer al" in desk.text
    assert desk.main.get_by_role("link", name=f"dossier {number}").count() == 1
    desk.ticks("Hulp bij schulden")
    desk.presses(f"Voeg toe aan dossier {number}")
    assert desk.main.get_by_label("Geld voor het bedrijf").is_checked()
    assert desk.main.get_by_label("Hulp bij schulden").is_checked()
    desk.presses("Vul de aanmelding aan")
    desk.hears("De aanmelding is aangevuld.")
    assert "Geld voor het bedrijf, Hulp bij schulden" in desk.text
    desk.follows(f"Dossier {number}")


def make_it_mine(desk: Desk) -> None:
    """Whoever the rule gave it to."""
    if desk.main.get_by_role("button", name="Neem over", exact=True).count():
        desk.presses("Neem over")
        desk.hears("Dit dossier is nu van u.")


def talk_and_confirm(desk: Desk) -> None:
    """The route that the rules propose waits for papers, unless somebody says why not."""
    make_it_mine(desk)
    desk.presses("Leg gesprek vast")
    desk.is_refused("Er is 1 fout")
    desk.chooses("Hoe is er gesproken", "Aan de telefoon")
    desk.presses("Leg gesprek vast")
    desk.hears("Het gesprek is vastgelegd.")
    desk.follows("Bevestig of kies de route")
    desk.waits_for("Bevestig dit voorstel")
    desk.presses("Bevestig dit voorstel")
    desk.is_refused("Zonder deze stukken")
    desk.chooses(WITHOUT, "De cijfers zijn op een andere manier bekeken, bijvoorbeeld op kantoor")
    desk.presses("Bevestig dit voorstel")
    desk.hears("De route staat vast.")


def apply(desk: Desk) -> None:
    """A day of receipt that is still to come is refused; what was typed is kept."""
    today = desk.today
    desk.follows("Dien een aanvraag in")
    desk.follows("bedrijfskapitaal aanvragen")
    desk.types("Dag van ontvangst", (today + timedelta(days=9)).isoformat())
    desk.types("Gevraagd bedrag in euro (niet verplicht)", "7.500,00")
    desk.presses("Dien de aanvraag in")
    desk.is_refused("Er is 1 fout")
    assert desk.value("Gevraagd bedrag in euro (niet verplicht)") == "7.500,00"
    desk.types("Dag van ontvangst", today.isoformat())
    desk.presses("Dien de aanvraag in")
    desk.hears("De aanvraag is ingediend.")
    desk.follows("Open de aanvraag")
    desk.waits_for("Wat wilt u doen?")


def ask_papers(desk: Desk) -> str:
    """The list of the application is ticked; a last day that has passed is refused and nothing of it lost. Gives the code of the link."""
    last = "Laatste dag om in te leveren"
    desk.follows("Stukken vragen of bekijken")
    desk.follows(re.compile("^Aanvraag bedrijfskapitaal"))
    assert desk.main.get_by_role("checkbox", name="Jaarcijfers", exact=True).is_checked()
    desk.types(last, (desk.today - timedelta(days=1)).isoformat())
    desk.presses("Vraag deze stukken")
    desk.is_refused("laatste dag")
    assert desk.main.get_by_role("checkbox", name="Jaarcijfers", exact=True).is_checked()
    desk.types(last, (desk.today + timedelta(days=14)).isoformat())
    desk.presses("Vraag deze stukken")
    desk.hears("De stukken zijn gevraagd.")
    desk.follows("Stukken")
    assert WHO["naam"] in desk.text
    desk.page.go_back()
    desk.presses("Maak een link")
    desk.hears("De link is gemaakt.")
    desk.follows(re.compile("^Toon de code"))
    code = re.search(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){3}", desk.text)
    assert code
    desk.follows(re.compile("^Stukken van dossier"))
    return code[0]


def hand_in(entrepreneur: Desk, code: str, folder: Path) -> None:
    """At home, with the code; the first file is no paper."""
    entrepreneur.page.goto(f"{entrepreneur.gateway}/inleveren")
    entrepreneur.looks()
    for typed, words in (("AAAAA-AAAAA-AAAAA-AAAAA", "Deze code werkt niet"), (code.lower(), "")):
        entrepreneur.types("De code uit uw brief", typed)
        entrepreneur.presses("Ga verder")
        assert words in entrepreneur.text
    assert WHO["naam"] not in entrepreneur.text, "it says what is asked, not of whom"
    wrong, good = folder / "jaarcijfers.pdf", folder / "cijfers.pdf"
    wrong.write_bytes(b"MZ this is a program")
    good.write_bytes(paper("jaarcijfers"))
    send(entrepreneur, wrong)
    entrepreneur.is_refused("Er is 1 fout")
    while "U heeft alles ingeleverd" not in entrepreneur.text:
        send(entrepreneur, good)
        assert "Wij hebben uw bestand ontvangen" in entrepreneur.text


def send(entrepreneur: Desk, file: Path) -> None:
    """For the first paper that is still asked."""
    entrepreneur.main.get_by_label("Welk stuk is dit?").select_option(index=1)
    entrepreneur.main.get_by_label("Kies een bestand").set_input_files(file)
    entrepreneur.presses("Stuur het bestand")


def check(desk: Desk) -> None:
    desk.page.reload()
    desk.looks()
    while desk.main.get_by_role("button", name="Keur goed").count():
        desk.presses("Keur goed")
        desk.hears("Het stuk is gecontroleerd.")
    assert "Compleet." in desk.text
    desk.presses("Bewaar de notitie")
    desk.is_refused("Er is 1 fout")
    desk.types("Nieuwe notitie", "Alles is binnen. De omzet daalt al twee jaar.")
    desk.presses("Bewaar de notitie")
    desk.hears("De notitie is bewaard.")


def refuse_with_tips(desk: Desk) -> None:
    """One judges; who judged may not sign, another does, after a look at what it does."""
    desk.follows(re.compile("^aanvraag"))
    desk.presses("Leg de beoordeling vast")
    desk.is_refused("Er zijn 2 fouten")
    desk.chooses("Advies", "afwijzen")
    desk.chooses("Is het bedrijf levensvatbaar?", "nee")
    desk.presses("Leg de beoordeling vast")
    desk.hears("De beoordeling staat vast.")
    desk.works_as(COLLEAGUE)
    desk.looks()
    if not desk.main.get_by_role("button", name="Teken en wijs de aanvraag af").count():
        desk.follows("Aanvraag afwijzen")
    desk.chooses("Reden", "Niet levensvatbaar (art. 2 lid 1)")
    desk.ticks(TIP)
    desk.presses("Teken en wijs de aanvraag af")
    assert "Er is nog niets vastgelegd" in desk.text
    desk.presses("Teken het besluit")
    desk.hears("De aanvraag is afgewezen.")
    assert TIP in desk.text
    desk.works_as(ME)


def close(desk: Desk) -> None:
    """Once intake heard that there is a decision."""
    desk.follows("Open het dossier")
    desk.waits_for("afgewezen")
    desk.follows("Persoon")
    desk.follows("Beheer dossier")
    desk.follows("Sluit het dossier af")
    desk.presses("Sluit het dossier af")
    desk.is_refused("Er is 1 fout")
    desk.chooses("Reden", "Hulp is niet meer nodig")
    desk.presses("Sluit het dossier af")
    desk.hears("Het dossier is afgesloten.")


def find_again(desk: Desk, number: str) -> None:
    """By what somebody happens to know, one letter wrong included."""
    for known in (LAST.lower(), f"{FIRST} stei", WHO["telefoon"], WHO["iban"][-4:], number):
        desk.searches(known)
        assert desk.main.get_by_role("link", name=f"Open dossier {number}").count() == 1, known
    desk.follows(f"Open dossier {number}")


def come_back(desk: Desk, number: str) -> None:
    """A closed dossier gets no application; the dossier that follows it knows who it is, and the tips."""
    desk.follows("Persoon")
    desk.follows("Beheer dossier")
    desk.follows("Begin een vervolgdossier")
    desk.presses("Begin het vervolgdossier")
    desk.is_refused("Er zijn 2 fouten")
    desk.ticks("Geld voor het bedrijf")
    desk.chooses("Hoe kwam de vraag binnen?", "Balie")
    desk.presses("Begin het vervolgdossier")
    desk.hears("Het vervolgdossier is begonnen.")
    assert f"Dit dossier volgt op dossier {number}" in desk.text
    desk.follows(re.compile("^Dossier "))
    desk.waits_for("Eigenaar")
    desk.follows("Dien een aanvraag in")
    desk.follows("bedrijfskapitaal aanvragen")
    assert "Welke tips zijn opgevolgd?" in desk.text
    desk.ticks(TIP)
    desk.types("Gevraagd bedrag in euro (niet verplicht)", "5.000,00")
    desk.presses("Dien de aanvraag in")
    desk.hears("De aanvraag is ingediend.")
    desk.follows("Open de aanvraag")
    desk.waits_for("Tips die zijn opgevolgd")
    assert TIP in desk.text
    desk.follows("Open het dossier")
    make_it_mine(desk)


def sleep(desk: Desk) -> None:
    """Not into the past, and not past a term: the last day that may is offered. Until then it is under what sleeps."""
    desk.follows("Draag over of laat sluimeren")
    desk.types("Tot welke dag", (desk.today - timedelta(days=3)).isoformat())
    desk.chooses("Waarom", "de ondernemer is aan zet")
    desk.presses("Laat sluimeren")
    desk.is_refused("Kies een dag die nog komt")
    desk.types("Tot welke dag", (desk.today + timedelta(days=300)).isoformat())
    desk.presses("Laat sluimeren")
    desk.is_refused("Laat het dossier hoogstens tot die dag sluimeren.")
    desk.presses("Laat sluimeren tot die dag")
    desk.hears("Het dossier sluimert.")
    desk.follows("Werkvoorraad")
    desk.follows(re.compile("^Gesluimerd"))
    desk.waits_for(WHO["handelsnaam"])


def hand_over(desk: Desk) -> None:
    """The timeline names both."""
    desk.follows(WHO["handelsnaam"])
    desk.presses("Maak wakker")
    desk.hears("Het dossier staat weer in de werkvoorraad.")
    desk.follows("Draag over of laat sluimeren")
    desk.presses("Draag over")
    desk.is_refused("Er zijn 2 fouten")
    desk.chooses("Aan wie", COLLEAGUE)
    desk.chooses("Reden", "te veel werk", "#overdragen")
    desk.ticks("Gesproken met de opvolger")
    desk.presses("Draag over")
    desk.hears("Het dossier is overgedragen.")
    desk.follows(re.compile("^Tijdlijn"))
    desk.waits_for(f"Overgedragen van {ME} aan {COLLEAGUE}")
    for blad in ("Van mij", "Mijn team", "Alles"):
        desk.follows("Werkvoorraad")
        desk.follows(re.compile(f"^{blad}"))
