"""What the page of the bank reads beside its queue: our accounts, what was decided about lines, and who paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.ledger.adapters.bank import formaat as bankformaat
from services.ledger.adapters.bank import rekeningstanden
from services.ledger.domain.bank.afschrift import Bankregel
from services.ledger.domain.bank.rekeningenlijst import Rekeningenlijst, verkort
from shared.seals import unseal
from shared.store import Store
from shared.zoeken import Zoekvraag, voorwaarde

Rij = dict[str, Any]
# A line of the bank: also by the number of its debt, and an amount without its sign.
ZOEK_REGEL = voorwaarde(
    nummers=("ontvangst_id", "lening_id"),
    kenmerken=("betalingskenmerk",),
    bedragen=("bedrag_cent", "-bedrag_cent"),
    ook=("lening_id IN (SELECT lening_id FROM leningen WHERE betalingskenmerk = %(cijfers)s)",),
)
ZOEK_BESTAND = voorwaarde(
    nummers=("bestand_id",),
    ook=(
        "bestand_id IN (SELECT bestand_id FROM afschriften LEFT JOIN ontvangsten USING (afschrift_id) GROUP BY bestand_id"
        " HAVING coalesce(sum(bedrag_cent) FILTER (WHERE bedrag_cent > 0), 0) = %(cent)s::bigint"
        " OR coalesce(sum(bedrag_cent) FILTER (WHERE bedrag_cent < 0), 0) = -abs(%(cent)s::bigint))",
    ),
)


@dataclass(frozen=True)
class Rekeningstand:
    """One account of ours: complete up to `tot`, and why no further (None: nothing is missing)."""

    rekening: str
    van: date | None
    geldig_tot: date | None
    tot: date | None
    gat: str | None


def rekeningen(store: Store, lijst: Rekeningenlijst) -> list[Rekeningstand]:
    """Every account with how far its statements go; the whole number is shown nowhere."""
    with store.cursor() as cursor:
        ketens = rekeningstanden.ketens(cursor, lijst.ibans)
    return [
        Rekeningstand(
            verkort(een.iban), een.van, een.tot, keten.tot, keten.gat.zin if keten.gat else None
        )
        for een in lijst.rekeningen
        for keten in (ketens[een.iban],)
    ]


def in_de_wachtrij(store: Store) -> Rij:
    """How much waits for a person: what came in and what went off."""
    return _alle(
        store,
        "SELECT coalesce(sum(bedrag_cent) FILTER (WHERE bedrag_cent > 0), 0)::bigint AS bij_cent,"
        " coalesce(sum(bedrag_cent) FILTER (WHERE bedrag_cent < 0), 0)::bigint AS af_cent FROM ontvangsten WHERE status = 'te_duiden'",
    )[0]


def besloten(store: Store, hoogstens: int, vanaf: int = 0, zoek: str = "") -> tuple[list[Rij], int]:
    """Lines that a person decided about without a debt, newest first: this can be taken back."""
    waar = f"status IN ('terugstorten', 'geen_lening') AND {ZOEK_REGEL}"
    waarden = {**Zoekvraag.of(zoek).waarden, "hoogstens": hoogstens, "vanaf": vanaf}
    aantal = int(
        _alle(store, f"SELECT count(*) AS n FROM ontvangsten WHERE {waar}", waarden)[0]["n"]
    )
    rijen = _alle(
        store,
        "SELECT ontvangst_id, bestand_id, plaats, post, deel, valutadatum, bedrag_cent, status, actor, besloten_op"
        f" FROM ontvangsten JOIN afschriften USING (afschrift_id) WHERE {waar}"
        " ORDER BY besloten_op DESC, volgorde DESC LIMIT %(hoogstens)s OFFSET %(vanaf)s",
        waarden,
    )
    return rijen, aantal


def bankregels(store: Store, key: bytes, rijen: Sequence[Rij]) -> dict[UUID, Bankregel]:
    """Who paid and why, read from the sealed files, for these lines."""
    gevonden: dict[UUID, Bankregel] = {}
    for bestand_id in {rij["bestand_id"] for rij in rijen}:
        regels = _uit_bestand(store, key, bestand_id)
        eigen = [rij for rij in rijen if rij["bestand_id"] == bestand_id]
        gevonden |= {
            rij["ontvangst_id"]: regels[rij["plaats"], rij["post"], rij["deel"]] for rij in eigen
        }
    return gevonden


def _uit_bestand(
    store: Store, key: bytes, bestand_id: UUID
) -> dict[tuple[int, int, int], Bankregel]:
    (rij,) = _alle(
        store, "SELECT sealed, sha256 FROM bankbestanden WHERE bestand_id = %s", bestand_id
    )
    _, gelezen = bankformaat.read(unseal(key, bytes(rij["sealed"]), bytes(rij["sha256"])))
    return {
        (plaats, regel.post, regel.deel): regel
        for plaats, een in enumerate(gelezen)
        for regel in een.regels
    }


def _alle(store: Store, query: str, *waarden: Any) -> list[Rij]:
    with store.cursor() as cursor:
        cursor.execute(query, waarden[0] if waarden and isinstance(waarden[0], dict) else waarden)
        return cursor.fetchall()
