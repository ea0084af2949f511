"""Is somebody known already? Asked before the rest is typed: by BSN, KvK number or telephone; the question is kept nowhere."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.intake.adapters.zoekindex import MEESTE, Zoekindex
from services.intake.application import Intake
from services.intake.domain.persoonsvelden import Bsn, KvkNummer, Telefoon
from services.intake.domain.zoektaal import herkenning
from services.intake.entrypoints.zoeken import Treffer, lezer_van, schrijf_gezien, treffer_van
from shared.web.actors import Acting, Actor
from shared.web.given import given
from shared.web.subjects import Subject

DUBBELEN = Subject("Dubbelen", "Herkennen dat iemand al een dossier heeft.")


class Dubbelvraag(BaseModel):
    """Each of these is enough to be recognised by."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"additionalProperties": False}
    )

    bsn: Bsn | None = None
    kvk_nummer: KvkNummer | None = None
    telefoon: Telefoon | None = None


class Dubbelantwoord(BaseModel):
    """Dossiers of whoever may be the same person, the likeliest first; closed ones too."""

    dubbelen: Annotated[tuple[Treffer, ...], Field(max_length=MEESTE)]


def vind(intake: Intake, vraag: Dubbelvraag, actor: Actor) -> tuple[Treffer, ...]:
    """Only from municipalities that the actor may see; nothing asked finds nothing."""
    with intake.store.cursor() as cursor:
        gevonden = Zoekindex(intake.register).dubbelen(
            cursor, herkenning(vraag.model_dump()), lezer_van(actor)
        )
        schrijf_gezien(cursor, "dubbelen zoeken", gevonden)
    return tuple(map(treffer_van, gevonden))


@DUBBELEN.post(
    "/dubbelen",
    summary="Kijk of iemand al bekend is",
    description="Op BSN, KvK-nummer of telefoonnummer; een ervan is genoeg. De vraag wordt nergens bewaard.",
)
def vind_dubbelen(
    vraag: Dubbelvraag, intake: Annotated[Intake, given(Intake)], actor: Acting
) -> Dubbelantwoord:
    return Dubbelantwoord(dubbelen=vind(intake, vraag, actor))
