"""An application for people: its light, and what happened to it in plain sentences."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.bbz.domain import events
from services.bbz.entrypoints.words import GROEP, PRODUCT, VORM
from services.bbz.projections.aanvragen import Aanvraagregel
from shared.dates import geteld
from shared.facts import StoredFact
from shared.web.dutch import bedrag, datum
from shared.web.lights import OP_TIJD, STAAT_STIL, TE_LAAT, Licht, Stand

BIJNA = timedelta(days=14)


@dataclass(frozen=True)
class Gebeurtenis:
    """One line of the timeline."""

    dag: date
    wat: str
    toelichting: str
    wie: str
    adres: str = ""


def termijnlicht(regel: Aanvraagregel, dag: date | None) -> Licht | None:
    """The light of the term to decide, or of a loan that was not opened yet; None when there is nothing to watch."""
    if regel.wacht_op_lening:
        return Licht(
            Stand.LET_OP,
            "Het krediet is verstrekt, maar de lening is nog niet geopend.",
            None,
            "het grootboek de lening meldt",
        )
    if not regel.loopt:
        return None
    if dag is None:
        return Licht(Stand.GEEN_GEGEVENS, "Er is nog geen werkdag bekend.")
    if regel.is_opgeschort:
        return Licht(
            Stand.UITSTEL,
            "De termijn staat stil: er is om stukken gevraagd.",
            None,
            "de stukken binnen zijn",
            STAAT_STIL,
        )
    over = (regel.beslistermijn_tot - dag).days
    if over < 0:
        return Licht(
            Stand.ACHTERSTAND,
            "De beslistermijn is voorbij.",
            regel.beslistermijn_tot + timedelta(days=1),
            "er een besluit is",
            TE_LAAT,
        )
    woorden = "Vandaag is de laatste dag." if over == 0 else f"Nog {geteld(over, 'dag')}."
    if timedelta(days=over) <= BIJNA:
        return Licht(Stand.LET_OP, woorden)
    return Licht(Stand.BIJ, woorden, anders=OP_TIJD)


def gebeurtenis(stored: StoredFact) -> Gebeurtenis:
    """One fact as a line of the timeline."""
    wat, toelichting, adres = _verhaal(stored)
    return Gebeurtenis(stored.cause.at, wat, toelichting, stored.cause.actor, adres)


def _verhaal(stored: StoredFact) -> tuple[str, str, str]:
    match stored.fact:
        case events.AanvraagGeopend() as feit:
            return (
                "Aanvraag geopend",
                f"Ontvangen op {datum(feit.aanvraagdatum)}. Besluit uiterlijk op {datum(feit.beslistermijn_tot)} (Bbz art. 35 lid 2).",
                "",
            )
        case events.GroepGewijzigd() as feit:
            return "Groep gewijzigd", f"De ondernemer hoort nu bij: {GROEP[feit.groep]}.", ""
        case events.AanvraagBeoordeeld() as feit:
            voorstel = (
                f" Voorstel: {bedrag(feit.voorgesteld_cent)}." if feit.voorgesteld_cent else ""
            )
            return "Aanvraag beoordeeld", f"Advies: {feit.advies}.{voorstel}", ""
        case events.KredietVerstrekt() as feit:
            termijnen = geteld(feit.termijnen, "termijn")
            toelichting = f"{bedrag(feit.hoofdsom_cent)}, {PRODUCT[feit.product]}, {termijnen}. Mandaat {feit.mandaat}."
            return "Krediet verstrekt", toelichting, f"/leningen/{feit.lening_id}"
        case events.LevensonderhoudToegekend() as feit:
            hoeveel = f"{geteld(len(feit.maandbedragen), 'maand')}, samen {bedrag(feit.totaal_cent)}, {VORM[feit.vorm]}"
            return (
                "Levensonderhoud toegekend",
                f"{hoeveel} ({feit.grondslag}). Mandaat {feit.mandaat}.",
                "",
            )
        case events.VerstrekkingGeweigerd() as feit:
            return "Verstrekken geweigerd", f"{feit.uitleg} Grondslag: {feit.grondslag}.", ""
        case events.AanvraagAfgewezen() as feit:
            return "Aanvraag afgewezen", f"{feit.uitleg} Grondslag: {feit.grondslag}.", ""
        case events.AanvraagBuitenBehandelingGesteld() as feit:
            return (
                "Buiten behandeling gesteld",
                f"De stukken waren op {datum(feit.hersteltermijn_tot)} niet binnen ({feit.grondslag}). Mandaat {feit.mandaat}.",
                "",
            )
        case events.AanvraagIngetrokken():
            return "Aanvraag ingetrokken", "", ""
        case events.LeningBevestigd() as feit:
            return (
                "Lening geopend",
                "Het grootboek heeft de lening geopend.",
                f"/leningen/{feit.lening_id}",
            )
    return (*_termijn(stored), "")


def _termijn(stored: StoredFact) -> tuple[str, str]:
    match stored.fact:
        case events.BeslistermijnVerlengd() as feit:
            hoelang = geteld(feit.weken, "week")
            return (
                "Beslistermijn verlengd",
                f"Met {hoelang}, tot en met {datum(feit.beslistermijn_tot)} ({feit.grondslag}).",
            )
        case events.AanvullingGevraagd() as feit:
            return (
                "Aanvulling gevraagd",
                f"Aan te vullen tot en met {datum(feit.hersteltermijn_tot)}. De beslistermijn staat stil (Awb 4:15).",
            )
        case events.AanvullingAlsnogBinnen():
            return "Stukken alsnog binnen", "Na de laatste dag. De aanvraag wordt gewoon behandeld."
        case events.AanvullingVerwerkt() as feit:
            wat = "Aanvulling uitgebleven" if feit.is_uitgebleven else "Aanvulling binnen"
            return (
                wat,
                f"De beslistermijn stond {geteld(feit.dagen, 'dag')} stil en loopt tot en met {datum(feit.beslistermijn_tot)}.",
            )
        case events.BeslistermijnVerstreken() as feit:
            return (
                "Beslistermijn verstreken",
                f"Er was geen besluit op {datum(feit.beslistermijn_tot)}.",
            )
    raise TypeError(f"no story for {stored.name}")
