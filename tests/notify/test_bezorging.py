"""From event to stored letter on a real database, with intake's real application beside it: never twice, never lost."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.notify import application, examples
from services.notify.adapters.brieven import open_letter, stored_letter
from services.notify.adapters.opmaak import Opmaker, Stuk
from services.notify.domain.brief import Brief, Geadresseerde
from services.notify.entrypoints import held
from services.notify.projections import verzendingen
from shared.aside import CannotBeDropped
from shared.contracts import bbz, intake, klok, ledger, routing
from shared.contracts.personen import Persoon
from shared.handle import Command
from shared.personen import GegevensGewist, IntakeAntwoordtNiet, Personenvraag
from tests.notify.wereld import (
    DAG,
    LEDGER,
    Wereld,
    aanmaning,
    event,
    gemist,
    ingelopen,
    ingetrokken,
)


def statussen(wereld: Wereld) -> list[tuple[str, str, str | None]]:
    return sorted(
        (row["soort"], row["status"], row["reden"]) for row in wereld.rows("verzendingen")
    )


def opened(wereld: Wereld, bericht_id: UUID, dossier_id: UUID) -> Stuk:
    with wereld.notify.store.cursor() as cursor:
        stored = stored_letter(cursor, bericht_id)
    assert stored is not None
    return open_letter(
        bericht_id, stored, wereld.personen.open_sleutel(dossier_id, stored.verpakte_sleutel)
    )


def test_a_missed_payment_becomes_one_sealed_letter(wereld: Wereld) -> None:
    dossier_id, said = wereld.intake.schrijf_in(), uuid4()
    wereld.hear(event(gemist(dossier_id, said)))
    assert statussen(wereld) == [("herinnering", "gereserveerd", None)]
    assert wereld.rows("brieven") == [], "nothing is made while handling the event"

    assert wereld.deliver() == 1
    assert wereld.deliver() == 0
    assert wereld.facts() == ["BerichtGereserveerd", "BerichtVerstuurd"]
    (row,) = wereld.rows("verzendingen")
    assert (row["status"], row["verstuurd_op"]) == ("verstuurd", DAG)
    stuk = opened(wereld, row["bericht_id"], dossier_id)
    assert "Noor van der Heijden-Öztürk" in stuk.html.decode()
    assert stuk.pdf.startswith(b"%PDF")


def test_no_name_and_no_text_lies_readable_in_the_database(wereld: Wereld) -> None:
    wereld.hear(event(gemist(wereld.intake.schrijf_in(), uuid4())))
    wereld.deliver()
    with wereld.notify.store.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(brieven::text || verzendingen::text, '') AS t FROM brieven JOIN verzendingen USING (bericht_id)"
        )
        text = (cursor.fetchone() or {})["t"]
        cursor.execute("SELECT string_agg(convert_from(state, 'UTF8'), '') AS t FROM stored_events")
        text += (cursor.fetchone() or {})["t"]
    for secret in ("Noor", "Geheimstraat", "Bakkerij", "Beste", "%PDF"):
        assert secret not in text
        assert secret.encode().hex() not in text


def test_every_letter_has_a_key_of_its_own(wereld: Wereld) -> None:
    dossier_id, lening_id = wereld.intake.schrijf_in(), uuid4()
    wereld.hear(event(gemist(dossier_id, lening_id, 3)), event(gemist(dossier_id, lening_id, 4)))
    assert wereld.deliver() == 2
    assert len({row["verpakte_sleutel"] for row in wereld.rows("brieven")}) == 2


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.lists(
        st.sampled_from(["term 1", "term 1 again", "term 2", "paid", "deliver", "redelivered"]),
        max_size=14,
    )
)
def test_any_order_and_repetition_gives_at_most_one_letter_a_term(
    wereld: Wereld, order: list[str]
) -> None:
    dossier_id, lening_id, first = wereld.intake.schrijf_in(bsn=str(uuid4())), uuid4(), uuid4()
    for step in order:
        match step:
            case "deliver":
                wereld.deliver()
            case "paid":
                wereld.hear(event(ingelopen(dossier_id, lening_id)))
            case "term 1" | "redelivered":
                wereld.hear(
                    event(gemist(dossier_id, lening_id, 1), first),
                    event(gemist(dossier_id, lening_id, 1), first),
                )
            case "term 1 again":
                wereld.hear(event(gemist(dossier_id, lening_id, 1)))
            case "term 2":
                wereld.hear(event(gemist(dossier_id, lening_id, 2)))
    wereld.deliver()
    sent = [
        stored.stream_id
        for stored in wereld.notify.store.page(0, 10_000)
        if stored.name == "BerichtVerstuurd" and stored.fact.lening_id == lening_id
    ]
    asked = len(
        {step.split()[1] for step in order if step.startswith("term")}
        | ({"1"} if "redelivered" in order else set())
    )
    assert len(sent) == len(set(sent)) <= asked
    assert len(sent) == asked or "paid" in order


def test_who_paid_before_the_letter_went_out_gets_none(wereld: Wereld) -> None:
    dossier_id, lening_id, other = wereld.intake.schrijf_in(), uuid4(), uuid4()
    wereld.hear(
        event(gemist(dossier_id, lening_id)),
        event(gemist(dossier_id, other)),
        event(ingelopen(dossier_id, lening_id)),
    )
    assert wereld.deliver() == 1
    assert statussen(wereld) == [
        ("herinnering", "niet_verstuurd", "betaald"),
        ("herinnering", "verstuurd", None),
    ]


def test_a_demand_is_sent_once_under_its_own_number_and_never_after_it_was_withdrawn(
    wereld: Wereld,
) -> None:
    dossier_id, lening_id = wereld.intake.schrijf_in(), uuid4()
    eerste, tweede = aanmaning(dossier_id, lening_id), aanmaning(dossier_id, lening_id, 2)
    wereld.hear(event(eerste), event(eerste))
    assert wereld.deliver() == 1
    wereld.hear(
        event(tweede),
        event(ingetrokken(tweede)),
        event(tweede),
        event(aanmaning(dossier_id, lening_id, 3), replay=True),
    )
    assert wereld.deliver() == 0
    assert sorted(statussen(wereld)) == [
        ("aanmaning", "niet_verstuurd", "aanmaning_ingetrokken"),
        ("aanmaning", "niet_verstuurd", "herhaling"),
        ("aanmaning", "verstuurd", None),
    ]
    (sent,) = [
        stored for stored in wereld.notify.store.page(0) if stored.name == "BerichtVerstuurd"
    ]
    assert (sent.stream_id, sent.fact.lening_id, sent.fact.soort) == (
        eerste.aanmaning_id,
        lening_id,
        "aanmaning",
    )


def test_a_claim_in_one_sum_has_a_ladder_of_its_own_and_gets_no_herinnering(wereld: Wereld) -> None:
    wereld.hear(event(gemist(wereld.intake.schrijf_in(), uuid4(), termijn=0)))
    assert statussen(wereld) == []


def test_payment_during_typesetting_wins_and_the_made_letter_is_thrown_away(wereld: Wereld) -> None:
    dossier_id, lening_id = wereld.intake.schrijf_in(), uuid4()
    wereld.hear(event(gemist(dossier_id, lening_id)))

    class Slow(Opmaker):
        def make(self, brief: Brief) -> Stuk:
            wereld.hear(event(ingelopen(dossier_id, lening_id)))
            return super().make(brief)

    assert wereld.delivery(opmaker=Slow()).round() == 0
    assert statussen(wereld) == [("herinnering", "niet_verstuurd", "betaald")]
    assert wereld.rows("brieven") == []


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs."""


def test_a_kill_between_typesetting_and_storing_loses_and_doubles_nothing(wereld: Wereld) -> None:
    dossier_id = wereld.intake.schrijf_in()
    wereld.hear(event(gemist(dossier_id, uuid4())))

    class Dying(Opmaker):
        def make(self, brief: Brief) -> Stuk:
            super().make(brief)
            raise Killed

    with pytest.raises(Killed):
        wereld.delivery(opmaker=Dying()).round()
    assert wereld.rows("brieven") == []
    assert wereld.deliver() == 1
    assert wereld.facts().count("BerichtVerstuurd") == len(wereld.rows("brieven")) == 1


@pytest.mark.parametrize("line", ["apply", "store_letter"])
def test_a_kill_inside_the_transaction_leaves_the_letter_waiting(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    wereld.hear(event(gemist(wereld.intake.schrijf_in(), uuid4())))

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(verzendingen if line == "apply" else application, line, die)
        with pytest.raises(Killed):
            wereld.deliver()
    assert statussen(wereld) == [("herinnering", "gereserveerd", None)]
    assert wereld.deliver() == 1
    assert wereld.facts().count("BerichtVerstuurd") == len(wereld.rows("brieven")) == 1


def test_two_workers_at_once_send_one_letter(wereld: Wereld) -> None:
    wereld.hear(event(gemist(wereld.intake.schrijf_in(), uuid4())))

    class Second(Opmaker):
        def make(self, brief: Brief) -> Stuk:
            wereld.deliver()
            return super().make(brief)

    assert wereld.delivery(opmaker=Second()).round() == 0, "the other worker was first"
    assert wereld.facts().count("BerichtVerstuurd") == len(wereld.rows("brieven")) == 1


def test_when_intake_is_down_letters_wait_and_none_is_passed_over(wereld: Wereld) -> None:
    dossiers = [
        wereld.intake.schrijf_in(bsn=bsn) for bsn in ("999990019", "999990020", "999990032")
    ]
    wereld.hear(*(event(gemist(dossier_id, uuid4())) for dossier_id in dossiers))
    gone = Personenvraag("http://127.0.0.1:1", "token", client=httpx.Client(timeout=1.0))
    with pytest.raises(IntakeAntwoordtNiet):
        wereld.delivery(personen=gone).round()
    refused = Personenvraag("http://testserver", "wrong token", client=wereld.intake.client())
    with pytest.raises(IntakeAntwoordtNiet):
        wereld.delivery(personen=refused).round()
    assert {status for _, status, _ in statussen(wereld)} == {"gereserveerd"}
    assert wereld.deliver() == 3
    sent = [
        row["dossier_id"]
        for row in sorted(wereld.rows("verzendingen"), key=lambda row: row["volgnummer"])
    ]
    assert sent == dossiers


def test_one_letter_that_cannot_be_made_fails_alone_and_a_person_sees_it(wereld: Wereld) -> None:
    dossiers = [
        wereld.intake.schrijf_in(bsn=bsn) for bsn in ("999990019", "999990020", "999990032")
    ]
    wereld.hear(*(event(gemist(dossier_id, uuid4())) for dossier_id in dossiers))
    broken = [1]

    class Second(Opmaker):
        def make(self, brief: Brief) -> Stuk:
            broken[0] -= 1
            if broken[0] == -1:
                raise ZeroDivisionError("a mistake of ours")
            return super().make(brief)

    assert wereld.delivery(opmaker=Second()).round() == 3
    assert sorted(status for _, status, _ in statussen(wereld)) == [
        "mislukt",
        "verstuurd",
        "verstuurd",
    ]
    desk = held.desk(wereld.notify)
    (one,) = desk.held()
    assert (one.kind, one.reason) == ("brief", "opmaak_mislukt")
    with pytest.raises(CannotBeDropped):
        desk.act([one], "laten_vallen", "beheer-1", "weg ermee")
    desk.act([one], "vrijgeven", "beheer-1", "hersteld")
    assert wereld.deliver() == 1
    assert desk.held() == []
    assert [act["actor"] for act in desk.acts()] == ["beheer-1"]


def test_a_dossier_on_which_intake_stumbles_holds_up_only_its_own_letter(wereld: Wereld) -> None:
    dossiers = [
        wereld.intake.schrijf_in(bsn=bsn) for bsn in ("999990019", "999990020", "999990032")
    ]
    wereld.hear(*(event(gemist(dossier_id, uuid4())) for dossier_id in dossiers))

    class Stumbling(Personenvraag):
        def namen(self, dossiers_: Sequence[UUID]) -> dict[UUID, Persoon | None]:
            if dossiers[0] in dossiers_:
                raise IntakeAntwoordtNiet("HTTP 500")
            return super().namen(dossiers_)

    delivery = wereld.delivery(
        personen=Stumbling(
            wereld.personen.url, wereld.personen.credential, client=wereld.personen.client
        )
    )
    assert delivery.round() == 2
    assert delivery.round() == 0
    assert [status for _, status, _ in statussen(wereld)].count("gereserveerd") == 1, (
        "it waits, and is not passed over"
    )
    assert wereld.deliver() == 1


def test_an_erased_person_gets_no_letter(wereld: Wereld) -> None:
    dossier_id = wereld.intake.schrijf_in()
    wereld.hear(event(gemist(dossier_id, uuid4())))
    wereld.intake.wis(dossier_id)
    assert wereld.deliver() == 1
    assert statussen(wereld) == [("herinnering", "niet_verstuurd", "gewist")]


def gewist(dossier_id: UUID) -> intake.PersoonGewist:
    return intake.PersoonGewist(dossier_id=dossier_id, gemeente="GM9901", gewist_op=DAG)


def test_what_waits_for_an_erased_person_is_frozen_at_once_and_nobody_elses(
    wereld: Wereld,
) -> None:
    dossier_id, ander = wereld.intake.schrijf_in(), wereld.intake.schrijf_in(bsn="999990020")
    wereld.hear(*(event(gemist(een, uuid4())) for een in (dossier_id, ander)))
    wereld.intake.wis(dossier_id)
    wereld.hear(event(gewist(dossier_id)))
    assert sorted(status for _, status, _ in statussen(wereld)) == [
        "gereserveerd",
        "niet_verstuurd",
    ]
    assert wereld.deliver() == 1
    assert sorted(status for _, status, _ in statussen(wereld)) == ["niet_verstuurd", "verstuurd"]
    assert len(wereld.rows("brieven")) == 1


def test_a_letter_that_failed_is_frozen_too(wereld: Wereld) -> None:
    dossier_id = wereld.intake.schrijf_in()
    wereld.hear(event(gemist(dossier_id, uuid4()).model_copy(update={"gemeente": "GM0001"})))
    wereld.deliver()
    assert [status for _, status, _ in statussen(wereld)] == ["mislukt"]
    wereld.hear(event(gewist(dossier_id)))
    assert [(status, reden) for _, status, reden in statussen(wereld)] == [
        ("niet_verstuurd", "gewist")
    ]


@pytest.mark.parametrize("hears_it", [False, True])
def test_an_erasure_while_the_letter_is_made_stops_it(wereld: Wereld, hears_it: bool) -> None:
    dossier_id = wereld.intake.schrijf_in()
    wereld.hear(event(gemist(dossier_id, uuid4())))

    class Erasing(Opmaker):
        def make(self, brief: Brief) -> Stuk:
            made = super().make(brief)
            wereld.intake.wis(dossier_id)
            if hears_it:
                wereld.hear(event(gewist(dossier_id)))
            return made

    wereld.delivery(opmaker=Erasing()).round()
    assert statussen(wereld) == [("herinnering", "niet_verstuurd", "gewist")]
    assert wereld.rows("brieven") == []


def test_a_letter_abroad_names_the_country() -> None:
    thuis = Geadresseerde(
        naam="A. Aerts",
        handelsnaam=None,
        straat="Kerkstraat",
        huisnummer="1",
        postcode="2000",
        plaats="Antwerpen",
        land="BE",
    )
    assert thuis.regels[-2:] == ("2000  ANTWERPEN", "BELGIË")
    hier = thuis.na(postcode="1234AB", land="NL")
    assert hier.regels[-1] == "1234 AB  ANTWERPEN"


def test_destroying_the_key_of_a_person_makes_stored_letters_unreadable(wereld: Wereld) -> None:
    dossier_id = wereld.intake.schrijf_in()
    wereld.hear(event(gemist(dossier_id, uuid4())))
    wereld.deliver()
    (row,) = wereld.rows("verzendingen")
    assert opened(wereld, row["bericht_id"], dossier_id).pdf
    wereld.intake.wis(dossier_id)
    with pytest.raises(GegevensGewist):
        opened(wereld, row["bericht_id"], dossier_id)
    assert wereld.facts() == ["BerichtGereserveerd", "BerichtVerstuurd"], (
        "that it was sent stays true"
    )


@pytest.mark.parametrize("reden", ["dossier_onbekend", "afzender_onbekend"])
def test_a_letter_that_cannot_be_made_waits_for_a_person_and_stops_no_other(
    wereld: Wereld, reden: str
) -> None:
    dossier_id = wereld.intake.schrijf_in()
    wrong = (
        gemist(uuid4(), uuid4())
        if reden == "dossier_onbekend"
        else gemist(dossier_id, uuid4(), gemeente="GM0001")
    )
    wereld.hear(event(wrong), event(gemist(dossier_id, uuid4())))
    assert wereld.deliver() == 2
    assert statussen(wereld) == [
        ("herinnering", "mislukt", reden),
        ("herinnering", "verstuurd", None),
    ]


def test_a_failed_letter_goes_out_after_somebody_asked_again(wereld: Wereld) -> None:
    dossier_id = wereld.intake.schrijf_in(naam="𓀀")
    wereld.hear(event(gemist(dossier_id, uuid4())))
    wereld.deliver()
    assert statussen(wereld) == [("herinnering", "mislukt", "opmaak_mislukt")]
    assert wereld.deliver() == 0
    (row,) = wereld.rows("verzendingen")
    wereld.notify.hervat(row["bericht_id"], Command("debiteuren-1"))
    assert statussen(wereld) == [("herinnering", "gereserveerd", None)]
    assert wereld.delivery(opmaker=OtherFont()).round() == 1
    assert wereld.facts() == [
        "BerichtGereserveerd",
        "BezorgingMislukt",
        "BezorgingHervat",
        "BerichtVerstuurd",
    ]


class OtherFont(Opmaker):
    """The city repaired the name."""

    def make(self, brief: Brief) -> Stuk:
        return super().make(brief.model_copy(update={"geadresseerde": examples.GEADRESSEERDE}))


def test_a_replayed_event_and_one_from_before_the_start_mark_are_recorded_and_not_sent(
    wereld: Wereld,
) -> None:
    dossier_id = wereld.intake.schrijf_in()
    wereld.hear(
        event(gemist(dossier_id, uuid4()), replay=True),
        event(gemist(dossier_id, uuid4()), time=datetime(2020, 1, 1, tzinfo=UTC)),
    )
    assert wereld.deliver() == 0
    assert statussen(wereld) == [
        ("herinnering", "niet_verstuurd", "herhaling"),
        ("herinnering", "niet_verstuurd", "voor_startmerk"),
    ]


def test_without_a_day_letters_wait_and_a_later_day_is_the_date_of_the_letter(
    wereld: Wereld,
) -> None:
    dossier_id = wereld.intake.schrijf_in()
    with wereld.notify.store.cursor() as cursor:
        cursor.execute("DELETE FROM werkdag")
    wereld.hear(event(gemist(dossier_id, uuid4())))
    assert wereld.deliver() == 0
    wereld.hear(event(klok.DagAangebroken(dag=date(2026, 4, 7))))
    assert wereld.deliver() == 1
    (row,) = wereld.rows("verzendingen")
    assert "7 april 2026" in opened(wereld, row["bericht_id"], dossier_id).html.decode()


def route(dossier_id: UUID) -> routing.RouteToegewezen:
    return routing.RouteToegewezen(
        dossier_id=dossier_id,
        gemeente="GM9901",
        groep="gevestigd",
        hulpvraag=("schulden",),
        routes=(),
        leidende_route=2,
        team="Ondernemersadvies Doorstad",
        is_spoed=False,
        aanmelding_ontvangen_op=date(2026, 4, 1),
        toegewezen_op=DAG,
    )


def test_one_confirmation_a_dossier_also_when_the_route_changes(wereld: Wereld) -> None:
    dossier_id = wereld.intake.schrijf_in()
    none = routing.GeenRouteGevonden(
        dossier_id=dossier_id, gemeente="GM9901", team="Loket", redenen=(), vastgesteld_op=DAG
    )
    wereld.hear(event(none), event(route(dossier_id)), event(route(dossier_id)))
    assert wereld.deliver() == 1
    assert statussen(wereld) == [("ontvangstbevestiging", "verstuurd", None)]


def test_who_withdrew_gets_no_confirmation(wereld: Wereld) -> None:
    dossier_id = wereld.intake.schrijf_in()
    withdrawn = intake.AanmeldingIngetrokken(
        dossier_id=dossier_id, gemeente="GM9901", reden="op_verzoek", ingetrokken_op=DAG
    )
    wereld.hear(event(route(dossier_id)), event(withdrawn))
    assert wereld.deliver() == 0
    assert statussen(wereld) == [("ontvangstbevestiging", "niet_verstuurd", "ingetrokken")]


@pytest.mark.parametrize("decision_first", [True, False])
def test_a_grant_waits_for_decision_and_account(wereld: Wereld, decision_first: bool) -> None:
    dossier_id, lening_id, aanvraag_id = wereld.intake.schrijf_in(), uuid4(), uuid4()
    krediet, rekening = examples.KREDIET, examples.REKENING
    decision = bbz.KredietVerstrekt.model_validate(
        krediet.model_dump()
        | {
            "dossier_id": dossier_id,
            "aanvraag_id": aanvraag_id,
            "lening_id": lening_id,
            "gemeente": "GM9901",
            "regeling": "bbz",
            "product": "bedrijfskapitaal_rentedragend",
            "groep": "gevestigd",
            "dagtelling": "maand",
            "eerste_vervaldag": rekening.eerste_vervaldag,
            "aanvraagdatum": date(2026, 2, 1),
            "parameterset": "p",
            "ondertekenaar": "consulent-2",
            "mandaat": "m",
        }
    )
    account = ledger.LeningGeopend.model_validate(
        LEDGER
        | rekening.model_dump()
        | {
            "dossier_id": dossier_id,
            "lening_id": lening_id,
            "aanvraag_id": aanvraag_id,
            "regeling": "bbz",
            "hoofdsom_cent": krediet.hoofdsom_cent,
            "termijnen": krediet.termijnen,
        }
    )
    first, second = (decision, account) if decision_first else (account, decision)
    wereld.hear(event(first))
    assert wereld.deliver() == 0
    wereld.hear(event(second))
    assert wereld.deliver() == 1
    (row,) = wereld.rows("verzendingen")
    html = opened(wereld, row["bericht_id"], dossier_id).html.decode().replace("\u00a0", " ")
    assert "€ 24.000,00" in html
    assert "7123 4567 8901 2345" in html


def test_a_refusal_by_decision_is_told(wereld: Wereld) -> None:
    dossier_id = wereld.intake.schrijf_in()
    refused = bbz.AanvraagAfgewezen(
        dossier_id=dossier_id,
        aanvraag_id=uuid4(),
        gemeente="GM9901",
        grondslag="artikel 2 van het Bbz 2004",
        reden="Te laat.",
        afgewezen_op=DAG,
    )
    wereld.hear(event(refused), event(refused))
    assert wereld.deliver() == 1


def test_a_letter_that_failed_for_a_name_goes_out_once_the_name_was_put_right(
    wereld: Wereld,
) -> None:
    dossier_id, other = wereld.intake.schrijf_in(naam="Jan 😀"), uuid4()
    wereld.hear(event(gemist(dossier_id, uuid4())), event(gemist(other, uuid4())))
    wereld.deliver()
    assert [status for _, status, _ in statussen(wereld)] == ["mislukt", "mislukt"]
    with wereld.intake.store.cursor() as cursor:
        wereld.intake.register.correct(cursor, dossier_id, {"naam": "Jan"}, "")
    corrected = intake.PersoonsgegevensGecorrigeerd(
        dossier_id=dossier_id,
        gemeente="GM9901",
        velden=("naam",),
        reden="onleesbaar",
        gecorrigeerd_op=DAG,
    )
    wereld.hear(event(corrected))
    wereld.deliver()
    assert sorted(status for _, status, _ in statussen(wereld)) == ["mislukt", "verstuurd"]
