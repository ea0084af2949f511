"""Why a letter that is ready has not gone out yet: the first thing that stands in its way."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from shared.begrippen import Waarde
from shared.recht.post import verzenddag

Wachtreden = Literal[
    "geen_werkdag",
    "vrije_dag",
    "later",
    "na_herinnering",
    "afzender_onbekend",
    "namen_onbereikbaar",
    "aan_de_beurt",
]


class Omstandigheden(Waarde):
    """What is known around a letter on the last working day heard; None before the first."""

    vandaag: date | None
    is_na_herinnering: bool = False
    heeft_afzender: bool = True
    namen_bereikbaar: bool = True


def wachtreden(gevraagd_op: date, rond: Omstandigheden) -> Wachtreden:
    return next(_redenen(gevraagd_op, rond))


def _redenen(gevraagd_op: date, rond: Omstandigheden) -> Iterator[Wachtreden]:
    if rond.vandaag is None:
        yield "geen_werkdag"
    elif gevraagd_op > rond.vandaag:
        yield "later"
    elif verzenddag(rond.vandaag) != rond.vandaag:
        yield "vrije_dag"
    elif rond.is_na_herinnering:
        yield "na_herinnering"
    if not rond.heeft_afzender:
        yield "afzender_onbekend"
    yield "aan_de_beurt" if rond.namen_bereikbaar else "namen_onbereikbaar"
