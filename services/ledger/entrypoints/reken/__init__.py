"""`doorstart reken` as a whole: the sums of the law, and what a loan comes to by all of them together."""

from shared.recht.reken import Bestand, JsonSchema, Tekst, app, run_sum
from shared.recht.reken.hulp import Opdracht

__all__ = ["app"]


@app.command(cls=Opdracht)
def lening(bestand: Bestand = None, tekst: Tekst = False, json_schema: JsonSchema = False) -> None:
    """Voorbeeld: echo '{"leningen": [{"regeling": "bbz", "toekenningsdatum": "2026-02-10", "hoofdsom_cent": 2400000, "termijnen": 60}],
    "mutaties": [{"soort": "uitstel", "boekdatum": "2026-05-20", "van": "2026-06-01", "maanden": 6}],
    "peildata": [{"geldig_op": "2026-12-31"}]}' | doorstart reken lening --tekst

    Het verloop van een of meer leningen van een debiteur: elke boeking met haar som, en de saldi op elk paar datums.
    """
    run_sum(f"{__name__}.lening", bestand, tekst=tekst, json_schema=json_schema)
