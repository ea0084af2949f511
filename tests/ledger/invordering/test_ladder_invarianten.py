"""Whatever happens in a city of loans, nobody who is behind is without a next step, and no step comes before the law allows it."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.domain.invordering import commands as v
from services.ledger.domain.invordering import events as f
from services.ledger.domain.invordering.state import Traject, evolve
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from shared.parameters import Parameterset
from tests.steun.ledger.boek import PARAMETERS
from tests.steun.ledger.ladderpapier import Ladderpapier

# A demand that was not sent yet, and every step after it, is out of reach while a stop runs (Awb 4:94 lid 2).
DWINGEND = {"aanmaning", "tweede_aanmaning", "opeising", "dwangbevel", "overdracht"}
DWANG = (
    f.AanmaningOpgemaakt,
    f.AanmaningVerstuurd,
    f.DwangbevelUitgevaardigd,
    f.InvorderingOvergedragen,
)
WAT = st.sampled_from(
    [
        *["volgende"] * 6,
        "niets",
        "brief",
        "betaal_termijn",
        "betaal_deel",
        "betaal_alles",
        "uitstel",
        "later_uitstel",
        "intrekking",
        "opeising",
        "buiten",
        "weer_binnen",
        "correctie",
        "bereikt",
        "niet_bereikt",
        "gesprek",
        "betaalafspraak",
        "aanmaning",
        "dwangbevel",
        "overdracht",
        "overslaan",
        "pauze",
        "hervat",
    ]
)
# What an office does on the day of each step.
DAARBIJ = {
    "contact": "bereikt",
    "gesprek": "bereikt",
    "aanmaning": "aanmaning",
    "tweede_aanmaning": "aanmaning",
    "opeising": "opeising",
    "dwangbevel": "dwangbevel",
    "overdracht": "overdracht",
    "opnieuw_bekijken": "overslaan",
}
VERHAAL = st.lists(st.tuples(st.integers(0, 25), WAT), min_size=1, max_size=20)
LENINGEN = st.fixed_dictionaries(
    {
        "hoofdsom_cent": st.integers(100_000, 5_000_000),
        "termijnen": st.sampled_from([3, 12, 60]),
        "methode": st.sampled_from(["lineair", "annuitair"]),
        "regeling": st.sampled_from(["bbz", "bbz", "tozo"]),
    }
)


def vanzelf() -> Parameterset:
    """The same policy with demands that go out by themselves, the second one too."""
    ja = {"ladder_aanmaning_vanzelf", "ladder_tweede_aanmaning"}
    return Parameterset(
        tuple(
            rij if rij.naam not in ja else type(rij)(**{**vars(rij), "waarde": "ja"})
            for rij in PARAMETERS.rijen
        )
    )


BELEID = st.sampled_from([PARAMETERS, vanzelf()])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LENINGEN, BELEID, st.booleans(), VERHAAL)
def test_niemand_met_achterstand_is_ooit_zonder_volgende_stap_en_geen_stap_komt_te_vroeg(
    lening: dict[str, Any], beleid: Parameterset, post: bool, verhaal: list[tuple[int, str]]
) -> None:
    papier = Ladderpapier(examples.open_lening(**lening), beleid, post=post)
    papier.vandaag = date(2026, 2, 20)
    papier.kijk = lambda: _kijk(papier)
    for dagen, wat in verhaal:
        papier.tot(papier.vandaag + timedelta(days=dagen))
        with suppress(Weigering):
            _doe(papier, wat)
    _volgt_uit_de_feiten(papier)
    _hooguit_een_keer(papier)
    _nooit_te_vroeg(papier)


def _kijk(papier: Ladderpapier) -> None:
    """After every fact of the loan and of its ladder."""
    beeld, traject = papier.beeld, papier.traject
    assert traject.loopt == beeld.vraagt_invordering
    assert (traject.volgende is not None) == traject.loopt
    stil = any(stop.loopt(papier.vandaag) for stop in beeld.stops)
    if stil:
        assert traject.staat_stil or not traject.loopt
    if traject.staat_stil or traject.afspraak:
        assert traject.volgende is None or traject.volgende.stap not in DWINGEND
    if (
        papier.ladder
        and isinstance(papier.ladder[-1], DWANG)
        and papier.ladder[-1].op == papier.vandaag
    ):
        assert not stil or isinstance(papier.ladder[-1], f.AanmaningVerstuurd)


def _volgt_uit_de_feiten(papier: Ladderpapier) -> None:
    opnieuw = Traject()
    for feit in papier.ladder:
        opnieuw = evolve(opnieuw, type(feit).model_validate_json(feit.model_dump_json()))
    assert (
        opnieuw == papier.traject == Traject.model_validate_json(papier.traject.model_dump_json())
    )
    # A demand that was withdrawn for an appointment goes out by itself again once the appointment is called off: at the next close.
    sluiting = v.VolgSchuld(
        beeld=papier.beeld, op=papier.vandaag, afschriften_tot=papier.vandaag - timedelta(days=1)
    )
    assert {type(feit) for feit in papier.vraag(sluiting)} <= {f.AanmaningOpgemaakt}
    assert papier.vraag(sluiting) == []


def _hooguit_een_keer(papier: Ladderpapier) -> None:
    gezet = Counter(
        (feit.periode, type(feit).__name__, getattr(feit, "soort", ""))
        for feit in papier.ladder
        if isinstance(
            feit, f.AanmaningVerstuurd | f.DwangbevelUitgevaardigd | f.InvorderingOvergedragen
        )
    )
    assert set(gezet.values()) <= {1}
    nummers = [feit.nummer for feit in papier.ladder if isinstance(feit, f.AanmaningOpgemaakt)]
    assert nummers == list(range(1, len(nummers) + 1))


def _nooit_te_vroeg(papier: Ladderpapier) -> None:
    """Every demand after its betaaltermijn, every dwangbevel after its demand, as both stood then; nothing while it stood still."""
    traject = Traject()
    for feit in papier.ladder:
        if isinstance(feit, DWANG):
            assert not traject.staat_stil
        if isinstance(feit, DWANG) and not isinstance(feit, f.AanmaningVerstuurd):
            assert traject.afspraak is None
        if isinstance(feit, f.AanmaningOpgemaakt) and traject.betaaltermijn_tot:
            assert feit.op > traject.betaaltermijn_tot
        if isinstance(feit, f.AanmaningOpgemaakt) and feit.soort == "tweede_aanmaning":
            assert traject.aanmaning_tot is None or feit.op > traject.aanmaning_tot
        if isinstance(feit, f.DwangbevelUitgevaardigd):
            assert traject.aanmaning_tot is not None
            assert feit.op > traject.aanmaning_tot
            assert feit.bedrag_cent <= traject.aangemaand_cent
        if isinstance(feit, f.AanmaningVerstuurd):
            assert feit.laatste_dag >= feit.verstuurd_op + timedelta(weeks=2)
        traject = evolve(traject, feit)


def _doe(papier: Ladderpapier, wat: str) -> None:
    vandaag, over = papier.vandaag, papier.vandaag + timedelta(days=9)
    schuld = papier.lening.saldi
    match wat:
        case "volgende" if papier.volgende:
            stap, op = papier.volgende
            papier.tot(min(op, vandaag + timedelta(days=70)))
            _doe(papier, DAARBIJ.get(stap, "niets"))
        case "betaal_termijn" | "betaal_deel" | "betaal_alles":
            heel = max(schuld.vervallen_cent, 1)
            alles = schuld.hoofdsom_cent + schuld.rente_cent + schuld.kosten_cent
            papier.betaal(
                {"betaal_termijn": heel, "betaal_deel": heel // 3 + 1, "betaal_alles": alles}[wat],
                vandaag,
            )
        case "uitstel":
            papier.besluit(g.Uitstel(van=vandaag, maanden=2))
        case "later_uitstel":
            papier.besluit(g.Uitstel(van=over, maanden=1))
        case "intrekking":
            papier.besluit(g.Uitstelintrekking())
        case "opeising":
            papier.eis_op()
        case "buiten" | "weer_binnen":
            papier.besluit(g.BuitenInvordering(hervat=wat == "weer_binnen"), samen=True)
        case "correctie":
            besluiten = [
                feit
                for feit in papier.feiten
                if hasattr(feit, "besluit_id") and hasattr(feit, "besloten_door")
            ]
            if besluiten:
                papier.besluit(g.Herroeping(soort="correctie", van=besluiten[-1].besluit_id))  # type: ignore[attr-defined]
        case "bereikt" | "niet_bereikt":
            papier.zet(v.Contact(wijze="telefoon", uitkomst=wat))
        case "gesprek":
            papier.zet(v.Gesprek(op=over))
        case "betaalafspraak":
            papier.zet(v.Betaalafspraak(op=over, bedrag_cent=50_000))
        case "brief" if papier.traject.opgemaakt:
            papier.verstuur(vandaag)
        case "aanmaning":
            papier.zet(v.VerstuurAanmaning())
        case "dwangbevel":
            papier.zet(v.Dwangbevel())
        case "overdracht":
            papier.zet(v.Overdracht(aan="deurwaarder"))
        case "overslaan" if papier.volgende:
            papier.zet(v.Overslaan(stap=papier.volgende[0], reden="niet_zinvol"))
        case "pauze":
            papier.zet(v.Pauzeer(reden="onderzoek", tot=over))
        case "hervat":
            papier.zet(v.Hervat())
