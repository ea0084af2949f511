"""The form to take in a request for help: what is asked, and what comes of it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from services.intake.application import Intake
from services.intake.entrypoints import dubbelen
from services.intake.entrypoints.dubbelen import Dubbelvraag
from services.intake.entrypoints.forms import NieuweAanmelding
from services.intake.entrypoints.handelingen import neem_aan
from services.intake.entrypoints.zoeken import PLAATSEN
from shared.begrippen import Urgentie
from shared.landen import LANDEN
from shared.organisatie.nu import gemeenten
from shared.web.actors import Acting
from shared.web.commands import FIELD, Submitted
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.problems import Fout
from shared.web.requests import FormValues
from shared.web.validation import parse_form

# No code of a group: the answer of who does not know yet.
ONBEKEND = "onbekend"
KEUZES = {
    "kanaal": [
        ("web", "Website"),
        ("telefoon", "Telefoon"),
        ("balie", "Balie"),
        ("netwerk", "Via het netwerk"),
        ("doorverwijzing", "Doorverwezen"),
    ],
    "groep": [
        ("gevestigd", "Gevestigde ondernemer"),
        ("starter", "Starter"),
        ("ouder", "Oudere ondernemer"),
        ("beeindigend", "Stopt met het bedrijf"),
        ("marginaal", "Klein bedrijf met blijvend laag inkomen"),
        ("binnenvaart", "Binnenvaart"),
        (ONBEKEND, "Dat weten wij nog niet"),
    ],
    "hulpvraag": [
        ("levensonderhoud", "Geld om van te leven"),
        ("bedrijfskapitaal", "Geld voor het bedrijf"),
        ("schulden", "Hulp bij schulden"),
        ("bedrijf_versterken", "Het bedrijf versterken"),
        ("bedrijf_starten", "Een bedrijf starten"),
        ("bedrijf_beeindigen", "Stoppen met het bedrijf"),
        ("werk_in_loondienst", "Werk in loondienst"),
    ],
    "urgentie": [
        ("dreigende_ontruiming", "Moet binnenkort de woning of het bedrijf uit"),
        ("dreigende_afsluiting", "Gas, water of stroom wordt afgesloten"),
        ("beslag_gelegd", "Er is beslag gelegd"),
        ("geen_inkomen", "Er is geen inkomen"),
    ],
    "buiten_bbz": [("is_buiten_bbz", "Hulp buiten het Bbz: er komt geen aanvraag")],
}
# In the order of the page.
LABELS = {
    "hulpvraag": "Waar is hulp bij nodig",
    "urgentie": "Haast",
    "buiten_bbz": "Hulp buiten het Bbz",
    "naam": "Naam",
    "bsn": "Burgerservicenummer (BSN)",
    "straat": "Straat",
    "huisnummer": "Huisnummer",
    "postcode": "Postcode",
    "plaats": "Plaats",
    "land": "Land",
    "telefoon": "Telefoonnummer",
    "email": "E-mailadres",
    "groep": "Wat past het best",
    "gemeente": "Gemeente",
    "kanaal": "Hoe de aanmelding binnenkwam",
    "handelsnaam": "Naam van het bedrijf",
    "kvk_nummer": "KvK-nummer",
    "iban": "Rekeningnummer (IBAN)",
    "toelichting": "Toelichting",
}
_AANGEKRUIST = ("hulpvraag", "urgentie", "buiten_bbz")


def add_pages(pages: Pages, intake: Intake) -> None:
    def show(request: Request, status: int = 200, **typed: Any) -> Response:
        vooraf: dict[str, Any] = {
            "waarden": defaultdict(str),
            "gekozen": frozenset[str](),
            "fouten": (),
            "weigering": None,
            "dubbelen": (),
            "is_gezocht": False,
        }
        return pages.render(
            request,
            "nieuw.html",
            status=status,
            keuzes=KEUZES | {"gemeente": list(gemeenten().items()), "land": list(LANDEN.items())},
            labels=LABELS,
            plaatsen=PLAATSEN,
            **(vooraf | typed),
        )

    @pages.router.get("/aanmeldingen/nieuw")
    def first_step(request: Request) -> Response:
        return ask(request)

    def ask(
        request: Request,
        status: int = 200,
        waarden: Mapping[str, str] | None = None,
        fouten: tuple[Fout, ...] = (),
    ) -> Response:
        return pages.render(
            request,
            "bekend.html",
            status=status,
            waarden=defaultdict(str, waarden or {}),
            fouten=fouten,
            labels=LABELS,
        )

    @pages.router.post("/aanmeldingen/nieuw")
    def second_step(request: Request, values: FormValues, actor: Acting) -> Response:
        """Who may be the same person, and the rest of the form with what was typed."""
        asked = {naam: values.get(naam, "").strip() for naam in Dubbelvraag.model_fields}
        vraag, fouten = parse_form(Dubbelvraag, asked)
        if vraag is None:
            return ask(request, 400, asked, fouten)
        return show(
            request,
            waarden=defaultdict(str, asked),
            dubbelen=dubbelen.vind(intake, vraag, actor),
            is_gezocht=any(asked.values()),
        )

    @pages.router.post("/aanmeldingen")
    async def take_in(request: Request, actor: Acting, command: Submitted) -> Response:
        form = await form_of(request)
        waarden, ticked = aangekruist(form)
        typed = {
            "waarden": waarden,
            "gekozen": frozenset(code for codes in ticked.values() for code in codes),
        }
        aanmelding, fouten = parse_form(NieuweAanmelding, genoemd(waarden, ticked))
        if aanmelding is None:
            return await run_in_threadpool(show, request, 400, fouten=_named(fouten), **typed)
        with pages.attempt() as poging:
            ontvangst = await run_in_threadpool(neem_aan, intake, aanmelding.aangeboden(), command)
            return pages.done(
                request,
                "/aanmeldingen",
                "De aanmelding is aangenomen. De ondernemer krijgt een brief.",
                (f"/dossiers/{ontvangst.dossier_id}", "Open het dossier"),
            )
        weigering = poging.weigering
        status = weigering.status if weigering else 409
        wie = Dubbelvraag(**aanmelding.model_dump(include=set(Dubbelvraag.model_fields)))
        return await run_in_threadpool(
            show,
            request,
            status,
            weigering=weigering,
            dubbelen=await run_in_threadpool(dubbelen.vind, intake, wie, actor),
            **typed,
        )


def aangekruist(form: FormData) -> tuple[defaultdict[str, str], dict[str, list[str]]]:
    """What was filled in, and what was ticked of each question."""
    waarden = {
        name: str(value) for name, value in form.items() if name not in (*_AANGEKRUIST, FIELD)
    }
    ticked = {name: [str(value) for value in form.getlist(name)] for name in _AANGEKRUIST}
    return defaultdict(str, waarden), ticked


def genoemd(waarden: Mapping[str, str], ticked: Mapping[str, list[str]]) -> dict[str, Any]:
    """As the request names it. A group that nobody knows yet is guessed to be the one that most people are of."""
    urgentie = {code: True for code in ticked["urgentie"] if code in Urgentie.model_fields}
    vragen: dict[str, Any] = {"hulpvraag": ticked["hulpvraag"], "urgentie": urgentie}
    if ticked["buiten_bbz"]:
        vragen["is_buiten_bbz"] = True
    if waarden.get("groep") == ONBEKEND:
        vragen |= {"groep": "gevestigd", "is_groep_bekend": False}
    return {**waarden, **vragen}


def _named(fouten: tuple[Fout, ...]) -> tuple[Fout, ...]:
    """In the order of the page; a mistake inside a list belongs to the question as a whole."""
    volgorde = list(LABELS)
    named = [Fout(fout.veld.partition("[")[0].partition(".")[0], fout.melding) for fout in fouten]
    return tuple(
        sorted(named, key=lambda fout: volgorde.index(fout.veld) if fout.veld in LABELS else 99)
    )
