"""What people and partners may look at: loans, lines, the debtor list, imports and the queue. Reads only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from psycopg.sql import SQL, Composable, Identifier, Placeholder

from services.ledger.adapters import views
from services.ledger.adapters.bank import rekeningstanden
from services.ledger.adapters.bank.inzage import ZOEK_BESTAND, ZOEK_REGEL
from services.ledger.adapters.invordering import gesprekken
from services.ledger.adapters.invordering.gesprekken import Gesprek
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.lening import agenda, dagen
from services.ledger.adapters.log import LENING
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.besluit import beproef, omvang
from services.ledger.domain.lening.besluiten import BesluitVoorgesteld
from services.ledger.domain.lening.commands import NeemBesluit
from services.ledger.domain.lening.events import LeningGeopend
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend
from services.ledger.domain.vooruitblik.gevolg import Gevolg, gevolg
from services.ledger.domain.vooruitblik.standen import Peiling, peiling
from services.ledger.projections.beurt import met_beurt, wie_doet
from shared.facts import StoredFact
from shared.organisatie.rijen import mandaten_van, organisatie_en_dag
from shared.progress import progress
from shared.recht.invorderingsstappen import Stap
from shared.recht.mandaat import Mandaatregister
from shared.store import Store
from shared.transaction import GeenWerkdag
from shared.zoeken import Zoekvraag, voorwaarde

Rij = dict[str, Any]

# A payment reference, an amount, or the begin of the number of a loan or a dossier: of the first debtor, or of somebody who owes
# the loan with them today.
ZOEK = voorwaarde(
    nummers=("dossier_id", "lening_id"),
    kenmerken=("betalingskenmerk",),
    bedragen=(
        "achterstand_cent",
        "hoofdsom_cent + rente_cent",
        "hoofdsom_cent",
        "oorspronkelijk_cent",
        "vervallen_cent",
        "abs(tegoed_cent)",
    ),
    ook=(
        "lening_id IN (SELECT lening_id FROM medeschuldenaren WHERE dossier_id::text LIKE %(nummer)s"
        " AND (ontslagen_per IS NULL OR ontslagen_per > (SELECT dag FROM werkdag)))",
    ),
)


@dataclass(frozen=True)
class Inzage:
    """`bank_key` opens the bank files, for the one page that shows who paid."""

    store: Store
    bank_key: bytes
    rekeningen: Rekeningenlijst
    kader: Kader

    def mandaten(self) -> Mandaatregister:
        """Who may decide about a debt now."""
        return mandaten_van(self.store, "schuld")

    def lening(self, lening_id: UUID) -> Lening:
        """Raises LeningIsOnbekend."""
        with self.store.transaction() as transaction:
            lening = transaction.load(LENING, lening_id)
        if lening.status == "onbekend":
            raise LeningIsOnbekend
        return lening

    def feiten(self, lening_id: UUID) -> list[Mutatie]:
        """Everything that was booked on a loan; raises LeningIsOnbekend."""
        with self.store.transaction() as transaction:
            feiten = transaction.facts(lening_id)
        if not feiten or not isinstance(feiten[0], LeningGeopend):
            raise LeningIsOnbekend
        return feiten

    def reeks(self, lening_id: UUID) -> list[StoredFact]:
        """The facts of a loan with their version and who caused them."""
        return self.store.stream(lening_id)

    def peiling(self, lening_id: UUID, geldig_op: date | None, bekend_op: date | None) -> Peiling:
        """By default: how it stands today, by what is known today."""
        if (vandaag := self.werkdag()) is None:
            raise GeenWerkdag
        feiten = self.feiten(lening_id)
        return peiling(
            feiten, geldig_op or vandaag, bekend_op or vandaag, vandaag, self.kader.parameters
        )

    def met_voorstellen(self) -> list[Lening]:
        """The loans on which a proposal waits for a second person."""
        ooit = [
            rij["lening_id"]
            for rij in self._alle(
                "SELECT DISTINCT lening_id FROM regels WHERE soort = 'BesluitVoorgesteld'"
            )
        ]
        with self.store.transaction(notify=False) as transaction:
            transaction.prefetch(LENING, ooit)
            leningen = [transaction.load(LENING, lening_id) for lening_id in ooit]
        return [lening for lening in leningen if lening.voorstellen]

    def wachtende_voorstellen(self) -> list[tuple[BesluitVoorgesteld, Lening]]:
        """Every proposal that waits for a second person with its loan, oldest first."""
        alle = [(een, lening) for lening in self.met_voorstellen() for een in lening.voorstellen]
        return sorted(alle, key=lambda paar: paar[0].boekdatum)

    def gevolg(self, maak: Callable[[date], NeemBesluit]) -> Gevolg:
        """What a decision would change on the business day; nothing is stored. Raises the refusal."""
        with self.store.transaction(notify=False) as transaction:
            verzoek = maak(transaction.workday())
            feiten, lening = (
                transaction.facts(verzoek.lening_id),
                transaction.load(LENING, verzoek.lening_id),
            )
            nieuw = self.kader.decide(
                transaction, verzoek.lening_id, partial(beproef, lening, verzoek)
            )
        return gevolg(feiten, nieuw, omvang(nieuw), verzoek.op, self.kader.parameters)

    def debiteur(self, lening_id: UUID) -> Rij | None:
        rijen = self._alle("SELECT * FROM debiteuren WHERE lening_id = %s", lening_id)
        return self._met_beurt(rijen)[0] if rijen else None

    def gesprekken(self, dossier_id: UUID) -> list[Gesprek]:
        """The talks of caseworkers in a dossier, newest first."""
        with self.store.cursor() as cursor:
            return gesprekken.van(cursor, dossier_id)

    def wie_doet(self, stap: Stap, wie: str, gemeente: str) -> str:
        """Whose turn a step is today."""
        organisatie, dag = organisatie_en_dag(self.store)
        return wie_doet(organisatie, stap, wie, gemeente, dag)

    def _met_beurt(self, rijen: list[Rij]) -> list[Rij]:
        organisatie, dag = organisatie_en_dag(self.store)
        return [met_beurt(rij, organisatie, dag) for rij in rijen]

    def regels(
        self, lening_id: UUID, hoogstens: int, vanaf: int = 0, *, nieuwste_eerst: bool = False
    ) -> tuple[list[Rij], int]:
        """A page of the lines, and how many there are."""
        aantal = self._alle("SELECT count(*) AS n FROM regels WHERE lening_id = %s", lening_id)[0][
            "n"
        ]
        volgorde = "versie DESC" if nieuwste_eerst else "versie"
        return self._alle(
            f"SELECT * FROM regels WHERE lening_id = %s ORDER BY {volgorde} LIMIT %s OFFSET %s",
            lening_id,
            hoogstens,
            vanaf,
        ), aantal

    def debiteuren(
        self,
        keuze: Mapping[str, str],
        order: Composable,
        hoogstens: int | None,
        vanaf: int = 0,
        zoek: str = "",
    ) -> tuple[list[Rij], int]:
        """Rows of the list and how many there are in all; `keuze` filters on columns that the caller names."""
        gekozen = [SQL("{} = {}").format(Identifier(kolom), Placeholder(kolom)) for kolom in keuze]
        waar = SQL(" AND ").join([*gekozen, SQL(ZOEK)])
        waarden = {**keuze, **Zoekvraag.of(zoek).waarden, "hoogstens": hoogstens, "vanaf": vanaf}
        with self.store.cursor() as cursor:
            cursor.execute(
                SQL("SELECT count(*) AS n FROM debiteuren WHERE {}").format(waar), waarden
            )
            totaal = int((cursor.fetchone() or {"n": 0})["n"])
            query = SQL(
                "SELECT * FROM debiteuren WHERE {} ORDER BY {} LIMIT %(hoogstens)s OFFSET %(vanaf)s"
            )
            cursor.execute(query.format(waar, order), waarden)
            rijen = cursor.fetchall()
        return self._met_beurt(rijen), totaal

    def aantallen(self, kolom: str) -> dict[str, int]:
        """How many loans have each value of a column that the caller names."""
        return {
            rij["waarde"]: rij["n"]
            for rij in self._alle(
                f"SELECT {kolom} AS waarde, count(*) AS n FROM debiteuren GROUP BY 1 ORDER BY 1"
            )
        }

    def bestanden(self, hoogstens: int, vanaf: int = 0, zoek: str = "") -> tuple[list[Rij], int]:
        """A page of the imports, newest first, with what became of their lines; and how many there are."""
        waarden = {**Zoekvraag.of(zoek).waarden, "hoogstens": hoogstens, "vanaf": vanaf}
        aantal = self._alle(
            f"SELECT count(*) AS n FROM bankbestanden WHERE {ZOEK_BESTAND}", waarden
        )[0]["n"]
        rijen = self._alle(
            "SELECT bestand_id, versie, bankbestanden.actor, werkdag, ontvangen_op, min(dag) AS van, max(dag) AS tot,"
            " count(DISTINCT afschrift_id) AS afschriften, count(ontvangst_id) AS regels,"
            " coalesce(sum(bedrag_cent) FILTER (WHERE bedrag_cent > 0), 0)::bigint AS bij_cent,"
            " coalesce(sum(bedrag_cent) FILTER (WHERE bedrag_cent < 0), 0)::bigint AS af_cent,"
            " count(*) FILTER (WHERE status = 'geboekt') AS geboekt, count(*) FILTER (WHERE status = 'te_duiden') AS te_duiden,"
            " count(*) FILTER (WHERE status IN ('te_boeken', 'toegewezen')) AS in_verwerking"
            f" FROM (SELECT * FROM bankbestanden WHERE {ZOEK_BESTAND} ORDER BY ontvangen_op DESC, bestand_id"
            " LIMIT %(hoogstens)s OFFSET %(vanaf)s) AS bankbestanden"
            " JOIN afschriften USING (bestand_id) LEFT JOIN ontvangsten USING (afschrift_id)"
            " GROUP BY bestand_id, versie, bankbestanden.actor, werkdag, ontvangen_op ORDER BY ontvangen_op DESC, bestand_id",
            waarden,
        )
        return rijen, aantal

    def wachtrij(self, hoogstens: int, vanaf: int = 0, zoek: str = "") -> tuple[list[Rij], int]:
        """Lines that wait for a person, oldest first; receipts before what went off the account."""
        waarden = {**Zoekvraag.of(zoek).waarden, "hoogstens": hoogstens, "vanaf": vanaf}
        aantal = self._alle(
            f"SELECT count(*) AS n FROM ontvangsten WHERE status = 'te_duiden' AND {ZOEK_REGEL}",
            waarden,
        )[0]["n"]
        rijen = self._alle(
            "SELECT ontvangst_id, afschrift_id, bestand_id, plaats, post, deel, valutadatum, bedrag_cent, betalingskenmerk, reden"
            " FROM ontvangsten JOIN afschriften USING (afschrift_id) WHERE status = 'te_duiden'"
            f" AND {ZOEK_REGEL} ORDER BY bedrag_cent < 0, valutadatum, volgorde LIMIT %(hoogstens)s OFFSET %(vanaf)s",
            waarden,
        )
        return rijen, aantal

    def zoek_lening(self, tekst: str) -> UUID:
        """The loan that somebody typed the number or the betalingskenmerk of, as letters and screens show it.

        Raises LeningIsOnbekend, also for a loan that the reader may not see.
        """
        vraag = Zoekvraag.of(tekst)
        with self.store.cursor() as cursor:
            gevonden = set(agenda.bij_kenmerk(cursor, [vraag.cijfers or ""]).values()) or set(
                agenda.bij_nummer(cursor, vraag.kort_nummer)
            )
            gevonden = {een for een in gevonden if agenda.mag_zien(cursor, een)}
        if len(gevonden) != 1:
            raise LeningIsOnbekend
        return gevonden.pop()

    def stand(self) -> Rij:
        """How far the ledger is, for operators and the clock."""
        with self.store.cursor() as cursor:
            gesloten, tot = (
                dagen.gesloten(cursor),
                rekeningstanden.geboekt_tot(cursor, self.rekeningen),
            )
        te_boeken = self._alle(
            "SELECT count(*) AS n FROM ontvangsten WHERE status IN ('te_boeken', 'toegewezen')"
        )[0]["n"]
        return {
            **progress(self.store),
            "te_boeken": te_boeken,
            "dag_gesloten": gesloten.isoformat() if gesloten else None,
            "afschriften_tot": tot.isoformat() if tot else None,
        }

    def werkdag(self) -> date | None:
        return self.store.last_workday()

    def afschriften_tot(self) -> date | None:
        with self.store.cursor() as cursor:
            return rekeningstanden.geboekt_tot(cursor, self.rekeningen)

    def bijgewerkt_tot(self) -> datetime:
        """Everything that happened until then is in the views."""
        rijen = self._alle(
            "SELECT position, moved_at FROM log_positions WHERE follower = %s", views.FOLLOWER
        )
        nu = datetime.now(UTC)
        if not rijen:
            return nu
        moved_at: datetime = rijen[0]["moved_at"]
        return nu if rijen[0]["position"] >= self.store.end() else moved_at

    def _alle(self, query: str, *waarden: Any) -> list[Rij]:
        """`waarden` are the values in order, or one mapping of values by name."""
        with self.store.cursor() as cursor:
            cursor.execute(
                query, waarden[0] if waarden and isinstance(waarden[0], dict) else waarden
            )
            return cursor.fetchall()
