"""Why the ledger says no. The message is the sentence people read."""

from datetime import date
from uuid import UUID

from services.ledger.domain.ladder import GeplandeStap
from shared.dates import voluit
from shared.money import bedrag


class Weigering(Exception):
    """Dit verzoek kan niet."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else self.__doc__ or ""


class LeningIsOnbekend(Weigering):
    """Er is geen lening met dit nummer."""


class LeningIsAfgelost(Weigering):
    """Deze lening is al afgelost: een besluit verandert niets meer. Geld dat nog binnenkomt gaat terug, of naar een andere lening."""


class BedragIsNietPositief(Weigering):
    """Een betaling is ten minste één cent."""


class LeningBestondNiet(Weigering):
    """Op de dag van 'bekend op' was deze lening nog niet geopend. Kies een latere dag."""


class MutatieMagNiet(Weigering):
    """A rule of the law forbids it; the message names the article."""


class EerdereMutatieKanNietMeer(Weigering):
    """What is asked takes the ground from under something that was decided or paid before."""

    def __init__(self, reden: str) -> None:
        super().__init__(f"Hierdoor kan een eerdere mutatie niet meer: {reden} Corrigeer eerst die mutatie.")


class ValutadatumKanNiet(Weigering):
    """De dag vanaf wanneer dit telt ligt na vandaag, of voor de uitbetaling van de lening."""


class BesluitnummerIsVergeven(Weigering):
    """Dit nummer hoort al bij een ander besluit, voorstel of verzoek. Wat er staat, is niet veranderd."""


class BesluitVraagtTweedePersoon(Weigering):
    """Hier wordt geld kwijtgescholden, opgeeist of teruggegeven. Doe een voorstel; een tweede persoon met mandaat besluit."""


class VoorstelIsOnbekend(Weigering):
    """Dit voorstel bestaat niet, of er is al over besloten."""


class VoorstelIsVanUzelf(Weigering):
    """U deed dit voorstel zelf. Een tweede persoon moet besluiten."""


class MandaatOntbreekt(Weigering):
    """U heeft vandaag geen mandaat voor dit bedrag in deze gemeente (Awb art. 10:3). Leg het voor aan wie dat wel heeft."""


class GrondGeldtNiet(Weigering):
    """Deze grond gold nog niet, of niet meer, op de dag waarover u beslist. Kies een andere grond."""


class HerroepingKanNiet(Weigering):
    """Een storno draait een ontvangst terug en een correctie een mutatie; elk bestaat op deze lening en is nog niet teruggedraaid."""


class BetaalkeuzeKanNiet(Weigering):
    """Bij deze ontvangst kan geen keuze worden vastgelegd: zij staat niet op deze lening, of de keuze is al gemaakt."""


class VaststellingIsOnbekend(Weigering):
    """Er is geen vaststelling met dit nummer."""


class VaststellingIsGedaan(Weigering):
    """Over dit boekjaar is al besloten. Een wijziging vraagt een nieuw besluit, bijvoorbeeld op bezwaar."""


class BoekjaarLooptNog(Weigering):
    """After the boekjaar comes the vaststelling (Bbz art. 12 lid 1)."""

    def __init__(self, laatste_dag: date) -> None:
        super().__init__(f"Het boekjaar loopt tot en met {voluit(laatste_dag)}. Daarna kan de vaststelling (Bbz art. 12 lid 1).")


class JaargegevensOntbreken(Weigering):
    """De gegevens van dit boekjaar zijn nog niet vastgelegd. Vul eerst inkomen, norm en vermogen in."""


class JaargegevensZonderBron(Weigering):
    """Wie zelf een jaarnorm of een vermogen boven de grens invult, noemt de bron. Wie een bron noemt, vult het bedrag in."""


class TerugvorderingVraagtBesluit(Weigering):
    """What can be reclaimed is reclaimed, or not, by a decision with a reason (Bbz art. 12 lid 2 c, A-23)."""

    def __init__(self, cent: int) -> None:
        super().__init__(f"{bedrag(cent)} kan worden teruggevorderd. Kies of dat gebeurt, met een motivering (Bbz art. 12 lid 2 c).")


class HerzieningVraagtMinder(Weigering):
    """Dit vraagt minder terug dan het eerdere besluit. Gebruik de gegevens van toen, of scheld het verschil kwijt op de vordering."""


class VaststellingIsVeranderd(Weigering):
    """De uitkomst is vandaag een andere dan in het voorstel. Doe een nieuw voorstel."""


class VorderingIsOnbekend(Weigering):
    """Er is geen vordering met dit nummer."""


class VorderingIsAfgedaan(Weigering):
    """Op deze vordering staat niets meer open. Stort het bedrag terug, of wijs het toe aan een andere schuld."""


class BedragIsTeHoog(Weigering):
    """Dit is meer dan er op de vordering openstaat."""


class TegoedIsTeLaag(Weigering):
    """Dit is meer dan er op de vordering te veel is betaald. Er is niets geboekt. Stort hoogstens het tegoed terug."""


class OntvangstIsOnbekend(Weigering):
    """Deze betaling staat niet op deze vordering, of is er al afgehaald. Er is niets geboekt. Kies een betaling die hier nog staat."""


class InvorderingIsAlZo(Weigering):
    """De invordering is al gestaakt, of loopt al."""


class GeenWettelijkeRente(Weigering):
    """Over deze vordering is geen wettelijke rente verschuldigd: er is geen verzuim, of het bedrag blijft onder de drempel."""


class InvorderingLooptNiet(Weigering):
    """Er loopt geen invordering: deze debiteur heeft geen achterstand. Er is niets vastgelegd."""


class InvorderingStaatStil(Weigering):
    """De invordering staat stil door uitstel, een pauze of een afspraak. Tot dan mag geen aanmaning of latere stap (Awb 4:94)."""


class StapIsNietAanDeBeurt(Weigering):
    """Another step is next."""

    def __init__(self, gepland: GeplandeStap | None) -> None:
        wat = f"Eerst komt: {gepland.stap.replace('_', ' ')}, op {voluit(gepland.op)}." if gepland else "Er is geen volgende stap."
        super().__init__(f"Deze stap is nu niet aan de beurt. {wat}")


class StapIsTeVroeg(Weigering):
    """The legal term before the step is not over."""

    def __init__(self, niet_voor: date) -> None:
        super().__init__(f"Deze stap mag pas vanaf {voluit(niet_voor)}: eerder is de wettelijke termijn om te betalen niet voorbij.")


class AfspraakIsTeHoog(Weigering):
    """More was promised than is owed."""

    def __init__(self, schuld: str) -> None:
        super().__init__(f"De schuld is in totaal {schuld}. Spreek hooguit dat bedrag af.")


class AanmaningKanNietOvergeslagenWorden(Weigering):
    """Deze aanmaning is wettelijk nodig: zonder aanmaning kan er geen dwangbevel komen (Awb 4:117)."""


class PauzeIsVanBesluit(Weigering):
    """Deze pauze komt uit een besluit over de schuld. Wijzig dat besluit; daarna gaat de invordering vanzelf verder."""


class DagLigtTeVer(Weigering):
    """The day is not after today, or further away than the policy of the municipality allows."""

    def __init__(self, laatste: date) -> None:
        super().__init__(f"Kies een dag na vandaag en uiterlijk op {voluit(laatste)}. Dat is de langste wachttijd in uw gemeente.")


class BestandIsAlOntvangen(Weigering):
    """The same bytes, or one of the statements in them, came before in `bestand_id`."""

    def __init__(self, bestand_id: UUID) -> None:
        self.bestand_id = bestand_id
        super().__init__("Dit bankbestand, of een afschrift dat erin staat, is al eerder ingelezen.")


class OntvangstIsNietBesloten(Weigering):
    """Over deze regel is niets besloten dat terug kan. Een boeking haalt u van de schuld af met een correctie op die schuld."""


class OntvangstIsElders(Weigering):
    """Dit geld staat intussen ergens anders, of er is anders over besloten. Neem dat eerst terug op de pagina Bank."""


class OntvangstIsNietTeDuiden(Weigering):
    """Deze ontvangst staat niet (meer) in de wachtrij, of kan hier niet heen. Vraag de laatste stand op."""
