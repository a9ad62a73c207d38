"""Curators edit a service in the Wagtail admin; what a record derives from its texts follows."""

import pytest

from pop.support.actions import record_check
from pop.support.models import Service
from tests.factories.support import NOW, imported, row, service


def typed(one, **changed):
    """The edit form as it stands, with changes."""
    fields = {
        "name": one.name,
        "country": one.country,
        "service_area": one.service_area,
        "status": one.status,
        "url": one.url,
        "chat_url": one.chat_url,
        "hours": one.hours,
        "timezone": one.timezone,
        "audience": one.audience,
        "cost": one.cost,
        "source": one.source,
        "source_date": "",
    }
    lists = {
        "phones": [{"id": p.pk, "number": p.number, "type": p.type} for p in one.phones.all()],
        "topics": [{"id": t.pk, "topic": t.topic} for t in one.topics.all()],
        "languages": [{"id": language.pk, "code": language.code} for language in one.languages.all()],
    }
    for name, value in changed.items():
        (lists if name in lists else fields)[name] = value
    for name, rows in lists.items():
        fields[f"{name}-TOTAL_FORMS"] = len(rows)
        fields[f"{name}-INITIAL_FORMS"] = sum(1 for cells in rows if cells.get("id"))
        fields[f"{name}-MIN_NUM_FORMS"], fields[f"{name}-MAX_NUM_FORMS"] = 0, 1000
        for number, cells in enumerate(rows):
            fields.update({f"{name}-{number}-{cell}": value for cell, value in cells.items()})
    return fields


@pytest.fixture
def edit(browser_of, ada):
    browser = browser_of(ada)

    def send(one, **changed):
        return browser.post(f"/cms/snippets/support/service/edit/{one.pk}/", typed(one, **changed))

    return send


def test_changed_hours_become_schedules(edit):
    one = service()
    assert edit(one, hours="Mon-Fri 9-17").status_code == 302
    one = Service.objects.get()
    assert [str(schedule) for schedule in one.schedules.all()] == ["MO,TU,WE,TH,FR 09:00-17:00"]
    assert edit(one, hours="when somebody is in").status_code == 302
    assert Service.objects.get().schedules.count() == 0


def test_a_changed_number_is_read_and_takes_back_the_check(edit, salma):
    one = service()
    record_check(actor=salma.actor, service_id=one.pk, now=NOW)
    phone = one.phones.get()
    assert edit(one, phones=[{"id": phone.pk, "number": "+254 722 178 177", "type": "voice"}]).status_code == 302
    one = Service.objects.get()
    assert [(phone.number, phone.dial) for phone in one.phones.all()] == [("+254 722 178 177", "+254722178177")]
    assert (one.assured_date, one.assured_by_id, one.assured_as) == (None, None, "")


def test_a_better_name_leaves_the_check_and_the_import_leaves_the_name(edit, salma):
    one = service()
    record_check(actor=salma.actor, service_id=one.pk, now=NOW)
    assert edit(one, name="Childline Kenya").status_code == 302
    assert Service.objects.get().assured_date == NOW.date()
    assert imported(row(cost="paid"), dataset="one").counts == {"kept": 1}
    assert Service.objects.get().name == "Childline Kenya"


@pytest.mark.parametrize(
    "changed",
    [
        {"country": "ZZ"},
        {"timezone": "Mars/Olympus"},
        {"url": "javascript:alert(1)"},
        {"phones": [{"id": "", "number": "call us", "type": "voice"}]},
        {"languages": [{"id": "", "code": "xx"}]},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(edit, changed):
    one = service()
    answer = edit(one, **changed)
    assert answer.status_code == 200
    assert "error" in answer.content.decode()
    after = Service.objects.get()
    assert (after.country, after.timezone, after.url) == (one.country, one.timezone, one.url)
    assert [phone.number for phone in after.phones.all()] == ["116"]


def test_a_service_is_never_deleted_here(browser_of, ada):
    one = service()
    browser_of(ada).post(f"/cms/snippets/support/service/delete/{one.pk}/")
    assert Service.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize("name", ["amina", "otto", "joel"])
def test_nobody_else_edits_the_directory(browser_of, request, name):
    browser = browser_of(request.getfixturevalue(name))
    one = service()
    assert browser.post(f"/cms/snippets/support/service/edit/{one.pk}/", typed(one, name="Changed")).status_code in {
        302,
        403,
        404,
    }
    assert Service.objects.get().name == one.name
