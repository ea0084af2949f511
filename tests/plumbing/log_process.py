"""A process that logs in every way there is, and ends by an error that holds a secret: `python -m tests.plumbing.log_process`."""

import asyncio
import gc
import logging
import sys
import threading
import warnings

import structlog
from pydantic import BaseModel, ValidationError

from shared.observability import caused, log, set_up_logging, tell_how_it_ends

SECRET = "Jansen-999990019"
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Person(BaseModel):
    age: int


def refuse() -> None:
    Person.model_validate({"age": SECRET})


async def lose_a_task() -> None:
    async def fails() -> None:
        refuse()

    task = asyncio.create_task(fails())
    await asyncio.sleep(0.01)
    del task
    gc.collect()


def fail_in_a_thread() -> None:
    thread = threading.Thread(target=refuse)
    thread.start()
    thread.join(60)


def main() -> None:
    set_up_logging("proef", "web+relay")
    tell_how_it_ends()
    log.info("nothing behind it")
    with caused("opdracht-1", TRACE):
        log.info("ours")
        structlog.get_logger("other").warning("also ours")
        logging.getLogger("aiokafka").warning("a library, %s", "with what it was given")
        try:
            refuse()
        except ValidationError as error:
            logging.getLogger("library").exception("it failed: %s", error)
            log.error("ours failed", exc_info=True)
            log.error("with the error itself", exc_info=error, thing=error)
    warnings.warn(f"a warning\n  of {SECRET}", stacklevel=1)
    asyncio.run(lose_a_task())
    fail_in_a_thread()
    if sys.argv[1:] == ["group"]:
        raise ExceptionGroup(SECRET, [ValueError(SECRET)])
    raise ValueError(SECRET)


if __name__ == "__main__":
    main()
