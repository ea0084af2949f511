"""Every kind of decision about a vordering, with its fact, its article and what it books. What is not here cannot be decided."""

from dataclasses import dataclass

from services.ledger.domain.grootboek.boekregels import Boekregel, Grootboek, boeking, credit, debet
from services.ledger.domain.vordering import events as e
from shared.recht.cohort import Cohort


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorderingsbesluitsoort:
    """One kind: `vastgelegd` is how a page calls its fact, `titel` how a form calls it; `boekt` is the account of debet and of credit.

    Money that is forgiven, claimed, left or paid back needs `vier_ogen`. `noemt_bedrag`: who asks names the amount.
    `over_ontvangst`: it takes a receipt off.
    """

    naam: e.Besluitsoort
    feit: type[e.Vorderingsbesluit]
    vastgelegd: str
    artikel: str
    zin: str
    titel: str
    vier_ogen: bool = False
    noemt_bedrag: bool = False
    over_ontvangst: bool = False
    boekt: tuple[Grootboek, Grootboek] | None = None

    def boekregels(self, cohort: Cohort, cent: int) -> tuple[Boekregel, ...]:
        """What is waived takes the bate back; stopping or restarting collection books nothing."""
        if self.boekt is None:
            return ()
        van, tegen = self.boekt
        return boeking(debet(van, cohort, cent), credit(tegen, cohort, cent))


ALLE = (
    Vorderingsbesluitsoort(
        naam="kosten",
        feit=e.VorderingskostenGeboekt,
        vastgelegd="Kosten geboekt",
        artikel="Awb 4:113, 4:120",
        zin="Kosten in rekening gebracht",
        titel="Kosten in rekening brengen",
        noemt_bedrag=True,
        boekt=(Grootboek.KOSTEN, Grootboek.KOSTENBATEN),
    ),
    Vorderingsbesluitsoort(
        naam="wettelijke_rente",
        feit=e.VerzuimrenteVastgesteld,
        vastgelegd="Wettelijke rente vastgesteld",
        artikel="Awb 4:98, 4:99",
        zin="Wettelijke rente vastgesteld",
        titel="Wettelijke rente vaststellen",
        vier_ogen=True,
        boekt=(Grootboek.TERUGVORDERING, Grootboek.TERUGVORDERINGBATEN),
    ),
    Vorderingsbesluitsoort(
        naam="kwijtschelding",
        feit=e.VorderingKwijtgescholden,
        vastgelegd="Kwijtgescholden",
        artikel="Participatiewet art. 58",
        zin="Kwijtgescholden",
        titel="Kwijtschelden",
        vier_ogen=True,
        noemt_bedrag=True,
        boekt=(Grootboek.TERUGVORDERINGBATEN, Grootboek.TERUGVORDERING),
    ),
    Vorderingsbesluitsoort(
        naam="invordering_gestaakt",
        feit=e.VorderingBuitenInvordering,
        vastgelegd="Invordering gestaakt",
        artikel="Participatiewet art. 58",
        zin="De invordering is gestaakt; de schuld blijft",
        titel="Invordering staken",
        vier_ogen=True,
    ),
    Vorderingsbesluitsoort(
        naam="invordering_hervat",
        feit=e.VorderingInInvordering,
        vastgelegd="Invordering hervat",
        artikel="Participatiewet art. 58",
        zin="De invordering is hervat; open staat",
        titel="Invordering hervatten",
    ),
    Vorderingsbesluitsoort(
        naam="storno",
        feit=e.OntvangstGestorneerd,
        vastgelegd="Betaling teruggedraaid door de bank",
        artikel="Awb 4:89 lid 3",
        zin="De bank draaide een betaling terug",
        titel="Betaling terugdraaien: de bank nam haar terug",
        over_ontvangst=True,
    ),
    Vorderingsbesluitsoort(
        naam="correctie",
        feit=e.OntvangstGecorrigeerd,
        vastgelegd="Betaling hoort niet op deze vordering",
        artikel="rekenregels A-22",
        zin="Een betaling hoort niet op deze vordering",
        titel="Betaling terugdraaien: zij hoort op een andere schuld",
        over_ontvangst=True,
    ),
    Vorderingsbesluitsoort(
        naam="terugstorting",
        feit=e.VorderingstegoedTeruggestort,
        vastgelegd="Tegoed teruggestort",
        artikel="BW 6:203",
        zin="Tegoed teruggestort",
        titel="Tegoed terugstorten",
        vier_ogen=True,
        noemt_bedrag=True,
        boekt=(Grootboek.TEGOED, Grootboek.BANK),
    ),
)
SOORTEN = {soort.naam: soort for soort in ALLE}
VAN_FEIT = {soort.feit: soort for soort in ALLE}
