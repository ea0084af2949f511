"""A Kafka client while it works."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

Client = TypeVar("Client", AIOKafkaConsumer, AIOKafkaProducer)


@asynccontextmanager
async def started(client: Client) -> AsyncIterator[Client]:
    """Starts it and stops it, also where it could not start: aiokafka's own `async with` leaves it open then."""
    try:
        await client.start()
        yield client
    finally:
        await client.stop()
