"""A relay as a process, whose translation fails for some facts until `TEST_MENDED` says otherwise. For the tests of failure only."""

import os

from shared.kafka.relay import relay_part
from shared.observability import Watchdog
from shared.process import Part, run_service
from shared.settings import Common, common
from shared.store import Store
from tests.plumbing.test_relay import Mendable
from tests.plumbing.toy import FEITEN


def make_part(_process: str, chosen: Common, watchdog: Watchdog) -> Part:
    mended = Mendable(is_mended=os.environ.get("TEST_MENDED") == "1")
    return relay_part(Store(chosen.database, FEITEN), mended.publish, chosen, watchdog)


if __name__ == "__main__":
    run_service("intake", ["relay"], lambda: common("intake"), make_part)
