"""What people type: move the day, listen as a partner, replay as an auditor. On the running system, by the real command."""

import json

from tests.failures.town import Town
from tests.runtime.test_cli import doorstart


def test_the_clock_moves_waits_and_sums_up(whole: Town) -> None:
    before = whole.today()
    moved = doorstart(whole.folder, "klok", "+2d")
    assert moved.returncode == 0, moved.stderr
    assert (whole.today() - before).days == 2
    assert f"Werkdag: {whole.today()}" in moved.stdout
    assert "2 × DagAangebroken" in moved.stdout
    standing = whole.settle()
    assert {told["werkdag"] for told in standing.values()} == {whole.today().isoformat()}
    assert standing["ledger"]["dag_gesloten"] == whole.today().isoformat()


def test_a_wrong_step_changes_nothing(whole: Town) -> None:
    before = whole.today()
    wrong = doorstart(whole.folder, "klok", "naar", "2001-01-01")
    assert wrong.returncode == 2
    assert "naar 2027-03-01" in wrong.stderr
    assert whole.today() == before


def test_a_partner_reads_cloudevents_one_a_line(whole: Town) -> None:
    heard = doorstart(whole.folder, "events", "listen", "--type", "DagAangebroken", "--tot-einde")
    assert heard.returncode == 0, heard.stderr
    events = [json.loads(line) for line in heard.stdout.splitlines()]
    assert events
    assert {event["type"] for event in events} == {"nl.bbz.dag-aangebroken.v1"}
    assert all(
        event["specversion"] == "1.0" and event["source"].startswith("urn:nld:oin:")
        for event in events
    )
    assert [event["data"]["dag"] for event in events][-1] == whole.today().isoformat()


def test_an_unknown_event_is_told_with_the_known_ones(whole: Town) -> None:
    wrong = doorstart(whole.folder, "events", "listen", "--type", "BetalingGemisd")
    assert wrong.returncode == 2
    assert "BetalingGemist" in wrong.stderr


def test_the_auditor_rebuilds_the_same_books(whole: Town) -> None:
    replayed = doorstart(whole.folder, "ledger", "replay", "--json")
    assert replayed.returncode == 0, replayed.stdout + replayed.stderr
    assert json.loads(replayed.stdout)
