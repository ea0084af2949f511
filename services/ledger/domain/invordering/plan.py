"""What is next on the ladder, on which day, and who does it.

Order and days are policy in dated parameters; the law sets the earliest day.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from services.ledger.domain.invordering.begrippen import GeplandeStap, Wie
from services.ledger.domain.invordering.state import Traject
from shared.dates import voluit, werkdag_vanaf
from shared.parameters import Parameterset
from shared.recht.invorderingsstappen import Stap
from shared.recht.post import verzenddag

DAG = timedelta(days=1)
NOG_EEN_KEER = "Alle stappen zijn gezet of overgeslagen: bekijk wat er nu nodig is."


def volgende_stap(traject: Traject, op: date, parameters: Parameterset) -> GeplandeStap | None:
    """None only where no period of arrears runs: whoever is behind always has a next step with a day."""
    if not traject.loopt:
        return None
    if traject.staat_stil:
        return _tijdens_pauze(traject, parameters, op)
    if traject.afspraak:
        return _bij_afspraak(traject)
    if traject.opgemaakt:
        return GeplandeStap(
            stap="aanmaning_versturen",
            op=verzenddag(traject.opgemaakt.op),
            wie="doorstart",
            uitleg="De brief ligt klaar om te versturen.",
        )
    stap: Stap = next(
        (een for een in stappen(traject, op, parameters) if een not in traject.gedaan),
        "opnieuw_bekijken",
    )
    return _gepland(traject, stap, op, parameters)


def stappen(traject: Traject, op: date, parameters: Parameterset) -> Sequence[Stap]:
    """The steps of this kind of ladder in their order; the second demand where law or policy of that day asks it."""
    tweede: list[Stap] = (
        ["tweede_aanmaning"] if vraagt_tweede(traject.verstuurd_op or op, parameters) else []
    )
    if traject.aanleiding == "betaalbeschikking":
        return ["aanmaning", *tweede, "dwangbevel", "overdracht"]
    return ["contact", "aanmaning", *tweede, "opeising"]


def vraagt_tweede(op: date, parameters: Parameterset) -> bool:
    """Until 2020 Bbz-2015 art. 40 asked for a second demand; since then it is policy of the municipality."""
    return (
        parameters.waarde("tweede_aanmaning_vereist", op).is_ja
        or parameters.waarde("ladder_tweede_aanmaning", op).is_ja
    )


def gaat_vanzelf(gepland: GeplandeStap | None, op: date, parameters: Parameterset) -> bool:
    """A demand that goes out by itself on its day, where the municipality chose so."""
    if gepland is None or gepland.stap not in ("aanmaning", "tweede_aanmaning"):
        return False
    return parameters.waarde("ladder_aanmaning_vanzelf", op).is_ja


def dagen(naam: str, op: date, parameters: Parameterset) -> timedelta:
    """Days of the ladder's policy on a day."""
    return timedelta(days=parameters.waarde(f"ladder_{naam}", op).aantal)


def _tijdens_pauze(traject: Traject, parameters: Parameterset, op: date) -> GeplandeStap:
    einden = [pauze.tot for pauze in traject.pauzes]
    laatste = max((tot for tot in einden if tot), default=None)
    redenen = " en ".join(dict.fromkeys(pauze.reden.replace("_", " ") for pauze in traject.pauzes))
    if laatste and None not in einden:
        uitleg = f"De invordering staat stil ({redenen}) tot en met {voluit(laatste - DAG)}."
        return GeplandeStap(stap="hervatten", op=laatste, wie="doorstart", uitleg=uitleg)
    bekijk = (traject.gepauzeerd_op or op) + dagen("bekijken_na", op, parameters)
    if traject.laatste_op > (traject.gepauzeerd_op or op):
        bekijk = traject.laatste_op + dagen("bekijken_na", op, parameters)
    uitleg = f"De invordering staat stil ({redenen}), zonder einddatum: bekijk of dat zo blijft."
    return GeplandeStap(
        stap="opnieuw_bekijken", op=werkdag_vanaf(bekijk), wie="debiteurenbeheer", uitleg=uitleg
    )


def _bij_afspraak(traject: Traject) -> GeplandeStap | None:
    afspraak = traject.afspraak
    if afspraak is None:
        return None
    if afspraak.soort == "gesprek":
        return GeplandeStap(
            stap="gesprek",
            op=afspraak.op,
            wie="debiteurenbeheer",
            uitleg=f"Gesprek op {voluit(afspraak.op)}.",
        )
    uitleg = f"De debiteur betaalt uiterlijk {voluit(afspraak.op)}; daarna wordt gekeken of dat gebeurd is."
    return GeplandeStap(
        stap="afspraak_nakijken",
        op=werkdag_vanaf(afspraak.op + DAG),
        wie="doorstart",
        uitleg=uitleg,
    )


def _gepland(traject: Traject, stap: Stap, op: date, parameters: Parameterset) -> GeplandeStap:
    match stap:
        case "contact":
            return _stap(
                traject,
                stap,
                _contactdag(traject, op, parameters),
                "Bel of bezoek de debiteur: vroeg contact helpt het meest.",
            )
        case "aanmaning" if traject.betaaltermijn_tot:
            tot = traject.betaaltermijn_tot
            na = tot + DAG + dagen("aanmaning_na_betaaltermijn", op, parameters)
            return _stap(
                traject,
                stap,
                na,
                f"De betaaltermijn loopt tot en met {voluit(tot)} (Awb 4:87).",
                tot + DAG,
            )
        case "aanmaning":
            na = traject.laatste_op + dagen("aanmaning_na_contact", op, parameters)
            return _stap(
                traject, stap, na, "Stuur een aanmaning als er nog niet betaald is (Awb 4:112)."
            )
        case "tweede_aanmaning":
            return _na_aanmaning(
                traject,
                stap,
                op,
                parameters,
                "Stuur een tweede aanmaning (beleid van de gemeente).",
            )
        case "opeising":
            return _na_aanmaning(
                traject,
                stap,
                op,
                parameters,
                "Stel voor om de lening op te eisen (Bbz art. 39, Tozo art. 16).",
            )
        case "dwangbevel":
            return _na_aanmaning(
                traject, stap, op, parameters, "Vaardig een dwangbevel uit (Awb 4:114, 4:117)."
            )
        case "overdracht":
            na = traject.laatste_op + dagen("overdracht_na", op, parameters)
            return _stap(traject, stap, na, "Draag de invordering over aan de deurwaarder.")
        case _:
            return _stap(
                traject,
                stap,
                traject.laatste_op + dagen("bekijken_na", op, parameters),
                NOG_EEN_KEER,
            )


def _contactdag(traject: Traject, op: date, parameters: Parameterset) -> date:
    """After a failed attempt soon again; with a second missed term at once."""
    if traject.pogingen and traject.hervat_op:
        return traject.hervat_op + dagen("contact_opnieuw_na", op, parameters)
    gepland = traject.gestart_op + dagen("contact_na", op, parameters)
    return min(gepland, traject.gegroeid_op) if traject.gegroeid_op else gepland


def _na_aanmaning(
    traject: Traject, stap: Stap, op: date, parameters: Parameterset, uitleg: str
) -> GeplandeStap:
    """Never before the term of the demand is over (Awb 4:117); without a demand from the day of the last step."""
    wachten = dagen(f"{stap}_na", op, parameters)
    if traject.aanmaning_tot is None:
        return _stap(traject, stap, traject.laatste_op + wachten, uitleg)
    na = traject.aanmaning_tot + DAG
    return _stap(
        traject,
        stap,
        na + wachten,
        f"De aanmaning loopt tot en met {voluit(traject.aanmaning_tot)}. {uitleg}",
        na,
    )


def _stap(
    traject: Traject, stap: Stap, op: date, uitleg: str, niet_voor: date | None = None
) -> GeplandeStap:
    dag = werkdag_vanaf(max(op, traject.hervat_op or op, niet_voor or op))
    wie: Wie = "tweede_persoon" if stap == "opeising" else "debiteurenbeheer"
    return GeplandeStap(stap=stap, op=dag, wie=wie, uitleg=uitleg, niet_voor=niet_voor)
