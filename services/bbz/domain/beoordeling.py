"""What the assessment must say before a credit can be granted (Bbz art. 1 c, 2 lid 1)."""

from functools import partial

from services.bbz.domain.producten import VRAAGT_LEVENSVATBAAR
from services.bbz.domain.toets import Toets, Toetsuitkomst, Voorstel
from shared.begrippen import Groep

# The groups of Bbz art. 2 lid 1 c and d are not levensvatbaar by their definition.
NIET_LEVENSVATBAAR: frozenset[Groep] = frozenset({"ouder", "beeindigend"})


def advies(voorstel: Voorstel) -> Toets:
    """A first person advises to grant; an advice to refuse is made anew or followed, never passed over (Bbz art. 2 lid 1)."""
    toets = partial(Toets, regel="advies", grondslag="Bbz art. 2 lid 1")
    if voorstel.advies is None:
        return toets(uitkomst="nog_open", uitleg="Er is nog geen advies.")
    uitkomst: Toetsuitkomst = "voldaan" if voorstel.advies == "toewijzen" else "niet_voldaan"
    return toets(uitkomst=uitkomst, uitleg=f"Het advies is: {voorstel.advies}.")


def levensvatbaar(voorstel: Voorstel) -> Toets:
    """The business is expected to carry itself (Bbz art. 1 c, 2 lid 1 a and b); an oudere and a preparation are not held to it."""
    toets = partial(Toets, regel="levensvatbaar", grondslag="Bbz art. 1 c, 2 lid 1")
    if voorstel.product is not None and voorstel.product not in VRAAGT_LEVENSVATBAAR:
        return toets(uitkomst="voldaan", uitleg="Deze eis geldt niet voor dit product.")
    return _beoordeeld(voorstel)


def levensvatbaar_voor_bijstand(voorstel: Voorstel) -> Toets:
    """The same for levensonderhoud, where the group decides who is held to it (Bbz art. 2 lid 1)."""
    if voorstel.groep in NIET_LEVENSVATBAAR:
        return Toets(
            regel="levensvatbaar",
            grondslag="Bbz art. 2 lid 1 c, d",
            uitkomst="voldaan",
            uitleg="Deze eis geldt niet voor deze groep.",
        )
    return _beoordeeld(voorstel)


def _beoordeeld(voorstel: Voorstel) -> Toets:
    toets = partial(Toets, regel="levensvatbaar", grondslag="Bbz art. 1 c, 2 lid 1")
    if voorstel.is_levensvatbaar is None:
        return toets(uitkomst="nog_open", uitleg="De levensvatbaarheid is nog niet beoordeeld.")
    if voorstel.is_levensvatbaar:
        return toets(uitkomst="voldaan", uitleg="Het bedrijf is naar verwachting levensvatbaar.")
    return toets(
        uitkomst="niet_voldaan", uitleg="Het bedrijf is naar verwachting niet levensvatbaar."
    )
