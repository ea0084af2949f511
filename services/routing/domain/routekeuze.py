"""Which of the three routes of reorientation fit, and why: rules as named values, each with its reason in one sentence.

Route 1 strengthens the business, route 2 solves (financial) problems, route 3 leads to a (side) job. The routes and what they hold
come from the guide of the Programmaraad, the offer of ROZ and the pilot of Wijchen; the groups from Bbz art. 2 and 22.
"""

from collections.abc import Callable

from services.routing.domain.events import Route, Routenummer
from shared.begrippen import Groep, Hulpvraag, Instrument, Urgentie, Waarde


class Vraagstuk(Waarde):
    """What the rules look at."""

    groep: Groep
    hulpvraag: frozenset[Hulpvraag]
    urgentie: Urgentie
    is_groep_bekend: bool = True
    is_buiten_bbz: bool = False

    def vraagt(self, *vragen: Hulpvraag) -> bool:
        """Is one of these asked?"""
        return not self.hulpvraag.isdisjoint(vragen)

    def is_van(self, *groepen: Groep) -> bool:
        """As long as the group is not known, no rule counts on one."""
        return self.is_groep_bekend and self.groep in groepen


class Routeregel(Waarde):
    """When `geldt`, the route fits with these instruments, for this reason. A rule without instruments only adds its reason."""

    naam: str
    geldt: Callable[[Vraagstuk], bool]
    route: Routenummer
    instrumenten: tuple[Instrument, ...]
    reden: str


class Voorrangsregel(Waarde):
    """When `geldt` and the route fits, it leads. The first rule that applies counts."""

    naam: str
    geldt: Callable[[Vraagstuk], bool]
    route: Routenummer
    reden: str


def _stopt(vraag: Vraagstuk) -> bool:
    return vraag.is_van("beeindigend") or vraag.vraagt("bedrijf_beeindigen")


ROUTEREGELS: tuple[Routeregel, ...] = (
    Routeregel(
        naam="bedrijf_versterken",
        geldt=lambda vraag: vraag.vraagt("bedrijf_versterken") and not vraag.is_van("beeindigend"),
        route=1,
        instrumenten=("ondernemersadvies", "coaching"),
        reden="De ondernemer wil het bedrijf versterken: een adviseur bekijkt samen met de ondernemer hoe het bedrijf geld verdient.",
    ),
    Routeregel(
        naam="stoppen_of_versterken",
        geldt=lambda vraag: vraag.vraagt("bedrijf_versterken") and vraag.is_van("beeindigend"),
        route=1,
        instrumenten=("ondernemersadvies",),
        reden="De ondernemer stopt, maar wil het bedrijf ook versterken: een adviseur bekijkt eerst of stoppen de beste oplossing is.",
    ),
    Routeregel(
        naam="start_voorbereiden",
        geldt=lambda vraag: (
            vraag.is_van("starter") and vraag.vraagt("bedrijf_starten", "bedrijfskapitaal")
        ),
        route=1,
        instrumenten=("voorbereiding_starter",),
        reden="Een starter maakt eerst een ondernemingsplan: daar hoort begeleiding bij de voorbereiding bij.",
    ),
    Routeregel(
        naam="ander_bedrijf_starten",
        geldt=lambda vraag: (
            vraag.is_van("gevestigd", "marginaal", "binnenvaart")
            and vraag.vraagt("bedrijf_starten")
        ),
        route=1,
        instrumenten=("ondernemersadvies",),
        reden="De ondernemer wil iets nieuws beginnen naast of in plaats van het bedrijf: een adviseur denkt mee over het nieuwe plan.",
    ),
    Routeregel(
        naam="starten_groep_onbekend",
        geldt=lambda vraag: not vraag.is_groep_bekend and vraag.vraagt("bedrijf_starten"),
        route=1,
        instrumenten=("ondernemersadvies",),
        reden="De ondernemer wil iets nieuws beginnen, maar de groep is nog niet bekend: zoek eerst uit of dit een starter is.",
    ),
    Routeregel(
        naam="schulden_door_te_weinig_inkomen",
        geldt=lambda vraag: (
            vraag.is_van("gevestigd", "marginaal", "binnenvaart")
            and vraag.vraagt("schulden")
            and (vraag.vraagt("levensonderhoud") or vraag.urgentie.geen_inkomen)
        ),
        route=1,
        instrumenten=("ondernemersadvies",),
        reden="Er zijn schulden en het bedrijf levert te weinig op: dan moet ook de manier van geld verdienen worden bekeken.",
    ),
    Routeregel(
        naam="bedrijfskapitaal",
        geldt=lambda vraag: (
            vraag.vraagt("bedrijfskapitaal")
            and not vraag.is_van("beeindigend")
            and not vraag.is_buiten_bbz
        ),
        route=2,
        instrumenten=("bbz_krediet",),
        reden="De ondernemer vraagt geld voor het bedrijf: dat kan een krediet uit het Bbz zijn.",
    ),
    Routeregel(
        naam="levensonderhoud",
        geldt=lambda vraag: vraag.vraagt("levensonderhoud") and not vraag.is_buiten_bbz,
        route=2,
        instrumenten=("bbz_levensonderhoud",),
        reden="De ondernemer vraagt geld om van te leven: het Bbz kan het inkomen aanvullen.",
    ),
    Routeregel(
        naam="geen_inkomen",
        geldt=lambda vraag: vraag.urgentie.geen_inkomen and not vraag.is_buiten_bbz,
        route=2,
        instrumenten=("bbz_levensonderhoud",),
        reden="De ondernemer heeft geen inkomen: er moet snel worden bekeken of het Bbz kan helpen.",
    ),
    Routeregel(
        naam="inkomen_tijdens_stoppen",
        geldt=lambda vraag: (
            vraag.is_van("beeindigend")
            and vraag.vraagt("bedrijf_beeindigen")
            and not vraag.is_buiten_bbz
        ),
        route=2,
        instrumenten=("bbz_levensonderhoud",),
        reden="Wie het bedrijf beëindigt, kan in die tijd geld om van te leven krijgen (Bbz artikel 2, lid 1, onder d).",
    ),
    Routeregel(
        naam="geld_buiten_het_bbz",
        geldt=lambda vraag: (
            vraag.is_buiten_bbz
            and (vraag.vraagt("bedrijfskapitaal", "levensonderhoud") or vraag.urgentie.geen_inkomen)
        ),
        route=2,
        instrumenten=(),
        reden="Er is geld nodig, maar het Bbz is hier niet voor: zoek in het gesprek uit welke andere hulp er is.",
    ),
    Routeregel(
        naam="schulden",
        geldt=lambda vraag: vraag.vraagt("schulden"),
        route=2,
        instrumenten=("schuldhulpverlening",),
        reden="De ondernemer heeft schulden: schuldhulpverlening helpt om die af te wikkelen.",
    ),
    Routeregel(
        naam="dreigende_situatie",
        geldt=lambda vraag: vraag.urgentie.is_spoed,
        route=2,
        instrumenten=("schuldhulpverlening",),
        reden="Er is beslag, of er dreigt ontruiming of afsluiting: daar moet vandaag iemand naar kijken.",
    ),
    Routeregel(
        naam="geen_kapitaal_bij_stoppen",
        geldt=lambda vraag: vraag.is_van("beeindigend") and vraag.vraagt("bedrijfskapitaal"),
        route=3,
        instrumenten=(),
        reden="Wie het bedrijf beëindigt, krijgt geen bedrijfskapitaal (Bbz artikel 2, lid 2): leg dit uit in het gesprek.",
    ),
    Routeregel(
        naam="bedrijf_loopt_af",
        geldt=lambda vraag: vraag.is_van("beeindigend"),
        route=3,
        instrumenten=("stopbegeleiding", "mobiliteitsteam"),
        reden="De ondernemer stopt met het bedrijf: begeleiding helpt om goed te stoppen en werk te vinden.",
    ),
    Routeregel(
        naam="stoppen_overwegen",
        geldt=lambda vraag: vraag.vraagt("bedrijf_beeindigen") and not vraag.is_van("beeindigend"),
        route=3,
        instrumenten=("stopbegeleiding",),
        reden="De ondernemer denkt aan stoppen: bekijk eerst of dat de beste oplossing is, en dan welke stappen nodig zijn.",
    ),
    Routeregel(
        naam="stoppen_op_leeftijd",
        geldt=lambda vraag: vraag.is_van("ouder") and vraag.vraagt("bedrijf_beeindigen"),
        route=3,
        instrumenten=(),
        reden="Een oudere ondernemer die stopt, kan misschien een Ioaz-uitkering krijgen: zoek dit uit vóór het bedrijf is gestopt.",
    ),
    Routeregel(
        naam="werk_in_loondienst",
        geldt=lambda vraag: vraag.vraagt("werk_in_loondienst"),
        route=3,
        instrumenten=("mobiliteitsteam",),
        reden="De ondernemer zoekt een baan of bijbaan: het mobiliteitsteam helpt met oriëntatie, scholing en werk.",
    ),
    Routeregel(
        naam="bijbaan_bij_laag_inkomen",
        geldt=lambda vraag: vraag.is_van("marginaal") and vraag.vraagt("levensonderhoud"),
        route=3,
        instrumenten=("mobiliteitsteam",),
        reden="Het inkomen uit het bedrijf blijft laag: een bijbaan naast het bedrijf kan dat aanvullen.",
    ),
)

VOORRANGSREGELS: tuple[Voorrangsregel, ...] = (
    Voorrangsregel(
        naam="spoed",
        geldt=lambda vraag: vraag.urgentie.is_spoed,
        route=2,
        reden="Route 2 gaat voor, want er is spoed.",
    ),
    Voorrangsregel(
        naam="schulden_eerst",
        geldt=lambda vraag: vraag.vraagt("schulden"),
        route=2,
        reden="Route 2 gaat voor: eerst de schulden onder controle.",
    ),
    Voorrangsregel(
        naam="stoppen_stuurt",
        geldt=_stopt,
        route=3,
        reden="Route 3 gaat voor, want het bedrijf stopt misschien.",
    ),
    Voorrangsregel(
        naam="geld_nodig",
        geldt=lambda vraag: (
            vraag.vraagt("bedrijfskapitaal", "levensonderhoud") or vraag.urgentie.geen_inkomen
        ),
        route=2,
        reden="Route 2 gaat voor, want er is geld nodig.",
    ),
    Voorrangsregel(
        naam="bedrijf_gaat_door",
        geldt=lambda vraag: vraag.vraagt("bedrijf_versterken", "bedrijf_starten"),
        route=1,
        reden="Route 1 gaat voor, want de ondernemer wil door met het bedrijf.",
    ),
    Voorrangsregel(
        naam="werk_zoeken",
        geldt=lambda vraag: vraag.vraagt("werk_in_loondienst"),
        route=3,
        reden="Route 3 gaat voor, want de ondernemer zoekt werk.",
    ),
)

INSTRUMENTEN: dict[Routenummer, tuple[Instrument, ...]] = {
    nummer: tuple(
        dict.fromkeys(
            instrument
            for regel in ROUTEREGELS
            if regel.route == nummer
            for instrument in regel.instrumenten
        )
    )
    for nummer in (1, 2, 3)
}


def passende_routes(vraag: Vraagstuk) -> tuple[Route, ...]:
    """Every route for which a rule holds, in order of number; empty when no rule does."""
    geldend = [regel for regel in ROUTEREGELS if regel.geldt(vraag)]
    nummers = sorted({regel.route for regel in geldend})
    return tuple(
        _route(nummer, [regel for regel in geldend if regel.route == nummer]) for nummer in nummers
    )


def voorrang(vraag: Vraagstuk, routes: tuple[Route, ...]) -> Voorrangsregel:
    """The rule that says which of these routes leads; raises LookupError when none does, which no list of rules may allow."""
    nummers = {route.nummer for route in routes}
    for regel in VOORRANGSREGELS:
        if regel.route in nummers and regel.geldt(vraag):
            return regel
    raise LookupError(f"no rule says which of the routes {sorted(nummers)} leads")


def _route(nummer: Routenummer, regels: list[Routeregel]) -> Route:
    instrumenten = dict.fromkeys(
        instrument for regel in regels for instrument in regel.instrumenten
    )
    return Route(
        nummer=nummer,
        instrumenten=tuple(instrumenten),
        redenen=tuple(regel.reden for regel in regels),
        regels=tuple(regel.naam for regel in regels),
    )
