"""What stands beside a loan: right facts, says no, stays quiet; and what it means for decisions."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.ledger import examples
from services.ledger.domain.lening.bedrijfsbesluiten import BedrijfBeeindigd
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend
from services.ledger.domain.register.commands import (
    LaatZekerheidVervallen,
    OntslaMedeschuldenaar,
    Registerverzoek,
    TaxeerZekerheid,
    VestigZekerheid,
    VoegMedeschuldenaarToe,
    WeigerVerzoek,
)
from services.ledger.domain.register.decide import decide_register, toets_schuldregeling
from services.ledger.domain.register.events import (
    REGISTERFEITEN,
    MedeschuldenaarToegevoegd,
    VerzoekGeweigerd,
    ZekerheidGevestigd,
)
from services.ledger.domain.register.signalen import registersignalen
from services.ledger.domain.register.state import Leningregister, evolve
from services.ledger.domain.register.weigeringen import (
    DekkingIsOnbekend,
    GedektDeelBlijftErbuiten,
    MedeschuldenaarIsDebiteur,
    MedeschuldenaarIsOnbekend,
    RegelVerbiedtNiet,
    RegisterdagKanNiet,
    ZekerheidIsAlVastgelegd,
    ZekerheidIsOnbekend,
)
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Grond
from shared.begrippen import Feit
from tests.steun.ledger.boek import Papier, dossier
from tests.steun.ledger.verhalen import samen

VANDAAG = date(2026, 4, 10)
PARTNER = UUID(int=77)
ZEKERHEID = UUID(int=5)


class Registerpapier(Papier):
    """A loan with its register."""

    def __init__(self) -> None:
        super().__init__()
        self.register = Leningregister()

    def leg_vast(self, soort: type[Registerverzoek], /, **velden: Any) -> list[Feit]:
        verzoek = soort(
            **{"lening_id": examples.LENING, "op": VANDAAG, "actor": "debiteuren-1"} | velden
        )
        nieuw = decide_register(self.lening, self.register, verzoek, lambda: self._proef(verzoek))
        for feit in nieuw:
            self.register = evolve(self.register, feit)
        return nieuw

    def _proef(self, verzoek: WeigerVerzoek) -> list[Feit]:
        return decide(
            self.lening,
            examples.voorstel(verzoek.gegevens, verzoek.op),
            dossier(self.feiten),
        )


def zekerheid(**anders: Any) -> dict[str, Any]:
    return {
        "zekerheid_id": ZEKERHEID,
        "soort": "hypotheek",
        "gevestigd_op": date(2026, 1, 8),
        "dekking_cent": 1_000_000,
        "documentkenmerk": "ZAAK-2026-0001",
    } | anders


def partner(**anders: Any) -> dict[str, Any]:
    return {
        "medeschuldenaar_id": PARTNER,
        "aansprakelijkheid": "partner",
        "vanaf": date(2026, 1, 8),
        "documentkenmerk": "AKTE-2026-17",
    } | anders


@pytest.fixture
def papier() -> Registerpapier:
    return Registerpapier()


def test_een_zekerheid_wordt_een_keer_gevestigd(papier: Registerpapier) -> None:
    (feit,) = papier.leg_vast(VestigZekerheid, **zekerheid())
    assert isinstance(feit, ZekerheidGevestigd)
    assert (feit.grondslag, feit.uitleg) == (
        "Bbz art. 39 lid 3",
        "Zekerheid: hypotheek, gevestigd op 8 januari 2026, dekt € 10.000,00.",
    )
    assert papier.leg_vast(VestigZekerheid, **zekerheid()) == []


def test_een_nieuwe_taxatie_verandert_de_dekking(papier: Registerpapier) -> None:
    papier.leg_vast(VestigZekerheid, **zekerheid(dekking_cent=None))
    (feit,) = papier.leg_vast(
        TaxeerZekerheid, zekerheid_id=ZEKERHEID, getaxeerd_op=VANDAAG, dekking_cent=700_000
    )
    assert (
        feit.uitleg == "De zekerheid (hypotheek) is getaxeerd op 10 april 2026 en dekt € 7.000,00."
    )  # type: ignore[attr-defined]
    assert papier.register.zekerheden[0].dekking_cent == 700_000
    assert (
        papier.leg_vast(
            TaxeerZekerheid, zekerheid_id=ZEKERHEID, getaxeerd_op=VANDAAG, dekking_cent=700_000
        )
        == []
    )


def test_een_zekerheid_telt_van_haar_eerste_dag_tot_de_dag_waarop_zij_vervalt(
    papier: Registerpapier,
) -> None:
    papier.leg_vast(VestigZekerheid, **zekerheid())
    papier.leg_vast(
        LaatZekerheidVervallen, zekerheid_id=ZEKERHEID, per=date(2026, 3, 1), reden="vrijgegeven"
    )
    dagen = [date(2026, 1, 7), date(2026, 1, 8), date(2026, 2, 28), date(2026, 3, 1)]
    assert [len(papier.register.zekerheden_op(dag)) for dag in dagen] == [0, 1, 1, 0]
    assert (
        papier.leg_vast(
            LaatZekerheidVervallen,
            zekerheid_id=ZEKERHEID,
            per=date(2026, 3, 1),
            reden="vrijgegeven",
        )
        == []
    )


def test_een_medeschuldenaar_is_aansprakelijk_van_de_eerste_tot_de_laatste_dag_en_kan_terugkomen(
    papier: Registerpapier,
) -> None:
    (feit,) = papier.leg_vast(VoegMedeschuldenaarToe, **partner())
    assert isinstance(feit, MedeschuldenaarToegevoegd)
    assert feit.grondslag == "PW art. 59"
    assert papier.leg_vast(VoegMedeschuldenaarToe, **partner()) == []
    papier.leg_vast(
        OntslaMedeschuldenaar, medeschuldenaar_id=PARTNER, per=date(2026, 3, 1), reden="besluit"
    )
    assert (
        papier.leg_vast(
            OntslaMedeschuldenaar, medeschuldenaar_id=PARTNER, per=date(2026, 3, 1), reden="besluit"
        )
        == []
    )
    papier.leg_vast(VoegMedeschuldenaarToe, **partner(vanaf=VANDAAG))
    aansprakelijk = [
        [een.geldt(dag) for een in papier.register.medeschuldenaren]
        for dag in (date(2026, 2, 28), date(2026, 3, 1), VANDAAG)
    ]
    assert aansprakelijk == [[True, False], [False, False], [False, True]]


@pytest.mark.parametrize(
    ("soort", "velden", "weigering"),
    [
        (
            VestigZekerheid,
            zekerheid(zekerheid_id=UUID(int=6), gevestigd_op=date(2026, 4, 11)),
            RegisterdagKanNiet,
        ),
        (VestigZekerheid, zekerheid(dekking_cent=1), ZekerheidIsAlVastgelegd),
        (
            TaxeerZekerheid,
            {"zekerheid_id": UUID(int=9), "getaxeerd_op": VANDAAG, "dekking_cent": 1},
            ZekerheidIsOnbekend,
        ),
        (
            TaxeerZekerheid,
            {"zekerheid_id": ZEKERHEID, "getaxeerd_op": date(2026, 4, 11), "dekking_cent": 1},
            RegisterdagKanNiet,
        ),
        (
            LaatZekerheidVervallen,
            {"zekerheid_id": UUID(int=9), "per": VANDAAG, "reden": "vergissing"},
            ZekerheidIsOnbekend,
        ),
        (
            LaatZekerheidVervallen,
            {"zekerheid_id": ZEKERHEID, "per": date(2026, 4, 11), "reden": "vergissing"},
            RegisterdagKanNiet,
        ),
        (
            LaatZekerheidVervallen,
            {"zekerheid_id": ZEKERHEID, "per": date(2026, 1, 7), "reden": "vergissing"},
            RegisterdagKanNiet,
        ),
        (
            VoegMedeschuldenaarToe,
            partner(medeschuldenaar_id=examples.DOSSIER),
            MedeschuldenaarIsDebiteur,
        ),
        (VoegMedeschuldenaarToe, partner(vanaf=VANDAAG), MedeschuldenaarIsDebiteur),
        (
            VoegMedeschuldenaarToe,
            partner(medeschuldenaar_id=UUID(int=78), vanaf=date(2026, 4, 11)),
            RegisterdagKanNiet,
        ),
        (
            OntslaMedeschuldenaar,
            {"medeschuldenaar_id": UUID(int=78), "per": VANDAAG, "reden": "besluit"},
            MedeschuldenaarIsOnbekend,
        ),
        (
            OntslaMedeschuldenaar,
            {"medeschuldenaar_id": PARTNER, "per": date(2026, 1, 7), "reden": "besluit"},
            RegisterdagKanNiet,
        ),
    ],
)
def test_wat_niet_kan_wordt_geweigerd(
    papier: Registerpapier,
    soort: type[Registerverzoek],
    velden: dict[str, Any],
    weigering: type[Exception],
) -> None:
    papier.leg_vast(VestigZekerheid, **zekerheid())
    papier.leg_vast(VoegMedeschuldenaarToe, **partner())
    voor = papier.register
    with pytest.raises(weigering):
        papier.leg_vast(soort, **velden)
    assert papier.register == voor


def test_zonder_lening_geen_register() -> None:
    verzoek = VestigZekerheid(
        lening_id=examples.LENING, op=VANDAAG, actor="debiteuren-1", **zekerheid()
    )
    with pytest.raises(LeningIsOnbekend):
        decide_register(Lening(), Leningregister(), verzoek, list)


@pytest.mark.parametrize(
    "kenmerk",
    ["J. de Vries", "123456782", "ZAAK-123456782", "NL91ABNA0417164300", "zaak-1", "ZAAK"],
)
def test_een_kenmerk_kan_geen_naam_bsn_of_rekening_zijn(kenmerk: str) -> None:
    with pytest.raises(ValidationError):
        VestigZekerheid(
            lening_id=examples.LENING,
            op=VANDAAG,
            actor="debiteuren-1",
            **zekerheid(documentkenmerk=kenmerk),
        )


@pytest.mark.parametrize(
    ("dekkingen", "cent", "weigering"),
    [
        ([], 3_000_000, None),
        ([1_000_000], 2_000_000, None),
        ([1_000_000], 2_000_001, GedektDeelBlijftErbuiten),
        ([1_000_000, 500_000], 1_500_001, GedektDeelBlijftErbuiten),
        ([9_000_000], 1, GedektDeelBlijftErbuiten),
        ([None], 1, DekkingIsOnbekend),
        ([0], 3_000_000, None),
    ],
)
def test_het_gedekte_deel_blijft_buiten_een_schuldregeling(
    papier: Registerpapier,
    dekkingen: list[int | None],
    cent: int,
    weigering: type[Exception] | None,
) -> None:
    for nummer, dekking in enumerate(dekkingen):
        papier.leg_vast(
            VestigZekerheid, **zekerheid(zekerheid_id=UUID(int=nummer), dekking_cent=dekking)
        )
    if weigering is None:
        toets_schuldregeling(papier.register, papier.lening, cent, VANDAAG)
        return
    with pytest.raises(weigering, match=r"art\. 42"):
        toets_schuldregeling(papier.register, papier.lening, cent, VANDAAG)


def test_een_regel_die_een_verzoek_verbiedt_geeft_zelf_de_reden(papier: Registerpapier) -> None:
    velden = {
        "verzoek_id": UUID(int=1),
        "gegevens": g.Uitstel(van=date(2026, 5, 1), maanden=13),
        "ontvangen_op": VANDAAG,
    }
    (feit,) = papier.leg_vast(WeigerVerzoek, **velden, reden="regel_verbiedt")
    assert isinstance(feit, VerzoekGeweigerd)
    assert (
        feit.uitleg == "Een besluit geeft hooguit 12 maanden uitstel, niet 13 (Bbz art. 41 lid 2)."
    )
    assert (feit.grondslag, feit.geweigerd_door) == ("Bbz art. 41", "debiteuren-1")
    assert papier.leg_vast(WeigerVerzoek, **velden, reden="regel_verbiedt") == []
    assert papier.lening.saldi == Papier().lening.saldi, "a refusal books nothing"


def test_zonder_regel_die_verbiedt_geeft_het_college_de_reden(papier: Registerpapier) -> None:
    velden = {
        "verzoek_id": UUID(int=1),
        "gegevens": g.Uitstel(van=date(2026, 5, 1), maanden=6),
        "ontvangen_op": VANDAAG,
    }
    with pytest.raises(RegelVerbiedtNiet):
        papier.leg_vast(WeigerVerzoek, **velden, reden="regel_verbiedt")
    with pytest.raises(RegisterdagKanNiet):
        papier.leg_vast(
            WeigerVerzoek, **velden | {"ontvangen_op": date(2026, 4, 11)}, reden="kan_betalen"
        )
    (feit,) = papier.leg_vast(WeigerVerzoek, **velden, reden="kan_betalen")
    assert feit.uitleg == "Geweigerd: de ondernemer kan betalen."  # type: ignore[attr-defined]


def test_na_het_einde_van_het_bedrijf_worden_eerst_de_zekerheden_ingeroepen(
    papier: Registerpapier,
) -> None:
    def signalen() -> tuple[str, ...]:
        return registersignalen(papier.register, papier.feiten, VANDAAG)  # type: ignore[arg-type]

    papier.dag(VANDAAG, date(2026, 4, 9))
    papier.leg_vast(VestigZekerheid, **zekerheid())
    assert signalen() == ()
    samen(papier, g.EindeBedrijf(verwijtbaar=False, renteloos=True))
    assert papier.van(BedrijfBeeindigd)
    assert [een.partition(":")[0] for een in signalen()] == ["Het bedrijf is beëindigd"]
    papier.leg_vast(
        VestigZekerheid, **zekerheid(zekerheid_id=UUID(int=6), soort="krediethypotheek")
    )
    assert ["art. 43b lid 3" in een for een in signalen()] == [False, True]
    for nummer in (5, 6):
        papier.leg_vast(
            LaatZekerheidVervallen, zekerheid_id=UUID(int=nummer), per=VANDAAG, reden="uitgewonnen"
        )
    assert signalen() == ()


def test_een_opgeeiste_en_een_afgeloste_lening_noemen_hun_zekerheden(
    papier: Registerpapier,
) -> None:
    papier.dag(VANDAAG, date(2026, 4, 9))
    papier.leg_vast(VestigZekerheid, **zekerheid())
    samen(papier, g.Opeising(grond=Grond.NIET_BETAALD))
    assert "opgeëist" in registersignalen(papier.register, papier.feiten, VANDAAG)[0]  # type: ignore[arg-type]
    papier.betaal(4_000_000, VANDAAG)
    eind_april = date(2026, 4, 30)
    papier.dag(eind_april, eind_april)
    (signaal,) = registersignalen(papier.register, papier.feiten, eind_april)  # type: ignore[arg-type]
    assert "geef ze vrij" in signaal


def test_elk_feit_van_het_register_komt_voor(papier: Registerpapier) -> None:
    doe: list[Callable[[], list[Feit]]] = [
        lambda: papier.leg_vast(VestigZekerheid, **zekerheid()),
        lambda: papier.leg_vast(
            TaxeerZekerheid, zekerheid_id=ZEKERHEID, getaxeerd_op=VANDAAG, dekking_cent=5
        ),
        lambda: papier.leg_vast(
            LaatZekerheidVervallen, zekerheid_id=ZEKERHEID, per=VANDAAG, reden="vergissing"
        ),
        lambda: papier.leg_vast(VoegMedeschuldenaarToe, **partner()),
        lambda: papier.leg_vast(
            OntslaMedeschuldenaar, medeschuldenaar_id=PARTNER, per=VANDAAG, reden="overleden"
        ),
        lambda: papier.leg_vast(
            WeigerVerzoek,
            verzoek_id=UUID(int=1),
            gegevens=g.Opeising(grond=Grond.NIET_BETAALD),
            ontvangen_op=VANDAAG,
            reden="beleid_gemeente",
        ),
    ]
    feiten = [feit for stap in doe for feit in stap()]
    assert [type(feit).__name__ for feit in feiten] == list(REGISTERFEITEN)
    for feit in feiten:
        assert type(feit).model_validate_json(feit.model_dump_json()) == feit
