"""One realistic example of every fact and request of bbz, shared by every test."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from services.bbz.domain import commands, events
from services.bbz.domain.beslistermijn import beslistermijn_tot
from services.bbz.domain.toets import Toets
from services.bbz.domain.verstrekking import lening_id
from shared.parameter_files import load_parameters

PARAMETERS = load_parameters()
DOSSIER = UUID("0b6f2f0e-6b1e-4c43-9d0c-0a2f7a1c3e11")
AANVRAAG = uuid5(DOSSIER, "bedrijfskapitaal")
LENING = lening_id(AANVRAAG)
UITVRAAG = UUID("0b1b1b1b-0000-4000-8000-000000000001")
GEMEENTE = "GM9901"
ONTVANGEN, BEOORDEELD, BESLOTEN = date(2025, 9, 1), date(2025, 9, 22), date(2025, 9, 29)
TERMIJN = beslistermijn_tot(ONTVANGEN, PARAMETERS)

_feit: dict[str, Any] = {"dossier_id": DOSSIER, "gemeente": GEMEENTE}
_verzoek: dict[str, Any] = {"aanvraag_id": AANVRAAG, "op": BESLOTEN}

GEOPEND = events.AanvraagGeopend(
    **_feit,
    aanvraag_id=AANVRAAG,
    groep="gevestigd",
    soort="bedrijfskapitaal",
    aanvraagdatum=ONTVANGEN,
    beslistermijn_tot=TERMIJN,
    parameterset=PARAMETERS.versie,
    geopend_op=ONTVANGEN,
)
BEOORDELING = events.AanvraagBeoordeeld(
    **_feit,
    advies="toewijzen",
    is_levensvatbaar=True,
    voorgesteld_cent=24_000_00,
    beoordelaar="consulent-1",
    beoordeeld_op=BEOORDEELD,
)
KREDIET = events.KredietVerstrekt(
    **_feit,
    lening_id=LENING,
    groep="gevestigd",
    regeling="bbz",
    product="bedrijfskapitaal_rentedragend",
    hoofdsom_cent=24_000_00,
    jaarrente_procent=Decimal(8),
    methode="lineair",
    termijnen=60,
    dagtelling="maand",
    uitbetaald_op=date(2025, 10, 1),
    eerste_vervaldag=date(2025, 11, 30),
    aanvraagdatum=ONTVANGEN,
    besluitdatum=BESLOTEN,
    parameterset=PARAMETERS.versie,
    ondertekenaar="consulent-2",
    mandaat="M-2025-01",
    onderbouwing=(
        Toets(
            regel="rente",
            grondslag="Bbz art. 15 a",
            uitkomst="voldaan",
            uitleg="De rente is 8 % per jaar.",
        ),
    ),
)
LEVENSONDERHOUD = uuid5(DOSSIER, "levensonderhoud")
BIJSTAND = events.LevensonderhoudToegekend(
    **_feit,
    groep="gevestigd",
    vorm="renteloze_lening",
    huishouden="alleenstaande",
    maandbedragen=tuple(
        events.Maandbedrag(maand=date(2024, 7 + nummer, 1), bedrag_cent=1_000_00)
        for nummer in range(6)
    ),
    eerste_boekjaarmaand=1,
    verlengingsgrond=None,
    norm_cent=None,
    normbron=None,
    grondslag="Bbz art. 11 lid 1",
    aanvraagdatum=date(2024, 6, 3),
    besluitdatum=date(2024, 7, 1),
    parameterset=PARAMETERS.versie,
    ondertekenaar="consulent-2",
    mandaat="M-2025-01",
    onderbouwing=(
        Toets(
            regel="vorm",
            grondslag="Bbz art. 11 lid 1",
            uitkomst="voldaan",
            uitleg="Voorlopig een renteloze lening.",
        ),
    ),
)
WEIGERING = events.VerstrekkingGeweigerd(
    **_feit,
    regel="maximum",
    grondslag="Bbz art. 20",
    uitleg="€ 300.000,00 is meer dan het maximum.",
    bedrag_cent=300_000_00,
    gevraagd_cent=300_000_00,
    toegestaan_cent=253_420_00,
    gevraagd_maanden=None,
    toegestaan_maanden=None,
    parameter="max_bedrijfskapitaal_gevestigde = 253420.00 EUR [Bbz art. 20]",
    parameterset=PARAMETERS.versie,
    ondertekenaar="teamleider-1",
    geweigerd_op=BESLOTEN,
)
AFWIJZING = events.AanvraagAfgewezen(
    **_feit,
    reden="niet_levensvatbaar",
    grondslag="Bbz art. 2 lid 1",
    uitleg="Het bedrijf is naar verwachting niet levensvatbaar.",
    ondertekenaar="consulent-2",
    mandaat="M-2025-01",
    afgewezen_op=BESLOTEN,
    soort="bedrijfskapitaal",
)

FEITEN: tuple[events.Aanvraagfeit, ...] = (
    GEOPEND,
    events.GroepGewijzigd(**_feit, groep="starter", gewijzigd_op=BEOORDEELD),
    BEOORDELING,
    KREDIET,
    BIJSTAND,
    WEIGERING,
    AFWIJZING,
    events.AanvraagIngetrokken(**_feit, reden="op_verzoek", ingetrokken_op=BESLOTEN),
    events.IntrekkingGehoord(**_feit, ingetrokken_op=BESLOTEN),
    events.BeslistermijnVerlengd(
        **_feit,
        weken=13,
        beslistermijn_tot=date(2026, 3, 2),
        grondslag="Bbz art. 35 lid 3",
        parameterset=PARAMETERS.versie,
        verlengd_op=BESLOTEN,
    ),
    events.AanvullingGevraagd(
        **_feit,
        hersteltermijn_tot=date(2025, 10, 13),
        gevraagd_op=BESLOTEN,
        uitvraag_id=UITVRAAG,
    ),
    events.AanvullingVerwerkt(
        **_feit,
        is_uitgebleven=False,
        dagen=6,
        beslistermijn_tot=date(2025, 12, 7),
        verwerkt_op=date(2025, 10, 6),
        uitvraag_id=UITVRAAG,
    ),
    events.AanvullingAlsnogBinnen(**_feit, uitvraag_id=UITVRAAG, ontvangen_op=date(2025, 10, 20)),
    events.AanvraagBuitenBehandelingGesteld(
        **_feit,
        grondslag="Awb artikel 4:5 lid 1",
        hersteltermijn_tot=date(2025, 10, 13),
        ondertekenaar="consulent-2",
        mandaat="BBZ-M2",
        gesteld_op=date(2025, 10, 20),
    ),
    events.BeslistermijnVerstreken(
        **_feit, beslistermijn_tot=TERMIJN, vastgesteld_op=date(2025, 12, 2)
    ),
    events.LeningBevestigd(**_feit, lening_id=LENING, bevestigd_op=BESLOTEN),
)

OPENEN = commands.OpenAanvraag(
    aanvraag_id=AANVRAAG,
    op=ONTVANGEN,
    dossier_id=DOSSIER,
    gemeente=GEMEENTE,
    groep="gevestigd",
    soort="bedrijfskapitaal",
    aanvraagdatum=ONTVANGEN,
)
BEOORDELEN = commands.BeoordeelAanvraag(
    aanvraag_id=AANVRAAG,
    op=BEOORDEELD,
    advies="toewijzen",
    is_levensvatbaar=True,
    voorgesteld_cent=24_000_00,
    beoordelaar="consulent-1",
)
VERSTREKKEN = commands.VerstrekKrediet(
    **_verzoek,
    bedrag_cent=24_000_00,
    product="bedrijfskapitaal_rentedragend",
    termijnen=60,
    uitbetaald_op=date(2025, 10, 1),
    ondertekenaar="consulent-2",
)
TOEKENNEN = commands.KenLevensonderhoudToe(
    aanvraag_id=LEVENSONDERHOUD,
    op=BESLOTEN,
    van=date(2025, 10, 1),
    maanden=6,
    maandbedrag_cent=1_000_00,
    huishouden="alleenstaande",
    norm_cent=1_400_00,
    normbron="staatscourant",
    ondertekenaar="consulent-2",
)
AFWIJZEN = commands.RegistreerAfwijzing(
    **_verzoek, reden="niet_levensvatbaar", ondertekenaar="consulent-2"
)
INTREKKEN = commands.RegistreerIntrekking(**_verzoek, reden="op_verzoek")

VERZOEKEN: tuple[commands.Aanvraagverzoek, ...] = (
    OPENEN,
    BEOORDELEN,
    VERSTREKKEN,
    TOEKENNEN,
    AFWIJZEN,
    INTREKKEN,
    commands.WijzigGroep(**_verzoek, groep="starter"),
    commands.VerlengBeslistermijn(**_verzoek, weken=13),
    commands.VraagAanvulling(
        **_verzoek, uitvraag_id=UITVRAAG, hersteltermijn_tot=date(2025, 10, 13)
    ),
    commands.VerwerkAanvulling(**_verzoek, uitvraag_id=UITVRAAG),
    commands.StelBuitenBehandeling(**_verzoek, ondertekenaar="consulent-2"),
    commands.ControleerBeslistermijn(**_verzoek),
    commands.BevestigLening(**_verzoek, lening_id=LENING),
)
