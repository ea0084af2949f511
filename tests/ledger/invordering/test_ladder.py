"""The collection ladder of a loan: given what happened, when somebody acts or a day ends, then these facts, a refusal, or silence."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from services.ledger.domain.invordering import commands as v
from services.ledger.domain.invordering.events import (
    INVORDERINGSFEITEN,
    AanmaningOpgemaakt,
    AanmaningVerstuurd,
    BetaaltermijnGesteld,
    InvorderingBeeindigd,
    PauzeBeeindigd,
)
from services.ledger.domain.invordering.weigeringen import (
    AanmaningKanNietOvergeslagenWorden,
    AfspraakIsTeHoog,
    DagLigtTeVer,
    InvorderingLooptNiet,
    InvorderingStaatStil,
    PauzeIsVanBesluit,
    StapIsNietAanDeBeurt,
    StapIsTeVroeg,
)
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.weigeringen import MandaatOntbreekt, Weigering
from shared.parameter_files import load_parameters
from shared.recht.aanmaning import aanmaning
from shared.recht.mandaat import Mandaat
from tests.steun.ledger.boek import MANDATEN, PARAMETERS
from tests.steun.ledger.ladderpapier import Ladderpapier

GEMIST = date(2026, 3, 2)
"""Term 1 fell due on 28 February; the statements of 1 March are in on 2 March."""


BELLEN, BEREIKT = date(2026, 3, 16), v.Contact(wijze="telefoon", uitkomst="bereikt")
NIET_BEREIKT = v.Contact(wijze="telefoon", uitkomst="niet_bereikt")
BELEID = """
[{naam}]
unit = "ja/nee"
select_on = "dag_van_de_stap"
rows = [{{ valid_from = 2020-01-01, value = "ja", source = "Beleidsregel invordering", confidence = "S" }}]
"""


def gemist() -> Ladderpapier:
    papier = Ladderpapier()
    papier.tot(GEMIST)
    return papier


def aangemaand(**anders: object) -> Ladderpapier:
    """Spoken with on 16 March, demanded on 31 March."""
    papier = gemist()
    papier.tot(BELLEN)
    papier.zet(BEREIKT)
    papier.tot(date(2026, 3, 30))
    papier.zet(v.VerstuurAanmaning())
    return papier


def opgeeist() -> Ladderpapier:
    papier = aangemaand()
    papier.tot(date(2026, 4, 28))
    papier.eis_op()
    return papier


def gedwongen() -> Ladderpapier:
    """Claimed on 28 April, demanded on 17 June: a dwangbevel can follow from 2 July on."""
    papier = opgeeist()
    papier.tot(date(2026, 6, 17))
    papier.zet(v.VerstuurAanmaning())
    return papier


def met_beleid(map_: Path, naam: str) -> Ladderpapier:
    (map_ / "beleid.toml").write_text(BELEID.format(naam=naam))
    return Ladderpapier(parameters=load_parameters(map_))


def test_een_gemiste_betaling_begint_de_ladder_met_persoonlijk_contact() -> None:
    papier = gemist()
    (gestart,) = papier.ladder
    assert (gestart.op, gestart.sinds, gestart.achterstand_cent, gestart.periode) == (
        GEMIST,
        date(2026, 2, 28),
        70_000,
        1,
    )  # type: ignore[attr-defined]
    assert papier.volgende == ("contact", BELLEN)
    assert papier.traject.volgende is not None
    assert papier.traject.volgende.wie == "debiteurenbeheer"


def test_wie_op_tijd_betaalt_krijgt_geen_ladder() -> None:
    papier = Ladderpapier()
    papier.tot(date(2026, 2, 27))
    papier.betaal(70_000, date(2026, 2, 27))
    papier.tot(date(2026, 3, 20))
    assert papier.ladder == []


def test_een_tweede_gemiste_termijn_haalt_het_gesprek_naar_voren() -> None:
    papier = Ladderpapier()
    papier.vandaag = date(2026, 4, 1)
    papier.tot(date(2026, 4, 2))
    assert papier.namen == ["InvorderingGestart"], "both missed at once: nothing grew afterwards"
    papier = gemist()
    papier.zet(v.Pauzeer(reden="onderzoek", tot=date(2026, 4, 7)))
    papier.tot(date(2026, 4, 7))
    assert papier.namen[-2:] == ["AchterstandGegroeid", "PauzeBeeindigd"]
    assert papier.volgende == ("contact", date(2026, 4, 7))


def test_na_een_gesprek_komt_de_aanmaning_en_na_drie_vergeefse_pogingen_ook() -> None:
    papier = gemist()
    papier.tot(BELLEN)
    papier.zet(BEREIKT)
    assert papier.volgende == ("aanmaning", date(2026, 3, 30))
    papier = gemist()
    papier.tot(BELLEN)
    papier.zet(NIET_BEREIKT)
    assert papier.volgende == ("contact", date(2026, 3, 19))
    papier.zet(NIET_BEREIKT)
    papier.zet(NIET_BEREIKT)
    assert papier.volgende == ("aanmaning", date(2026, 3, 30))


def test_de_aanmaning_vraagt_alles_wat_te_laat_is_zonder_vergoeding_en_zegt_waarom() -> None:
    opgemaakt, verstuurd = aangemaand().ladder[-2:]
    assert isinstance(opgemaakt, AanmaningOpgemaakt)
    assert (
        opgemaakt.bedrag_cent,
        opgemaakt.vergoeding_cent,
        opgemaakt.soort,
        opgemaakt.nummer,
    ) == (70_000, 0, "aanmaning", 1)
    assert "zonder vergoeding" in opgemaakt.vergoeding_uitleg
    assert isinstance(verstuurd, AanmaningVerstuurd)
    assert verstuurd.laatste_dag == date(2026, 4, 13), "two weeks from the day after 30 March"


@pytest.mark.parametrize(
    ("hoofdsom_cent", "vergoeding_cent"), [(49_999, 700), (50_000, 1_500), (2_000_000, 1_500)]
)
def test_waar_de_bedragen_bekend_zijn_hangt_de_vergoeding_af_van_de_som(
    hoofdsom_cent: int, vergoeding_cent: int
) -> None:
    """Awb 4:113 in the text of 2015: € 7,00 under € 500,00 and € 15,00 from there on."""
    som = aanmaning(date(2015, 6, 1), hoofdsom_cent, PARAMETERS)
    assert (som.vergoeding_cent, som.termijn.laatste_dag, som.dwangbevel_vanaf) == (
        vergoeding_cent,
        date(2015, 6, 15),
        date(2015, 6, 16),
    )
    assert "Awb 4:113" in som.uitleg


def test_de_termijn_van_de_aanmaning_begint_pas_als_de_brief_weg_is() -> None:
    papier = gemist()
    papier.post = False
    papier.tot(BELLEN)
    papier.zet(BEREIKT)
    papier.tot(date(2026, 3, 23))
    papier.zet(v.VerstuurAanmaning())
    assert papier.volgende == ("aanmaning_versturen", date(2026, 3, 23))
    assert papier.traject.aanmaning_tot is None
    papier.verstuur(date(2026, 3, 23))
    assert papier.traject.aanmaning_tot == date(2026, 4, 7), "W-18: 6 April is tweede Paasdag"
    papier.vraag(
        v.RegistreerVerzending(aanmaning_id=papier.ladder[-1].aanmaning_id, op=date(2026, 3, 24))
    )  # type: ignore[attr-defined]
    assert papier.namen.count("AanmaningVerstuurd") == 1


def test_na_de_termijn_volgt_het_voorstel_tot_opeising_door_een_tweede_persoon() -> None:
    papier = aangemaand()
    assert papier.traject.volgende is not None
    assert (papier.volgende, papier.traject.volgende.wie) == (
        ("opeising", date(2026, 4, 28)),
        "tweede_persoon",
    )
    assert papier.traject.volgende.niet_voor == date(2026, 4, 14)


def test_opeising_begint_een_nieuwe_ladder_met_een_betaaltermijn_van_zes_weken() -> None:
    papier = opgeeist()
    assert papier.namen[-3:] == [
        "InvorderingBeeindigd",
        "InvorderingGestart",
        "BetaaltermijnGesteld",
    ]
    termijn = papier.ladder[-1]
    assert isinstance(termijn, BetaaltermijnGesteld)
    assert (termijn.laatste_dag, termijn.grondslag, termijn.periode) == (
        date(2026, 6, 9),
        "Awb 4:87",
        2,
    )
    assert papier.volgende == ("aanmaning", date(2026, 6, 17))


def test_een_aanmaning_na_opeising_gaat_niet_uit_voor_de_betaaltermijn_om_is() -> None:
    papier = opgeeist()
    papier.tot(date(2026, 6, 9))
    with pytest.raises(StapIsTeVroeg, match="10 juni 2026"):
        papier.zet(v.VerstuurAanmaning())
    papier.tot(date(2026, 6, 10))
    papier.zet(v.VerstuurAanmaning())
    assert papier.traject.aangemaand_cent == papier.beeld.achterstand_cent > 2_900_000


def test_een_dwangbevel_mag_pas_na_de_termijn_van_de_aanmaning() -> None:
    papier = gedwongen()
    assert papier.traject.aanmaning_tot == date(2026, 7, 1)
    papier.tot(date(2026, 7, 1))
    with pytest.raises(StapIsTeVroeg):
        papier.zet(v.Dwangbevel())
    papier.tot(date(2026, 7, 2))
    papier.zet(v.Dwangbevel())
    assert papier.ladder[-1].bedrag_cent == papier.traject.aangemaand_cent  # type: ignore[attr-defined]
    assert papier.volgende == ("overdracht", date(2026, 7, 16))
    papier.zet(v.Overdracht(aan="deurwaarder"))
    assert papier.volgende == ("opnieuw_bekijken", date(2026, 10, 1))


@pytest.mark.parametrize(
    "mandaat", [None, MANDATEN.mandaten[0].model_copy(update={"tot_cent": 100})]
)
def test_een_dwangbevel_vraagt_mandaat_voor_het_bedrag(mandaat: Mandaat | None) -> None:
    papier = gedwongen()
    papier.tot(date(2026, 7, 2))
    with pytest.raises(MandaatOntbreekt):
        papier.vraag(
            v.DoeHandeling(
                handeling=v.Dwangbevel(), beeld=papier.beeld, op=papier.vandaag, mandaat=mandaat
            )
        )


def test_zonder_opeising_komt_er_geen_dwangbevel() -> None:
    papier = aangemaand()
    papier.tot(date(2026, 5, 30))
    with pytest.raises(StapIsNietAanDeBeurt, match="opeising"):
        papier.zet(v.Dwangbevel())
    papier.zet(v.Overslaan(stap="opeising", reden="niet_zinvol"))
    assert papier.volgende == ("opnieuw_bekijken", date(2026, 8, 31))
    with pytest.raises(StapIsNietAanDeBeurt):
        papier.zet(v.Dwangbevel())


def test_betalen_beeindigt_de_ladder_en_de_volgende_keer_begint_hij_opnieuw() -> None:
    papier = aangemaand()
    papier.betaal(70_000, date(2026, 3, 30))
    assert (papier.namen[-1], papier.volgende, papier.traject.loopt) == (
        "InvorderingBeeindigd",
        None,
        False,
    )
    papier.tot(date(2026, 4, 2))
    assert (papier.namen[-1], papier.traject.periode, papier.traject.gedaan) == (
        "InvorderingGestart",
        2,
        (),
    )
    assert papier.traject.aanmaningen == 1, "the number of a demand never comes back"


def test_een_aanmaning_die_nog_niet_weg_is_wordt_bij_betalen_ingetrokken() -> None:
    papier = gemist()
    papier.post = False
    papier.zet(BEREIKT)
    papier.zet(v.VerstuurAanmaning())
    papier.betaal(70_000, GEMIST)
    assert papier.namen[-2:] == ["AanmaningIngetrokken", "InvorderingBeeindigd"]


def test_een_tweede_aanmaning_is_beleid_van_de_gemeente(tmp_path: Path) -> None:
    papier = met_beleid(tmp_path, "ladder_tweede_aanmaning")
    papier.tot(BELLEN)
    papier.zet(BEREIKT)
    papier.zet(v.VerstuurAanmaning())
    assert papier.traject.aanmaning_tot == date(2026, 3, 30)
    assert papier.volgende == ("tweede_aanmaning", date(2026, 4, 7)), (
        "7 days after the term, and 6 April is tweede Paasdag"
    )
    with pytest.raises(StapIsTeVroeg):
        papier.zet(v.VerstuurAanmaning())
    papier.tot(date(2026, 4, 7))
    papier.zet(v.VerstuurAanmaning())
    assert [feit.soort for feit in papier.ladder if isinstance(feit, AanmaningVerstuurd)] == [
        "aanmaning",
        "tweede_aanmaning",
    ]
    assert papier.volgende is not None
    assert papier.volgende[0] == "opeising"


def test_een_gemeente_kan_de_aanmaning_vanzelf_laten_gaan_maar_nooit_over_een_ongelezen_bankbestand(
    tmp_path: Path,
) -> None:
    papier = met_beleid(tmp_path, "ladder_aanmaning_vanzelf")
    papier.tot(BELLEN)
    papier.zet(BEREIKT)
    papier.tot(date(2026, 3, 29))
    assert "AanmaningOpgemaakt" not in papier.namen
    papier.vraag(
        v.VolgSchuld(beeld=papier.beeld, op=date(2026, 3, 31), afschriften_tot=date(2026, 3, 20))
    )
    assert "AanmaningOpgemaakt" not in papier.namen
    papier.tot(date(2026, 3, 30))
    assert papier.namen[-2:] == ["AanmaningOpgemaakt", "AanmaningVerstuurd"]


def test_de_ladder_wacht_op_een_gesprek_en_op_een_betaling() -> None:
    papier = gemist()
    papier.zet(BEREIKT)
    papier.zet(v.Gesprek(op=date(2026, 3, 12)))
    assert papier.volgende == ("gesprek", date(2026, 3, 12))
    with pytest.raises(InvorderingStaatStil):
        papier.zet(v.VerstuurAanmaning())
    papier.tot(date(2026, 3, 12))
    papier.zet(BEREIKT)
    assert papier.namen[-2:] == ["ContactGelegd", "AfspraakNagekomen"]
    papier.zet(v.Betaalafspraak(op=date(2026, 3, 20), bedrag_cent=50_000))
    assert papier.volgende == ("afspraak_nakijken", date(2026, 3, 23))
    papier.tot(date(2026, 3, 18))
    papier.betaal(20_000, date(2026, 3, 17))
    papier.betaal(30_000, date(2026, 3, 18))
    assert papier.namen[-1] == "AfspraakNagekomen"
    assert papier.volgende == ("aanmaning", date(2026, 3, 26))


def test_een_gebroken_afspraak_wordt_pas_vastgesteld_als_de_afschriften_binnen_zijn() -> None:
    papier = gemist()
    papier.zet(v.Betaalafspraak(op=date(2026, 3, 10), bedrag_cent=50_000))
    papier.vraag(
        v.VolgSchuld(beeld=papier.beeld, op=date(2026, 3, 12), afschriften_tot=date(2026, 3, 10))
    )
    assert papier.namen[-1] == "AfspraakGemaakt"
    papier.tot(date(2026, 3, 12))
    assert (papier.namen[-1], papier.ladder[-1].op) == ("AfspraakGebroken", date(2026, 3, 12))
    assert papier.volgende == ("contact", BELLEN)


def test_een_gesprek_dat_niemand_vastlegt_geldt_na_drie_dagen_als_niet_gevoerd() -> None:
    papier = gemist()
    papier.zet(v.Gesprek(op=date(2026, 3, 5)))
    papier.tot(date(2026, 3, 8))
    assert papier.namen[-1] == "AfspraakGemaakt"
    papier.tot(date(2026, 3, 9))
    assert papier.namen[-1] == "AfspraakGebroken"


def test_tijdens_uitstel_geen_aanmaning_en_daarna_de_dagen_die_over_waren() -> None:
    papier = aangemaand()
    papier.tot(date(2026, 4, 1))
    papier.besluit(g.Uitstel(van=date(2026, 4, 1), maanden=2))
    assert papier.namen[-1] == "InvorderingGepauzeerd"
    assert papier.volgende == ("hervatten", date(2026, 6, 1))
    with pytest.raises(InvorderingStaatStil):
        papier.zet(v.VerstuurAanmaning())
    with pytest.raises(PauzeIsVanBesluit):
        papier.zet(v.Hervat())
    papier.tot(date(2026, 6, 1))
    einde = papier.ladder[-1]
    assert isinstance(einde, PauzeBeeindigd)
    assert (einde.op, einde.aanmaning_tot) == (date(2026, 6, 1), date(2026, 6, 15)), (
        "12 days were left; 13 June is a Saturday"
    )
    assert papier.volgende is not None
    assert papier.volgende[1] > date(2026, 6, 15)


def test_uitstel_dat_wordt_ingetrokken_laat_de_ladder_meteen_verdergaan() -> None:
    papier = gemist()
    papier.besluit(g.Uitstel(van=GEMIST, maanden=2))
    papier.tot(date(2026, 3, 25))
    papier.besluit(g.Uitstelintrekking())
    assert papier.namen[-1] == "PauzeBeeindigd"
    assert papier.volgende == ("contact", date(2026, 3, 25))


def test_uitstel_dat_later_begint_laat_de_ladder_pas_dan_stilstaan() -> None:
    papier = gemist()
    papier.besluit(g.Uitstel(van=date(2026, 4, 1), maanden=1))
    assert "InvorderingGepauzeerd" not in papier.namen
    papier.tot(date(2026, 4, 1))
    assert papier.namen[-1] == "InvorderingGepauzeerd"
    papier.tot(date(2026, 5, 1))
    assert "PauzeBeeindigd" in papier.namen


def test_een_aanmaning_die_klaarligt_blijft_in_huis_als_er_uitstel_komt() -> None:
    papier = gemist()
    papier.post = False
    papier.zet(BEREIKT)
    papier.zet(v.VerstuurAanmaning())
    papier.besluit(g.Uitstel(van=GEMIST, maanden=1))
    assert papier.namen[-2:] == ["InvorderingGepauzeerd", "AanmaningIngetrokken"]
    papier.tot(date(2026, 4, 2))
    assert papier.volgende is not None
    assert papier.volgende[0] == "aanmaning", "it was never sent, so it comes again"


def test_buiten_invordering_staat_stil_tot_het_besluit_en_komt_elk_kwartaal_terug() -> None:
    papier = aangemaand()
    papier.besluit(g.BuitenInvordering(), samen=True)
    assert papier.volgende == ("opnieuw_bekijken", date(2026, 6, 29))
    papier.tot(date(2026, 7, 1))
    papier.zet(v.Overslaan(stap="opnieuw_bekijken", reden="niet_zinvol"))
    assert papier.volgende == ("opnieuw_bekijken", date(2026, 9, 30))
    papier.besluit(g.BuitenInvordering(hervat=True), samen=True)
    assert papier.namen[-1] == "PauzeBeeindigd"


def test_een_pauze_van_een_mens_heeft_altijd_een_einde_en_kan_eerder_worden_opgeheven() -> None:
    papier = gemist()
    with pytest.raises(DagLigtTeVer):
        papier.zet(v.Pauzeer(reden="moratorium", tot=GEMIST + timedelta(days=184)))
    papier.zet(v.Pauzeer(reden="moratorium", tot=date(2026, 6, 1)))
    assert papier.zet(v.Pauzeer(reden="moratorium", tot=date(2026, 6, 1))) == []
    papier.tot(date(2026, 3, 18))
    papier.zet(v.Hervat())
    assert papier.volgende == ("contact", date(2026, 3, 18))
    papier.zet(v.Pauzeer(reden="schuldregeling", tot=date(2026, 3, 25)))
    papier.tot(date(2026, 3, 25))
    assert (papier.namen[-1], papier.volgende) == ("PauzeBeeindigd", ("contact", date(2026, 3, 25)))


def test_een_gecorrigeerde_opeising_geeft_de_gewone_ladder_terug() -> None:
    papier = opgeeist()
    besluit_id = papier.traject.beschikking.besluit_id if papier.traject.beschikking else None
    papier.besluit(g.Herroeping(soort="correctie", van=besluit_id))  # type: ignore[arg-type]
    assert papier.namen[-2:] == ["InvorderingBeeindigd", "InvorderingGestart"]
    assert (papier.traject.aanleiding, papier.traject.periode) == ("gemiste_termijn", 3)


@pytest.mark.parametrize(
    ("gegeven", "handeling", "weigering"),
    [
        (Ladderpapier, BEREIKT, InvorderingLooptNiet),
        (gemist, v.VerstuurAanmaning(), StapIsNietAanDeBeurt),
        (gemist, v.Overslaan(stap="aanmaning", reden="spoed"), StapIsNietAanDeBeurt),
        (gemist, v.Gesprek(op=GEMIST), DagLigtTeVer),
        (gemist, v.Betaalafspraak(op=date(2026, 9, 1), bedrag_cent=1), DagLigtTeVer),
        (gemist, v.Betaalafspraak(op=date(2026, 3, 10), bedrag_cent=99_999_900), AfspraakIsTeHoog),
        (aangemaand, v.Overdracht(aan="deurwaarder"), StapIsNietAanDeBeurt),
        (
            opgeeist,
            v.Overslaan(stap="aanmaning", reden="spoed"),
            AanmaningKanNietOvergeslagenWorden,
        ),
    ],
)
def test_wat_niet_kan_wordt_geweigerd_en_er_verandert_niets(
    gegeven: Callable[[], Ladderpapier], handeling: v.Handeling, weigering: type[Weigering]
) -> None:
    papier = gegeven()
    voor = list(papier.ladder)
    with pytest.raises(weigering):
        papier.zet(handeling)
    assert papier.ladder == voor


def test_een_stap_overslaan_vraagt_een_reden_en_gaat_door_naar_de_volgende() -> None:
    papier = gemist()
    papier.zet(v.Overslaan(stap="contact", reden="al_gesproken"))
    assert papier.volgende == ("aanmaning", date(2026, 3, 16))


def test_hetzelfde_nog_eens_zeggen_doet_niets() -> None:
    papier = opgeeist()
    assert (
        papier.vraag(
            v.VolgSchuld(beeld=papier.beeld, op=papier.vandaag, afschriften_tot=papier.vandaag)
        )
        == []
    )


def test_waarom_een_ladder_eindigt_staat_in_het_feit() -> None:
    ingelopen, opgeeist_, afgelost = aangemaand(), opgeeist(), opgeeist()
    ingelopen.betaal(70_000, date(2026, 3, 30))
    afgelost.tot(date(2026, 4, 30))
    saldi = afgelost.lening.saldi
    afgelost.betaal(saldi.hoofdsom_cent + saldi.rente_cent + saldi.kosten_cent, afgelost.vandaag)
    papieren = (ingelopen, opgeeist_, afgelost)
    einden = [
        [feit for feit in papier.ladder if isinstance(feit, InvorderingBeeindigd)][-1]
        for papier in papieren
    ]
    assert [(feit.reden, feit.uitleg) for feit in einden] == [
        ("ingelopen", "De achterstand is ingelopen."),
        ("opgeeist", "De hele schuld is opgeëist; daarvoor begint een nieuwe ladder."),
        ("afgelost", "Er is niets meer verschuldigd."),
    ]


def test_elk_feit_van_de_ladder_is_een_zin_voor_een_consulent() -> None:
    lang = gedwongen()
    lang.tot(date(2026, 7, 2))
    lang.zet(v.Dwangbevel())
    lang.zet(v.Overdracht(aan="juridische_zaken"))
    kort = gemist()
    kort.post = False
    kort.zet(v.Gesprek(op=date(2026, 3, 5)))
    kort.tot(date(2026, 3, 5))
    kort.zet(BEREIKT)
    kort.zet(v.Betaalafspraak(op=date(2026, 3, 10), bedrag_cent=100))
    kort.tot(date(2026, 3, 12))
    kort.zet(v.VerstuurAanmaning())
    kort.zet(v.Pauzeer(reden="onderzoek", tot=date(2026, 4, 3)))
    kort.tot(date(2026, 4, 3))
    kort.zet(v.Overslaan(stap="aanmaning", reden="niet_zinvol"))
    feiten = [*lang.ladder, *kort.ladder]
    assert {type(feit).__name__ for feit in feiten} == set(INVORDERINGSFEITEN)
    for feit in feiten:
        assert feit.uitleg[0].isupper(), feit.uitleg
        assert feit.uitleg.endswith("."), feit.uitleg
        assert len(feit.uitleg) > 15, feit.uitleg
        assert "_" not in feit.uitleg, feit.uitleg
        assert "XX" not in feit.uitleg + feit.grondslag


def test_de_ladder_kent_alleen_gedateerd_beleid() -> None:
    assert all(
        PARAMETERS.waarde(naam, GEMIST).keuze
        for naam in PARAMETERS.op_naam
        if naam.startswith("ladder_")
    )
