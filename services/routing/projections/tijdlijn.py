"""The timeline of a dossier over all services: the day, what happened in Dutch, who did it, and where to see it."""

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from services.routing.projections import eigenaarsverhaal
from services.routing.projections.dagen import dag_van
from services.routing.projections.eigenaarsverhaal import OVER_DE_EIGENAAR
from services.routing.projections.routeverhaal import toegewezen
from shared.begrippen import Waarde
from shared.contracts import bbz, intake, invordering, ledger, notify, routing, vordering
from shared.contracts.base import Contract
from shared.dates import geteld, maandnaam, voluit
from shared.money import bedrag
from shared.organisatie.staat import Organisatie

KANALEN = {
    "web": "via de website",
    "telefoon": "aan de telefoon",
    "balie": "aan de balie",
    "netwerk": "via het netwerk",
    "doorverwijzing": "doorverwezen",
}
REDENEN_INTREKKING = {
    "op_verzoek": "op verzoek van de ondernemer",
    "vergissing": "het was een vergissing",
    "geen_contact": "geen contact",
}
AFSLUITING = {
    "geholpen": "geholpen",
    "doorverwezen": "doorverwezen",
    "niet_meer_nodig": "hulp is niet meer nodig",
    "geen_contact": "geen contact",
    "verhuisd": "verhuisd naar een andere gemeente",
    "bedrijf_beeindigd": "het bedrijf is beëindigd",
    "overleden": "overleden",
}
HEROPENING = {
    "vergissing": "het sluiten was een vergissing",
    "nieuwe_feiten": "er zijn nieuwe feiten",
    "op_verzoek": "op verzoek van de ondernemer",
    "terug_in_beeld": "er is weer contact",
}
VORMEN = {
    "telefoon": "aan de telefoon",
    "op_kantoor": "op kantoor",
    "bij_de_ondernemer": "bij de ondernemer",
    "video": "via video",
}
BERICHTEN = {
    "ontvangstbevestiging": "Ontvangstbevestiging",
    "toekenning": "Brief over de toekenning",
    "afwijzing": "Brief over de afwijzing",
    "herinnering": "Herinnering",
    "stukkenverzoek": "Vraag om stukken",
    "buiten_behandeling": "Brief over buiten behandeling stellen",
    "aanmaning": "Aanmaning",
}


NIEMAND = Organisatie()


class Tijdlijnregel(Waarde):
    dag: date | None
    wat: str
    toelichting: str = ""
    wie: str
    adres: str = ""


def regel_van(event: Contract, organisatie: Organisatie = NIEMAND) -> Tijdlijnregel:
    """How the timeline tells an event; one that is new to us is told by its name, a colleague whom we do not know by the id."""
    if isinstance(event, OVER_DE_EIGENAAR):
        wat, toelichting, wie = eigenaarsverhaal.vertel(event, organisatie)
        return Tijdlijnregel(dag=dag_van(event), wat=wat, toelichting=toelichting, wie=wie)
    wat, toelichting, wie, adres = _verhaal(event)
    return Tijdlijnregel(dag=dag_van(event), wat=wat, toelichting=toelichting, wie=wie, adres=adres)


def _verhaal(event: Contract) -> tuple[str, str, str, str]:
    """What happened, more about it, who did it, and the address where it can be seen."""
    verteller = {
        intake.TOPIC: _van_intake,
        routing.TOPIC: _van_routing,
        bbz.TOPIC: _van_bbz,
        notify.TOPIC: _van_notify,
    }.get(event.topic)
    if isinstance(event, ledger.Mutatie):
        return (*_van_ledger(event), "ledger", f"/leningen/{event.lening_id}")
    if isinstance(event, invordering.Invordering):
        return _van_de_ladder(event)
    if isinstance(event, vordering.Vorderingsmutatie):
        return _naam(event), event.uitleg, "ledger", f"/vorderingen/{event.vordering_id}"
    if isinstance(event, vordering.LevensonderhoudVastgesteld):
        bericht = (
            f"{bedrag(event.om_niet_cent)} wordt om niet, {bedrag(event.terug_cent)} komt terug."
        )
        if event.herziet_besluit_van:
            bericht = f"Herziening van het besluit van {voluit(event.herziet_besluit_van)}, met alle maanden samen. {bericht}"
        return (
            _naam(event),
            bericht,
            event.besloten_door,
            f"/vaststellingen/{event.vaststelling_id}",
        )
    verhaal = verteller(event) if verteller else None
    return verhaal or (_naam(event), "", event.topic.name.partition(".")[0], "")


def _van_stukken(event: Contract) -> tuple[str, str, str, str] | None:
    match event:
        case intake.StukkenGevraagd():
            tot = f"In te leveren tot en met {voluit(event.hersteltermijn_tot)}."
            verhaal = ("Stukken gevraagd", tot)
        case intake.StukOntvangen():
            verhaal = ("Stuk ontvangen", "")
        case intake.StukGecontroleerd():
            verhaal = ("Stuk gecontroleerd", "")
        case intake.StukAfgewezen():
            verhaal = ("Stuk afgewezen", "")
        case intake.StukVervallen():
            verhaal = ("Stuk vervallen", "")
        case intake.StukkenCompleet():
            verhaal = ("Gevraagde stukken compleet", "")
        case intake.NotitieGemaakt():
            verhaal = ("Notitie gemaakt", "")
        case _:
            return None
    return (*verhaal, "intake", f"/stukken/{event.dossier_id}")


def _van_de_ladder(event: invordering.Invordering) -> tuple[str, str, str, str]:
    """What the debt desk did and agreed, so that both desks see one line of contact."""
    soort = "leningen" if event.schuldsoort == "lening" else "vorderingen"
    wat, meer, wie = _naam(event), event.uitleg, "ledger"
    match event:
        case invordering.ContactGelegd():
            wat, wie = "Contact van debiteurenbeheer", event.door
        case invordering.StapOvergeslagen():
            wie = event.door
        case invordering.InvorderingGepauzeerd(afspraak=str(afspraak)):
            wat, wie = f"Afgesproken met debiteurenbeheer: {afspraak}", event.door or wie
            meer = f"Op {voluit(event.afspraak_op)}." if event.afspraak_op else ""
        case invordering.PauzeBeeindigd(is_nagekomen=bool(gehouden)):
            wat = "Afspraak nagekomen" if gehouden else "Afspraak niet nagekomen"
            meer = f"Het ging om een {event.afspraak}." if event.afspraak else ""
    return wat, meer, wie, f"/{soort}/{event.schuld_id}/invordering"


def _van_intake(event: Contract) -> tuple[str, str, str, str] | None:
    if stukken := _van_stukken(event):
        return stukken
    match event:
        case intake.AanmeldingOntvangen():
            return "Aanmelding ontvangen", f"Aangemeld {KANALEN[event.kanaal]}.", "intake", ""
        case intake.AanmeldingIngetrokken():
            return (
                "Aanmelding ingetrokken",
                f"Reden: {REDENEN_INTREKKING[event.reden]}.",
                "intake",
                "",
            )
        case intake.DossierAfgesloten():
            return "Dossier afgesloten", f"Reden: {AFSLUITING[event.reden]}.", "een consulent", ""
        case intake.DossierHeropend():
            return "Dossier heropend", f"Reden: {HEROPENING[event.reden]}.", "een consulent", ""
        case intake.PersoonSamengevoegd():
            return (
                "Persoon samengevoegd",
                "Dit dossier hoort nu bij een persoon die al bekend was.",
                "een consulent",
                f"/personen/{event.persoon_id}",
            )
        case intake.PersoonGewist():
            return (
                "Persoonsgegevens gewist",
                "Naam, adres en brieven zijn niet meer te lezen (AVG artikel 17).",
                "intake",
                "",
            )
        case intake.AanvraagIngediend():
            wie = "de ondernemer" if event.ingediend_door == "ondernemer" else "een consulent"
            vervolg = " Het is een vervolgaanvraag." if event.voorganger else ""
            return (
                f"Aanvraag ingediend: {event.soort}",
                f"Ontvangen op {_op(event.ontvangen_op)}.{vervolg}",
                wie,
                f"/aanvragen/{event.aanvraag_id}",
            )
    return None


def _van_routing(event: Contract) -> tuple[str, str, str, str] | None:
    match event:
        case routing.RouteToegewezen():
            return toegewezen(event)
        case routing.GeenRouteGevonden():
            return "Geen route gevonden", " ".join(event.redenen), "routing, volgens de regels", ""
        case routing.GesprekVastgelegd():
            vervolg = (
                "Er is een vervolgafspraak." if event.vervolg_op else "Er is geen vervolgafspraak."
            )
            return f"Gesproken {VORMEN[event.vorm]}", vervolg, event.vastgelegd_door, ""
    return None


def _van_bbz(event: Contract) -> tuple[str, str, str, str] | None:
    match event:
        case bbz.KredietVerstrekt():
            bericht = f"{bedrag(event.hoofdsom_cent)} in {geteld(event.termijnen, 'termijn')}."
            return "Krediet verstrekt", bericht, event.ondertekenaar, f"/leningen/{event.lening_id}"
        case bbz.LevensonderhoudToegekend():
            samen = sum(maand.bedrag_cent for maand in event.maandbedragen)
            bericht = f"{geteld(len(event.maandbedragen), 'maand')}, samen {bedrag(samen)}."
            return (
                "Levensonderhoud toegekend",
                bericht,
                event.ondertekenaar,
                f"/aanvragen/{event.aanvraag_id}",
            )
        case bbz.AanvraagGeopend():
            return f"Aanvraag geopend: {event.soort}", "", "bbz", f"/aanvragen/{event.aanvraag_id}"
        case bbz.AanvraagBeoordeeld():
            return (
                "Aanvraag beoordeeld",
                f"Advies: {event.advies}.",
                event.beoordelaar,
                f"/aanvragen/{event.aanvraag_id}",
            )
        case bbz.AanvullingGevraagd():
            bericht = f"Het antwoord moet er zijn op {_op(event.hersteltermijn_tot)}."
            return "Aanvulling gevraagd", bericht, "bbz", f"/aanvragen/{event.aanvraag_id}"
        case bbz.BeslistermijnGewijzigd():
            bericht = f"De laatste dag voor het besluit is nu {_op(event.beslistermijn_tot)}."
            return "Beslistermijn gewijzigd", bericht, "bbz", f"/aanvragen/{event.aanvraag_id}"
        case bbz.BeslistermijnVerstreken():
            return (
                "Beslistermijn verstreken",
                "Er is nog geen besluit.",
                "bbz",
                f"/aanvragen/{event.aanvraag_id}",
            )
        case bbz.AanvraagIngetrokken():
            return (
                "Aanvraag ingetrokken",
                f"Reden: {REDENEN_INTREKKING[event.reden]}.",
                "bbz",
                f"/aanvragen/{event.aanvraag_id}",
            )
        case bbz.VerstrekkingGeweigerd():
            bericht = f"{event.regel} ({event.grondslag}). Er is niets betaald."
            return "Verstrekking geweigerd", bericht, "bbz", f"/aanvragen/{event.aanvraag_id}"
        case bbz.AanvraagBuitenBehandelingGesteld():
            return (
                "Aanvraag buiten behandeling gesteld",
                f"Wat was gevraagd, kwam niet op tijd ({event.grondslag}).",
                "bbz",
                f"/aanvragen/{event.aanvraag_id}",
            )
        case bbz.AanvraagAfgewezen():
            return (
                "Aanvraag afgewezen",
                f"{event.reden} ({event.grondslag})",
                "bbz",
                f"/aanvragen/{event.aanvraag_id}",
            )
    return None


def _van_notify(event: Contract) -> tuple[str, str, str, str] | None:
    match event:
        case notify.BerichtVerstuurd() | notify.BriefVerstuurd():
            return (
                f"{BERICHTEN.get(event.soort, 'Brief')} verstuurd",
                "",
                "notify",
                f"/brieven/{event.bericht_id}",
            )
        case notify.BezorgingMislukt() | notify.BriefMislukt():
            return (
                f"{BERICHTEN.get(event.soort, 'Brief')} niet bezorgd",
                f"Reden: {event.reden}.",
                "notify",
                f"/brieven/{event.bericht_id}",
            )
    return None


def _van_ledger(event: ledger.Mutatie) -> tuple[str, str]:
    match event:
        case ledger.LeningGeopend():
            return (
                "Lening geopend",
                f"{bedrag(event.hoofdsom_cent)} in {geteld(event.termijnen, 'termijn')}.",
            )
        case ledger.RenteGeboekt():
            return f"Rente geboekt: {bedrag(event.rente_cent)}", ""
        case ledger.AflossingGeboekt():
            return (
                f"Betaling geboekt: {bedrag(event.ontvangen_cent)}",
                f"Daarvan {bedrag(event.aflossing_cent)} aflossing.",
            )
        case ledger.BetalingGemist():
            wat = f"Termijn {event.termijn} is niet (helemaal) betaald." if event.termijn else ""
            return f"Betaling gemist: {bedrag(event.openstaand_cent)}", wat
        case ledger.BetaaltermijnVerstreken():
            wat = f"Betalen kon tot en met {_op(event.laatste_dag)}."
            return f"Betaaltermijn verstreken: {bedrag(event.openstaand_cent)}", wat
        case ledger.AchterstandIngelopen():
            return "Achterstand ingelopen", ""
        case ledger.LeningAfgelost():
            return "Lening afgelost", ""
    return _naam(event), ""


def _op(dag: date) -> str:
    return f"{dag.day} {maandnaam(dag)}"


def _naam(event: Contract) -> str:
    """`LeningOpgeeist` as `Lening opgeeist`."""
    return " ".join(re.findall(r"[A-Z][a-z0-9]*", type(event).__name__)).capitalize()


def add(cursor: Cursor[DictRow], regels: Sequence[tuple[UUID, Tijdlijnregel]]) -> None:
    """Adds rows in the order in which they were heard."""
    cursor.executemany(
        "INSERT INTO tijdlijn (dossier_id, dag, wat, toelichting, wie, adres) VALUES (%s, %s, %s, %s, %s, %s)",
        [
            (dossier_id, regel.dag, regel.wat, regel.toelichting, regel.wie, regel.adres)
            for dossier_id, regel in regels
        ],
    )


def read(
    cursor: Cursor[DictRow], dossier_id: UUID, limit: int, offset: int = 0
) -> tuple[list[Tijdlijnregel], int]:
    """A page of the rows, newest first, and how many there are."""
    cursor.execute("SELECT count(*) AS n FROM tijdlijn WHERE dossier_id = %s", (dossier_id,))
    total = int((cursor.fetchone() or {"n": 0})["n"])
    cursor.execute(
        "SELECT dag, wat, toelichting, wie, adres FROM tijdlijn WHERE dossier_id = %s"
        " ORDER BY dag DESC NULLS LAST, id DESC LIMIT %s OFFSET %s",
        (dossier_id, limit, offset),
    )
    return [Tijdlijnregel.model_validate(row) for row in cursor.fetchall()], total
