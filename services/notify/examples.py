"""One realistic example of every fact and request of notify; all people and numbers are invented."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from services.notify.domain import commands, events
from services.notify.domain.brief import Geadresseerde
from services.notify.domain.gegevens import (
    Aanmaningsgegevens,
    Afwijzingsgegevens,
    Buitenbehandelinggegevens,
    Herinneringsgegevens,
    Krediet,
    Ontvangstgegevens,
    Rekening,
    Stukkenverzoekgegevens,
    Toekenningsgegevens,
)
from shared.begrippen import Feit, Verzoek

DOSSIER = UUID("6a1f7c5e-3f0b-4a53-9a55-1d2c8f0e7b41")
LENING = UUID("b2a4a0de-51b4-4a5e-8f13-0a7a1c9f6d22")
AANVRAAG = UUID("0b7d6b0c-91f4-4c0e-9a37-2f1fb1f2a9c3")
GEBEURTENIS = uuid5(LENING, "gebeurtenis")
DAG = date(2026, 4, 2)

AANLEIDING = commands.Aanleiding(
    event_id=GEBEURTENIS,
    vastgelegd=datetime(2026, 4, 2, 6, 0, tzinfo=UTC),
    startmerk=datetime(2025, 9, 1, tzinfo=UTC),
)
HERINNERING = Herinneringsgegevens(
    termijn=3,
    vervaldag=date(2026, 3, 31),
    termijnbedrag_cent=21_226,
    openstaand_cent=21_226,
    achterstand_cent=21_226,
    gemiste_termijnen=1,
    betalingskenmerk="7123456789012345",
)
AANMANING = Aanmaningsgegevens(
    bedrag_cent=63_678, gemiste_termijnen=3, betalingskenmerk="7123456789012345"
)
KREDIET = Krediet(
    hoofdsom_cent=2_400_000,
    jaarrente_procent=Decimal("8"),
    methode="lineair",
    termijnen=36,
    besluitdatum=date(2026, 3, 2),
    uitbetaald_op=date(2026, 3, 5),
)
REKENING = Rekening(
    eerste_vervaldag=date(2026, 4, 30),
    einddatum=date(2029, 3, 31),
    betalingskenmerk="7123456789012345",
)
TOEKENNING = Toekenningsgegevens(krediet=KREDIET, rekening=REKENING)
ONTVANGST = Ontvangstgegevens(
    team="Ondernemersadvies Doorstad",
    hulpvraag=("schulden", "bedrijfskapitaal"),
    ontvangen_op=date(2026, 3, 2),
)
AFWIJZING = Afwijzingsgegevens(
    grondslag="artikel 2 van het Bbz 2004",
    afgewezen_op=date(2026, 3, 2),
    reden="Ook met een lening blijven de kosten van uw bedrijf hoger dan de inkomsten.",
    gevraagd="bedrijfskapitaal",
    tips=("Werk het ondernemingsplan verder uit.", "Verlaag de vaste kosten van het bedrijf."),
)
STUKKENVERZOEK = Stukkenverzoekgegevens(
    soorten=("jaarcijfers", "legitimatie"),
    hersteltermijn_tot=date(2026, 4, 16),
    gevraagd_op=DAG,
    is_aanvraag=True,
    schort_op=True,
)
BUITEN_BEHANDELING = Buitenbehandelinggegevens(
    grondslag="Awb artikel 4:5 lid 1",
    hersteltermijn_tot=date(2026, 3, 16),
    gesteld_op=date(2026, 4, 1),
)
GEADRESSEERDE = Geadresseerde(
    naam="Noor van der Heijden-Öztürk",
    handelsnaam="Bakkerij De Korenaar",
    straat="Prinses Margrietstraat",
    huisnummer="12 b",
    postcode="1234AB",
    plaats="Doorstad",
)

_WIE = {"aanleiding": AANLEIDING, "dossier_id": DOSSIER, "gemeente": "GM9901", "op": DAG}
_OVER = {"dossier_id": DOSSIER, "lening_id": LENING, "aanleiding": GEBEURTENIS}

FEITEN: tuple[Feit, ...] = (
    events.ToekenningAangevuld(krediet=KREDIET),
    events.BerichtGereserveerd.model_validate(
        {**_OVER, "gemeente": "GM9901", "gegevens": HERINNERING, "gereserveerd_op": DAG}
    ),
    events.BerichtVerstuurd.model_validate(
        {**_OVER, "soort": "herinnering", "kanaal": "post", "verstuurd_op": DAG}
    ),
    events.BerichtNietVerstuurd.model_validate(
        {
            **_OVER,
            "gemeente": "GM9901",
            "soort": "herinnering",
            "reden": "betaald",
            "besloten_op": DAG,
        }
    ),
    events.BezorgingMislukt(
        dossier_id=DOSSIER, soort="herinnering", reden="opmaak_mislukt", vastgesteld_op=DAG
    ),
    events.BezorgingHervat(hervat_op=DAG),
    events.BerichtBijgewerkt(gegevens=HERINNERING.na(openstaand_cent=11_226), op=DAG),
)
VERZOEKEN: tuple[Verzoek, ...] = (
    commands.VerstuurOntvangstbevestiging.model_validate({**_WIE, "gegevens": ONTVANGST}),
    commands.VerstuurToekenning.model_validate(
        {**_WIE, "lening_id": LENING, "krediet": KREDIET, "rekening": REKENING}
    ),
    commands.VerstuurAfwijzing.model_validate(
        {**_WIE, "aanvraag_id": AANVRAAG, "gegevens": AFWIJZING}
    ),
    commands.VerstuurStukkenverzoek.model_validate(
        {**_WIE, "over": AANVRAAG, "gegevens": STUKKENVERZOEK}
    ),
    commands.VerstuurBuitenBehandeling.model_validate(
        {**_WIE, "aanvraag_id": AANVRAAG, "gegevens": BUITEN_BEHANDELING}
    ),
    commands.VerstuurHerinnering.model_validate(
        {**_WIE, "lening_id": LENING, "gegevens": HERINNERING}
    ),
    commands.VerstuurAanmaning.model_validate(
        {
            **_WIE,
            "aanmaning_id": uuid5(LENING, "aanmaning/1"),
            "lening_id": LENING,
            "gegevens": AANMANING,
        }
    ),
    commands.AnnuleerBerichten(
        soort="herinnering", reden="betaald", dossier_id=DOSSIER, lening_id=LENING, op=DAG
    ),
    commands.HervatBerichten(dossier_id=DOSSIER, op=DAG),
    commands.BevriesBerichten(dossier_id=DOSSIER, op=DAG),
    commands.AnnuleerBericht(reden="betaald", op=DAG),
    commands.WerkHerinneringenBij(
        dossier_id=DOSSIER,
        lening_id=LENING,
        achterstand_cent=11_226,
        op=DAG,
        gemist=(commands.OpenTermijn(termijn=3, openstaand_cent=11_226),),
    ),
    commands.RegistreerVerzending(op=DAG),
    commands.RegistreerMislukking(reden="opmaak_mislukt", op=DAG),
    commands.HervatBezorging(op=DAG),
)
