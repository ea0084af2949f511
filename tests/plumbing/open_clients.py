"""Which Kafka clients nobody closed."""

import gc

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer


def open_clients() -> list[object]:
    """What was made and not stopped, by the test or by what it ran; what still connects would go on for ever."""
    gc.collect()
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, AIOKafkaConsumer | AIOKafkaProducer) and not one._closed
    ]
