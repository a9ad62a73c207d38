"""Importing: every row is taken or refused with a reason, twice is once, and a person's word is not overwritten."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pop.accounts.contracts import SYSTEM
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Conflict, Invalid
from pop.support.actions import import_services, record_check
from pop.support.countries import DATA
from pop.support.demo import HELPLINES, ensure_services
from pop.support.importing import COLUMNS, read_services
from pop.support.models import Phone, Schedule, Service
from tests.factories.support import NOW, csv_of, imported, row, service

UGANDA = {"country_iso2": "UG", "country_name": "Uganda", "name": "Sauti 116", "website": "", "phone": "116"}


# --- The real file ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_whole_file_comes_in_and_the_second_time_nothing_changes():
    assert ensure_services(NOW).counts == {"created": 259}
    assert Service.objects.count() == 259
    before = list(Service.objects.order_by("id").values_list("id", "last_modified"))
    audited = AuditEntry.objects.count()

    again = ensure_services(NOW + timedelta(days=1))

    assert again.counts == {"unchanged": 259}
    assert not again.changed_something
    assert list(Service.objects.order_by("id").values_list("id", "last_modified")) == before
    assert AuditEntry.objects.count() == audited == 1


def test_of_the_real_file_no_row_is_refused_and_all_but_six_hours_are_read():
    file = read_services(HELPLINES.read_bytes())
    assert (len(file.rows), file.refused) == (259, [])
    assert sum(bool(one.content["hours"]) for one in file.rows) == 187
    assert [one.line for one in file.rows if one.unread_hours] == [74, 132, 155, 164, 192, 225]
    assert len({one.content["country"] for one in file.rows}) == 149


def test_zones_are_given_only_where_a_country_has_one():
    zones = {one.content["country"]: one.content["timezone"] for one in read_services(HELPLINES.read_bytes()).rows}
    assert zones["KE"] == "Africa/Nairobi"
    assert zones["PT"] == ""  # the Azores are an hour behind
    assert (DATA / "zones.csv").exists()


@pytest.mark.django_db
def test_a_row_becomes_a_service_in_the_standards_words():
    one = service(phone="116; +254 722 178 177", sms="HELLO to 50808", hours="Mon-Fri 09:00-17:00; Sat 22:00-02:00")
    assert (one.name, one.country, one.status, one.timezone) == (
        "Childline Kenya 116",
        "KE",
        "active",
        "Africa/Nairobi",
    )
    assert (one.source_date, one.assured_date) == (date(2024, 5, 16), None)
    assert list(one.phones.values_list("type", "number", "dial", "e164", "short_code", "keyword")) == [
        ("voice", "116", "116", "", "116", ""),
        ("voice", "+254 722 178 177", "+254722178177", "+254722178177", "", ""),
        ("text", "HELLO to 50808", "50808", "", "50808", "HELLO"),
    ]
    assert [str(schedule) for schedule in one.schedules.all()] == ["MO,TU,WE,TH,FR 09:00-17:00", "SA 22:00-02:00"]
    assert [language.code for language in one.languages.all()] == ["en", "sw"]
    assert [topic.topic for topic in one.topics.all()] == ["general", "abuse"]


# --- Rows that are refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"country_iso2": "KEN"}, "country_iso2"),
        ({"country_iso2": "ZZ"}, "country_iso2"),
        ({"country_iso2": "ke"}, "country_iso2"),
        ({"country_name": ""}, "country_name"),
        ({"name": " "}, "name"),
        ({"name": "=HYPERLINK(A1)"}, "name"),
        ({"name": "@SUM(1)"}, "name"),
        ({"name": "<script>alert(1)</script>"}, "name"),
        ({"name": "Child\x00line"}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"source": "x" * 200_000}, "source"),
        ({"phone": "not a number"}, "phone"),
        ({"phone": "116; 116"}, "phone"),
        ({"phone": "=1+1"}, "phone"),
        ({"phone": ";".join(str(number) for number in range(100, 150))}, "phone"),
        ({"sms": "1"}, "sms"),
        ({"phone": "", "website": ""}, "phone"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://example.org/"}, "website"),
        ({"website": "https://who@example.org/"}, "website"),
        ({"website": "https://" + "x" * 310 + ".org"}, "website"),
        ({"chat_url": "data:text/html,x"}, "chat_url"),
        ({"languages": "english"}, "languages"),
        ({"languages": "xx"}, "languages"),
        ({"languages": "EN"}, "languages"),
        ({"topics": "sport"}, "topics"),
        ({"cost": "cheap"}, "cost"),
        ({"cost": ""}, "cost"),
        ({"audience": "men"}, "audience"),
        ({"source": ""}, "source"),
        ({"verified": "last year"}, "verified"),
        ({"verified": "2026-02-30"}, "verified"),
    ],
)
def test_a_bad_row_is_refused_by_line_and_column_and_the_rest_is_taken(cells, column):
    file = read_services(csv_of(row(**UGANDA), row(**cells)))
    assert [one.line for one in file.rows] == [2]
    assert [(one.line, one.column) for one in file.refused] == [(3, column)]
    assert file.refused[0].reason
    assert file.read == 2


def test_hours_that_cannot_be_read_are_no_reason_to_refuse():
    file = read_services(csv_of(row(hours="when the office is open")))
    assert file.rows[0].unread_hours
    assert file.rows[0].content["hours"] == "when the office is open"
    assert file.rows[0].content["schedules"] == []


def test_a_second_row_for_one_service_or_one_number_is_refused():
    file = read_services(csv_of(row(), row(phone="1195"), row(name="Another"), row(name="Third", phone="1190")))
    assert [(one.line, one.column, one.reason) for one in file.refused] == [
        (3, "name", "the same as line 2"),
        (4, "phone", "the same as line 2"),
    ]
    assert [one.line for one in file.rows] == [2, 5]


def test_a_row_with_too_few_or_too_many_cells_is_refused_whole():
    data = csv_of(row()) + b"UG,Uganda,Sauti\n" + b"," * 40 + b"\n"
    file = read_services(data)
    assert [(one.line, one.column) for one in file.refused] == [(3, "(row)"), (4, "(row)")]
    assert file.refused[0].cells == ["UG", "Uganda", "Sauti"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (",".join(COLUMNS).encode(), "no rows"),
        (b"country;name\nKE;Childline\n", "country_iso2"),
        (csv_of(row()).replace(b"Childline", b"Childl\xefne"), "UTF-8 (line 2)"),
        (csv_of(row(), columns=[*COLUMNS, "name"]), "twice: name"),
        (csv_of(row()).decode().encode("utf-16"), "UTF-8"),
        (b"x" * 5_000_001, "larger"),
        (b"\x89PNG\r\n\x1a\n\x00", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(data, says):
    with pytest.raises(Invalid) as refusal:
        read_services(data)
    assert says in str(refusal.value.message)


def test_a_byte_order_mark_windows_lines_and_quoted_new_lines_are_fine():
    data = b"\xef\xbb\xbf" + csv_of(row(licence_note="one\ntwo"), row(**UGANDA)).replace(b"\n", b"\r\n")
    file = read_services(data)
    assert [one.line for one in file.rows] == [2, 4]
    assert file.rows[0].content["source_note"] == "one two"


# --- Later imports --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_changed_row_updates_its_service_and_nothing_else():
    imported(row(), row(**UGANDA))
    kenya, uganda = Service.objects.get(country="KE"), Service.objects.get(country="UG")
    done = imported(row(phone="1195", hours="Mon-Fri 9-17"), row(**UGANDA))
    assert done.counts == {"updated": 1, "unchanged": 1}
    changed = Service.objects.get(country="KE")
    assert changed.pk == kenya.pk
    assert [phone.number for phone in changed.phones.all()] == ["1195"]
    assert [str(schedule) for schedule in changed.schedules.all()] == ["MO,TU,WE,TH,FR 09:00-17:00"]
    assert (Phone.objects.count(), Schedule.objects.count()) == (2, 2)
    assert Service.objects.get(country="UG").last_modified == uganda.last_modified


@pytest.mark.django_db
def test_a_service_somebody_checked_is_not_overwritten_but_marked(zola):
    one = service()
    record_check(actor=zola.actor, service_id=one.pk, now=NOW)
    done = imported(row(phone="1195"), dataset="one", now=NOW + timedelta(days=1))
    assert done.counts == {"kept": 1}
    one.refresh_from_db()
    assert [phone.number for phone in one.phones.all()] == ["116"]
    assert (one.assured_date, one.source_differs_since) == (NOW.date(), NOW + timedelta(days=1))
    again = imported(row(phone="1195"), dataset="one", now=NOW + timedelta(days=2))
    assert again.counts == {"kept": 1}
    assert Service.objects.get().source_differs_since == NOW + timedelta(days=1)


@pytest.mark.django_db
def test_a_service_somebody_edited_is_not_overwritten():
    one = service()
    Service.objects.filter(pk=one.pk).update(name="Childline Kenya")  # as the Wagtail admin does
    assert imported(row(), dataset="one").counts == {"unchanged": 1}
    assert imported(row(cost="paid"), dataset="one").counts == {"kept": 1}
    one.refresh_from_db()
    assert (one.name, one.cost) == ("Childline Kenya", "free")


@pytest.mark.django_db
def test_a_vanished_row_is_marked_taken_off_the_pages_and_can_return(client):
    imported(row(), row(**UGANDA))
    done = imported(row())
    assert done.vanished == ["UG/sauti-116"]
    gone = Service.objects.get(country="UG")
    assert gone.vanished_on == NOW.date()
    assert b"Sauti" not in client.get("/help/ug/").content
    assert imported(row()).vanished == []
    back = imported(row(), row(**UGANDA))
    assert back.returned == ["UG/sauti-116"]
    assert Service.objects.get(country="UG").vanished_on is None
    assert b"Sauti" in client.get("/help/ug/").content


@pytest.mark.django_db
def test_a_refused_row_has_not_vanished():
    imported(row(), row(**UGANDA))
    assert imported(row(), row(**{**UGANDA, "phone": "?"})).vanished == []
    assert Service.objects.filter(vanished_on__isnull=False).count() == 0


@pytest.mark.django_db
def test_another_datasets_rows_have_not_vanished():
    imported(row(), dataset="ours")
    assert imported(row(**UGANDA), dataset="theirs").vanished == []


@pytest.mark.django_db
def test_a_cut_off_file_changes_nothing():
    ensure_services(NOW)
    whole = HELPLINES.read_bytes()
    file = read_services(b"\n".join(whole.split(b"\n")[:100]) + b"\n")
    with pytest.raises(Conflict):
        import_services(actor=SYSTEM, dataset="helplines", rows=file.rows, now=NOW)
    assert Service.objects.filter(vanished_on__isnull=False).count() == 0


@pytest.mark.django_db
def test_nobody_but_the_command_and_an_owner_may_import(zola, amina, ada):
    rows = read_services(csv_of(row())).rows
    for person in (zola, amina):
        with pytest.raises(Absent):
            import_services(actor=person.actor, dataset="test", rows=rows, now=NOW)
    assert Service.objects.count() == 0
    assert import_services(actor=ada.actor, dataset="test", rows=rows, now=NOW).counts == {"created": 1}


# --- The command ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_command_tells_what_it_took_and_refused_and_loses_nothing(tmp_path):
    file, report = tmp_path / "lines.csv", tmp_path / "refused.csv"
    bad = row(name="=cmd", country_iso2="UG")
    file.write_bytes(csv_of(row(), bad))
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("import_helplines", file, report=report, stdout=out, stderr=err)
    assert stopped.value.returncode == 2
    assert str(stopped.value) == "1 of 2 rows were refused."
    assert "2 rows read: 1 created, 0 updated, 0 unchanged, 0 kept, 1 refused." in out.getvalue()
    assert "line 3, name: starts with =, as a spreadsheet formula does" in err.getvalue()
    assert Service.objects.count() == 1
    written = report.read_text()
    assert "3,name" in written
    assert "'=cmd" in written
    assert ",=cmd" not in written


@pytest.mark.django_db
@pytest.mark.parametrize("data", [None, b"", b"\xff\xfe\x00", b"a,b\n1,2\n"])
def test_a_hopeless_file_ends_in_one_sentence(tmp_path, data):
    file = tmp_path / "lines.csv"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CommandError) as stopped:
        call_command("import_helplines", file)
    assert "lines.csv" in str(stopped.value)
    assert Service.objects.count() == 0
