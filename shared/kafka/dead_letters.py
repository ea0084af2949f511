"""Dead letters: kept in PostgreSQL with the position that passed them, copied to the group's topic for everybody to see."""

from typing import Any

import psycopg
from aiokafka import AIOKafkaProducer

from shared.contracts.topics import dead_letters
from shared.kafka.outgoing import partitions_of

PAGE = 100


async def publish_dead_letters(
    leader: psycopg.AsyncConnection[Any], producer: AIOKafkaProducer, prefix: str
) -> int:
    """Sends what was not sent yet, oldest first, with its origin in the headers; the number sent."""
    answer = await leader.execute(
        "SELECT id, consumer, topic, partition, record_offset, key, value, error FROM dead_letters"
        " WHERE published_at IS NULL ORDER BY id LIMIT %s",
        (PAGE,),
    )
    rows = await answer.fetchall()
    for number, consumer, topic, partition, offset, key, value, error in rows:
        headers = [
            ("original-topic", topic.encode()),
            ("original-partition", str(partition).encode()),
            ("original-offset", str(offset).encode()),
            ("error", error.encode()),
            ("consumer-group", consumer.encode()),
            ("dead-letter-id", str(number).encode()),
        ]
        letters = prefix + dead_letters(consumer)
        await partitions_of(producer, letters)
        await producer.send_and_wait(letters, value=value, key=key, headers=headers)
    if rows:
        await leader.execute(
            "UPDATE dead_letters SET published_at = now() WHERE id = ANY(%s)",
            ([row[0] for row in rows],),
        )
    return len(rows)
