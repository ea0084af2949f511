"""Which credit each group may get, and which parameters bound it (Bbz art. 2, 20, 22, 24, 26, 29, 36; Tozo art. 14, 15)."""

from dataclasses import dataclass
from functools import partial

from services.bbz.domain.begrippen import Product
from services.bbz.domain.toets import Toets, Voorstel
from shared.begrippen import Groep, Methode, Regeling


@dataclass(frozen=True)
class Productregel:
    """The article that allows a product, and the names of the parameters that bound it. `rente` None: free of interest by its nature."""

    grondslag: str
    maximum: str
    rente: str | None
    looptijd: str = "looptijd_max_bbz_lening"
    looptijd_grondslag: str = "Bbz art. 15 b"


GEVESTIGD = Productregel("Bbz art. 20", "max_bedrijfskapitaal_gevestigde", "rente_bbz_lening")
STARTER = Productregel("Bbz art. 24", "max_bedrijfskapitaal_starter", "rente_bbz_lening")
OUDERE = Productregel("Bbz art. 26", "max_bedrijfskapitaal_oudere", None)
VOORBEREIDING = Productregel(
    "Bbz art. 29", "max_voorbereidingskrediet", "rente_voorbereidingskrediet"
)
TOZO = Productregel(
    "Tozo art. 15", "max_tozo_lening", "rente_tozo_lening", "tozo_looptijd", "Tozo art. 14 b"
)

# A group or product that is not named here gets no credit by that product.
PRODUCTEN: dict[Groep, dict[Product, Productregel]] = {
    "gevestigd": {"bedrijfskapitaal_rentedragend": GEVESTIGD},
    "binnenvaart": {"bedrijfskapitaal_rentedragend": GEVESTIGD},
    "starter": {"bedrijfskapitaal_rentedragend": STARTER, "voorbereidingskrediet": VOORBEREIDING},
    "ouder": {"bedrijfskapitaal_renteloos": OUDERE},
}
WAAROM_NIET: dict[Groep, tuple[str, str]] = {
    "beeindigend": ("Bbz art. 2 lid 2", "Wie met het bedrijf stopt, krijgt geen bedrijfskapitaal."),
    "marginaal": (
        "Bbz art. 22",
        "Wie onder artikel 22 valt, krijgt bedrijfskapitaal om niet en geen lening.",
    ),
}
METHODEN: dict[Product, tuple[Methode, ...]] = {
    "bedrijfskapitaal_rentedragend": ("lineair", "annuitair"),
    "bedrijfskapitaal_renteloos": ("renteloos",),
    "voorbereidingskrediet": ("renteloos",),
}
VRAAGT_LEVENSVATBAAR: frozenset[Product] = frozenset({"bedrijfskapitaal_rentedragend"})


def productregel(regeling: Regeling, groep: Groep, product: Product | None) -> Productregel | None:
    """The rule of a product for a group; None where the law does not give it."""
    if regeling == "tozo":
        return TOZO if product == "bedrijfskapitaal_rentedragend" else None
    return PRODUCTEN.get(groep, {}).get(product) if product else None


def gewone_product(groep: Groep) -> Product | None:
    """The first product of a group, as a proposal on the page; None for a group that gets no credit."""
    return next(iter(PRODUCTEN.get(groep, {})), None)


def product(voorstel: Voorstel) -> Toets:
    """The group may get this product (Bbz art. 2, 20, 22, 24, 26, 29)."""
    toets = partial(Toets, regel="product")
    if voorstel.groep in WAAROM_NIET and voorstel.regeling == "bbz":
        grondslag, uitleg = WAAROM_NIET[voorstel.groep]
        return toets(grondslag=grondslag, uitkomst="niet_voldaan", uitleg=uitleg)
    if voorstel.product is None:
        return toets(
            grondslag="Bbz art. 2", uitkomst="nog_open", uitleg="Er is nog geen product gekozen."
        )
    woorden = voorstel.product.replace("_", " ")
    regel = productregel(voorstel.regeling, voorstel.groep, voorstel.product)
    if regel is None:
        return toets(
            grondslag="Bbz art. 2",
            uitkomst="niet_voldaan",
            uitleg=f"De groep {voorstel.groep} krijgt geen {woorden}.",
        )
    return toets(
        grondslag=regel.grondslag,
        uitkomst="voldaan",
        uitleg=f"De groep {voorstel.groep} kan een {woorden} krijgen.",
    )
