"""`doorstart events`: `listen` prints what is published, `opnieuw` lets a service publish its whole log once more."""

import asyncio
import signal
import sys
from typing import Annotated

import psycopg
import typer
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from deploy.local.commands.screen import err
from deploy.local.system.failures import CannotStart
from deploy.local.system.folders import state_folder
from deploy.local.system.parts import OWNERS
from deploy.local.system.state import read_living_state
from deploy.local.system.whereabouts import database_of
from shared.cloudevent import Undecodable, decode
from shared.contracts import BY_NAME
from shared.contracts.topics import SERVICE_TOPICS
from shared.settings import setting

app = typer.Typer(
    no_args_is_help=True,
    help="Voorbeeld: doorstart events listen --type BetalingGemist\n\nLees de gepubliceerde gebeurtenissen.",
)


@app.callback()
def events() -> None:
    """Keeps the verbs apart."""


@app.command()
def listen(
    soort: Annotated[
        list[str] | None,
        typer.Option("--type", help="Alleen deze gebeurtenis, zoals BetalingGemist; mag vaker."),
    ] = None,
    new_only: Annotated[
        bool, typer.Option("--nieuw", help="Alleen wat vanaf nu gebeurt, niet wat er al staat.")
    ] = False,
    follow: Annotated[
        bool,
        typer.Option("--volg/--tot-einde", help="Blijf wachten op nieuwe, of stop aan het einde."),
    ] = True,
    limit: Annotated[
        int | None, typer.Option("--aantal", min=1, help="Stop na zoveel gebeurtenissen.")
    ] = None,
) -> None:
    """Voorbeeld: doorstart events listen --type BetalingGemist --tot-einde

    Print CloudEvents (NL GOV), één per regel, zoals ze op Kafka staan. Stop met Ctrl-C.
    """
    wanted = set(soort or [])
    if unknown := wanted - set(BY_NAME):
        err.print(
            f"Deze gebeurtenis bestaat niet: {', '.join(sorted(unknown))}. Er is niets gelezen."
        )
        err.print(f"Kies uit: {', '.join(sorted(BY_NAME))}.")
        raise typer.Exit(2)
    types = {BY_NAME[name].event_type() for name in wanted}
    topics = sorted(
        {BY_NAME[name].topic.name for name in wanted} or {topic.name for topic in SERVICE_TOPICS}
    )
    asyncio.run(_print_events(_broker(), topics, types, new_only, follow, limit))


@app.command()
def opnieuw(
    dienst: Annotated[str, typer.Argument(help="Het onderdeel, zoals ledger, of klok.")],
    doe_het: Annotated[
        bool,
        typer.Option("--doe-het", help="Doe het echt; zonder wordt alleen getoond wat er gebeurt."),
    ] = False,
) -> None:
    """Voorbeeld: doorstart events opnieuw ledger --doe-het

    Laat een onderdeel alles opnieuw op Kafka zetten, vanaf zijn eerste feit, zoals na het verlies van een topic. Wie een gebeurtenis al
    verwerkte, doet er niets mee: zij houdt haar nummer.
    """
    if dienst not in OWNERS:
        err.print(
            f"Het onderdeel {dienst} bestaat niet. Er is niets veranderd. Kies uit: {', '.join(OWNERS)}."
        )
        raise typer.Exit(2)
    try:
        with psycopg.connect(database_of(dienst).conninfo) as database:
            told = database.execute(
                "SELECT position FROM log_positions WHERE follower = 'relay' FOR UPDATE"
            ).fetchone()
            position = told[0] if told else 0
            if doe_het:
                database.execute(
                    "UPDATE log_positions SET position = 0, moved_at = now() WHERE follower = 'relay'"
                )
    except psycopg.OperationalError as problem:
        raise CannotStart(
            f"De database van {dienst} antwoordt niet.", now=["Kijk met `doorstart status`."]
        ) from problem
    if doe_het:
        err.print(
            f"De relay van {dienst} begint weer bij het eerste feit; volg het met: doorstart lag"
        )
    else:
        err.print(
            f"Alle feiten van {dienst} tot en met plaats {position} gaan opnieuw naar Kafka. Nog niets is veranderd. Gebruik --doe-het."
        )


def _broker() -> str:
    found = setting("DOORSTART_KAFKA", "") or read_living_state(state_folder()).kafka
    if not found:
        raise CannotStart(
            "Er is geen Kafka gevonden om van te lezen.",
            now=["Start met: doorstart demo", "Of zet DOORSTART_KAFKA."],
        )
    return found


async def _print_events(
    kafka: str, topics: list[str], types: set[str], new_only: bool, follow: bool, limit: int | None
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    prefix = setting("DOORSTART_TOPIC_PREFIX", "")
    consumer = AIOKafkaConsumer(
        *[prefix + topic for topic in topics],
        bootstrap_servers=kafka,
        auto_offset_reset="latest" if new_only else "earliest",
    )
    try:
        await consumer.start()
    except KafkaError as error:
        raise CannotStart(
            f"Kafka op {kafka} antwoordt niet ({type(error).__name__}).",
            now=["Kijk met `doorstart status`."],
        ) from error
    try:
        left = limit
        while not stop.is_set() and left != 0:
            pages = await consumer.getmany(timeout_ms=200)
            for record in (record for page in pages.values() for record in page):
                if left != 0 and _print_one(record, types) and left:
                    left -= 1
            if not pages and not follow and await _at_end(consumer):
                break
    finally:
        await consumer.stop()


def _print_one(record: object, types: set[str]) -> bool:
    """Prints the event as it stands on the topic; an unreadable record is told on standard error."""
    try:
        event = decode(record.value, record.headers)  # type: ignore[attr-defined]
    except Undecodable as problem:
        err.print(f"onleesbaar: {record.topic}/{record.partition}/{record.offset}: {problem}")  # type: ignore[attr-defined]
        return False
    if types and event.type not in types:
        return False
    sys.stdout.write(event.model_dump_json(exclude_none=True) + "\n")
    sys.stdout.flush()
    return True


async def _at_end(consumer: AIOKafkaConsumer) -> bool:
    parts = list(consumer.assignment())
    ends = await consumer.end_offsets(parts)
    return all([await consumer.position(part) >= ends[part] for part in parts])
