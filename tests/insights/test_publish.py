"""Numbers of a quarter come out once, late, and never change (SG-61)."""

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from moderation.actions import appeal_decision, decide_item, flag_content, open_item
from moderation.models import Decision
from moderation.selectors import open_item_for
from moderation.selectors.decision_tallies import appeals_between, decided_between
from pop.audit.models import AuditEntry
from pop.insights.actions import publish_due, publish_release
from pop.insights.demo import ensure_releases
from pop.insights.models import PublishedCount, Release
from pop.insights.periods import Quarter, quarters_over
from pop.insights.spread import reached_by
from tests.factories import moderation as make
from tests.factories.moderation import CLEAR, HELD

FEBRUARY = datetime(2026, 2, 10, 12, tzinfo=UTC)
MAY = datetime(2026, 5, 10, 12, tzinfo=UTC)
OUT = datetime(2026, 5, 31, tzinfo=UTC)  # sixty days after the end of March
REMOVAL = {"decision": "remove", "explanation": "Please write it without that."}


@pytest.fixture
def board(monkeypatch):
    return make.put_up(monkeypatch)


def decided(board, author, decider, *, at=FEBRUARY, took=timedelta(hours=3), verdict=HELD, **decision):
    note = board.pin(author, shown=False)
    item = open_item(kind="note", subject_id=note.id, cause="held", verdict=verdict, now=at)
    return decide_item(actor=decider.actor, item_id=item.pk, now=at + took, **{"decision": "approve", **decision})


def published(period="2026-Q1", about="decisions"):
    rows = PublishedCount.objects.filter(release__period=period, about=about)
    return {(row.dimension, row.code): row.number for row in rows}


def test_sg_61_decisions_are_counted_by_what_and_why_and_how_long(board, amina, bilal, zola, salma):
    decided(board, amina, zola, took=timedelta(minutes=15))
    decided(board, amina, zola, took=timedelta(minutes=16), verdict=CLEAR)
    decided(board, amina, zola, reason_code="private", took=timedelta(days=8), **REMOVAL)
    seen = board.pin(amina)
    flag_content(actor=bilal.actor, kind="note", subject_id=seen.id, reason="unkind", now=FEBRUARY)
    item = open_item_for("note", seen.id)
    decide_item(actor=zola.actor, item_id=item.pk, decision="escalate", now=FEBRUARY)  # a step, no decision yet
    decide_item(actor=salma.actor, item_id=item.pk, reason_code="unkind", now=FEBRUARY + timedelta(hours=4), **REMOVAL)
    tables = decided_between(Quarter(2026, 1).begins, Quarter(2026, 1).ends)
    there = {name: {code: count for code, count in table.items() if count} for name, table in tables.items()}
    assert there == {
        "all": {"all": 4},
        "automated_decision": {"AUTOMATED_DECISION_NOT_AUTOMATED": 4},
        "result": {
            "approve": 2,
            "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS": 1,
            "STATEMENT_CATEGORY_NON_CONSENSUAL_BEHAVIOUR": 1,
        },
        "source": {"noticed": 2, "read_first": 1, "flagged": 1},
        "time": {"15_minutes": 1, "1_hour": 1, "4_hours": 1, "longer": 1},
    }
    assert set(tables["result"]) >= {"STATEMENT_CATEGORY_SELF_HARM", "other"}  # which codes there are says nothing


def test_sg_61_numbers_come_out_sixty_days_after_the_quarter(board, amina, zola):
    for _one in range(13):
        decided(board, amina, zola)
    assert publish_due(now=OUT - timedelta(seconds=1)) == []
    assert not Release.objects.exists()
    assert publish_due(now=OUT) == ["2026-Q1"]
    assert publish_due(now=OUT) == []
    release = Release.objects.get()
    assert (str(release.begins_on), str(release.ends_on), release.least) == ("2026-01-01", "2026-03-31", 10)
    numbers = published()
    assert numbers["all", "all"] == 10  # thirteen, rounded
    assert numbers["result", "approve"] is None  # beside nothing but small ones it would be the sum
    assert numbers["source", "flagged"] is None
    entry = AuditEntry.objects.get(verb="insights.publish")
    assert (entry.subject_id, entry.facts["period"]) == (str(release.pk), "2026-Q1")


def test_sg_61_what_is_out_stays_whatever_becomes_of_the_rows_behind_it(board, amina, zola):
    for _one in range(30):
        decided(board, amina, zola)
    publish_due(now=OUT)
    before = published()
    Decision.objects.all().delete()  # everything behind it is gone ...
    decided(board, amina, zola)
    decided(board, amina, zola, reason_code="private", **REMOVAL)  # ... and something came late
    assert publish_due(now=OUT + timedelta(days=1)) == []
    assert published() == before
    counted = {"decisions": decided_between(Quarter(2026, 1).begins, Quarter(2026, 1).ends)}
    assert publish_release(quarter=Quarter(2026, 1), counted=counted, now=OUT) is None
    assert published() == before
    with pytest.raises(ProtectedError):
        Release.objects.all().delete()
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        PublishedCount.objects.filter(code="all").update(number=0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE insights_publishedcount SET number = 20 WHERE code = 'all'",
        "UPDATE insights_release SET least = 1",
        "DELETE FROM insights_publishedcount WHERE code = 'all'",
        "DELETE FROM insights_publishedcount",
        "DELETE FROM insights_release",
        "INSERT OR REPLACE INTO insights_publishedcount SELECT * FROM insights_publishedcount WHERE code = 'all'",
        "TRUNCATE insights_publishedcount",
        "TRUNCATE insights_release CASCADE",
    ],
)
def test_sg_61_the_database_itself_refuses_to_change_what_was_published(board, amina, zola, statement):
    other = "postgresql" if "OR REPLACE" in statement else "sqlite" if "TRUNCATE" in statement else ""
    if connection.vendor == other:
        pytest.skip("not a statement of this database")
    for _one in range(30):
        decided(board, amina, zola)
    publish_due(now=OUT)
    before = published()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as after a commit: nothing else stands in the way
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert published() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE insights_publishedcount SET number = 20 WHERE dimension = 'all' AND about = 'decisions'",
        "DELETE FROM insights_publishedcount WHERE code = 'approve'",
        "UPDATE insights_release SET least = 1",
    ],
)
def test_sg_61_who_takes_the_refusal_away_and_changes_a_number_is_found_by_the_audit_log(
    board, amina, zola, change, capsys
):
    for _one in range(30):
        decided(board, amina, zola)
    publish_due(now=OUT)
    call_command("publish_transparency")
    triggers = import_module("pop.insights.migrations.0002_refuse_changes")
    with connection.cursor() as cursor:
        for statement in [*triggers.DROP[connection.vendor], change]:
            cursor.execute(statement)
    with pytest.raises(SystemExit, match="1"):
        call_command("publish_transparency")
    assert "2026-Q1" in capsys.readouterr().err


def test_sg_61_a_made_up_release_is_found_too(db, capsys):
    Release.objects.create(period="2026-Q1", begins_on="2026-01-01", ends_on="2026-03-31", least=10, published_at=OUT)
    with pytest.raises(SystemExit, match="1"):
        call_command("publish_transparency")
    assert "2026-Q1" in capsys.readouterr().err


def test_sg_61_every_decision_is_in_one_release_alone(board, amina, zola):
    """So two releases hold nothing about the same decision, and cannot be held against each other."""
    ends = Quarter(2026, 1).ends
    edges = [ends - timedelta(microseconds=1), ends]
    for at in [*edges, *[FEBRUARY] * 12, *[MAY] * 27]:
        decided(board, amina, zola, at=at - timedelta(hours=1), took=timedelta(hours=1))
    first, second = (decided_between(quarter.begins, quarter.ends) for quarter in (Quarter(2026, 1), Quarter(2026, 2)))
    assert (first["all"]["all"], second["all"]["all"]) == (13, 28)
    assert publish_due(now=OUT) == ["2026-Q1"]
    assert publish_due(now=OUT + timedelta(days=91)) == ["2026-Q2"]
    assert (published("2026-Q1")["all", "all"], published("2026-Q2")["all", "all"]) == (10, 30)


def test_sg_61_appeals_are_counted_by_themselves_and_are_no_second_decision(board, amina, zola, salma):
    """So no number stands in two tables under two names."""
    made = decided(board, amina, zola, reason_code="private", **REMOVAL)
    appeal_decision(actor=amina.actor, decision_id=made.pk, words="It is my own dog", now=FEBRUARY + timedelta(days=1))
    again = open_item_for("note", made.item.subject_id)
    at = FEBRUARY + timedelta(days=2)
    decide_item(actor=salma.actor, item_id=again.pk, decision="overturn", explanation="You are right.", now=at)
    begins, ends = Quarter(2026, 1).begins, Quarter(2026, 1).ends
    assert decided_between(begins, ends)["all"]["all"] == 1
    counted = appeals_between(begins, ends)
    assert (counted["all"], counted["outcome"]) == ({"all": 1}, {"upheld": 0, "overturned": 1})
    assert {code: count for code, count in counted["time"].items() if count} == {"1_day": 1}
    assert appeals_between(ends, Quarter(2026, 2).ends)["all"] == {"all": 0}


def test_a_quiet_quarter_is_out_too_and_shows_nothing(board, amina, zola):
    decided(board, amina, zola)
    assert publish_due(now=OUT + timedelta(days=91)) == ["2026-Q1", "2026-Q2"]
    assert set(published("2026-Q2").values()) == {None}


def test_nothing_decided_nothing_published(db):
    assert publish_due(now=OUT) == []
    assert not Release.objects.exists()


def test_a_decision_of_software_is_published_as_no_persons(board, amina, zola):
    made = decided(board, amina, zola)
    Decision.objects.filter(pk=made.pk).update(automated_decision="AUTOMATED_DECISION_FULLY")
    with pytest.raises(ValueError, match="a decision of software"):
        publish_due(now=OUT)
    assert not Release.objects.exists()


def test_the_command_says_what_came_out(board, amina, zola, time_machine):
    decided(board, amina, zola)
    time_machine.move_to(OUT, tick=False)
    for words in ("1 release(s) published: 2026-Q1\n", "0 release(s) published\n"):
        said = StringIO()
        call_command("publish_transparency", stdout=said)
        assert said.getvalue() == words


def test_quarters_are_whole_and_follow_each_other():
    assert [quarter.name for quarter in quarters_over(FEBRUARY, datetime(2027, 1, 1, tzinfo=UTC))] == [
        "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4",
    ]  # fmt: skip
    assert list(quarters_over(FEBRUARY, Quarter(2026, 1).ends - timedelta(seconds=1))) == []
    assert str(Quarter(2027, 1).last_day) == "2027-03-31"


def test_how_long_most_took_is_said_only_where_the_published_numbers_settle_it():
    tables = {"all": {"all": 400}, "time": {"soon": 250, "later": 140, "longer": None}}
    assert reached_by(50, tables["time"], tables, least=10) == "soon"
    assert reached_by(90, tables["time"], tables, least=10) == "later"
    close = {"all": {"all": 400}, "time": {"soon": 200, "later": 190, "longer": None}}
    assert reached_by(50, close["time"], close, least=10) is None  # a few more or less behind the rounding
    few = {"all": {"all": None}, "time": {"soon": None, "later": None}}
    assert reached_by(50, few["time"], few, least=10) is None


def test_sg_61_the_files_say_what_the_page_says_and_what_it_means(client, board, amina, zola):
    for _one in range(40):
        decided(board, amina, zola)
    publish_due(now=OUT)
    table = client.get("/transparency/decisions.csv")
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    lines = table.content.decode().splitlines()
    assert lines[0] == "period,begins_on,ends_on,about,dimension,code,number,rounded_to"
    assert lines[1] == "2026-Q1,2026-01-01,2026-03-31,decisions,all,all,40,10"
    assert "2026-Q1,2026-01-01,2026-03-31,decisions,source,flagged,,10" in lines
    counts = json.loads(client.get("/transparency/decisions.json").content)["counts"]
    assert len(counts) == len(lines) - 1 == PublishedCount.objects.count()
    assert counts[0]["number"] == 40
    package = json.loads(client.get("/transparency/datapackage.json").content)
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == lines[0].split(",")
    assert all(field["description"] for field in fields)
    meanings = {
        one["value"]: one["label"] for field in fields if field["name"] == "code" for one in field["categories"]
    }
    assert {line.split(",")[5] for line in lines[1:]} == set(meanings)
    assert meanings["read_first"] == "A person reads everything first there"


def test_sg_61_the_page_shows_numbers_and_names_what_it_does_not_show(client, board, amina, zola):
    assert "No numbers yet" in client.get("/transparency/").content.decode()
    for _one in range(40):
        decided(board, amina, zola)
    publish_due(now=OUT)
    page = client.get("/transparency/").content.decode()
    assert "About 40 decisions." in page
    assert "January to March 2026" in page
    assert "Half of them took" not in page  # all took up to four hours; but which are hidden, nobody can say
    assert "Not shown:" in page
    assert client.get("/transparency/2026-q1/").status_code == 200
    assert client.get("/transparency/2026-q2/").status_code == 404
    assert client.post("/transparency/").status_code == 405


def test_numbers_made_up_for_the_demo_say_so_on_the_page_and_in_the_name_of_the_file(client, db, settings):
    ensure_releases(datetime(2026, 11, 1, tzinfo=UTC))
    words = "This is a demo. These numbers are made up."
    assert words not in client.get("/transparency/").content.decode()
    settings.POP_DEMO_DOOR = True
    assert words in client.get("/transparency/").content.decode()
    for name in ("decisions.csv", "decisions.json", "datapackage.json"):
        assert f'filename="made-up-{name}"' in client.get(f"/transparency/{name}")["Content-Disposition"]
