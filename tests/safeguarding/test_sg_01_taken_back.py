"""SG-01: words that others saw and that are gone a moment later are a way to look for somebody alone. Whoever looks
after the circle can still read them; nobody else can."""

from django.urls import reverse

from moderation.models import Sanction
from peer_circles import actions
from pop.audit.models import AuditEntry
from pop.core import clock
from tests.factories import circles
from tests.factories.talk import post


def words_page(circle, somebody):
    return reverse("circles:words", args=[circle.pk, somebody.persona.pk])


def test_sg_01_what_others_saw_and_was_taken_back_is_there_for_staff_alone(joel, zola, amina, bilal, browser_of):
    circle = circles.circle(joel, amina, bilal)
    shown = post(bilal, circle, "Let us sit together after this, only you and me")
    held = post(bilal, circle, "i want to hurt myself")
    for message in (shown, held):
        actions.retract_message(actor=bilal.actor, message_id=message.pk, now=clock.now())
    for staff in (joel, zola):
        page = browser_of(staff).get(words_page(circle, bilal)).content.decode()
        assert "only you and me" in page
        assert "Taken back" in page
        assert "hurt myself" not in page  # nobody but staff ever saw it, and they had it before them
    assert AuditEntry.objects.filter(verb="circles.view_words", subject_id=str(bilal.persona.pk)).count() == 2
    for other in (amina, bilal):
        assert browser_of(other).get(words_page(circle, bilal)).status_code == 404
        assert "only you and me" not in browser_of(other).get(f"/circles/{circle.pk}/").content.decode()


def test_sg_01_a_step_can_be_about_words_that_were_taken_back(joel, amina, bilal, browser_of):
    circle = circles.circle(joel, amina, bilal)
    shown = post(bilal, circle, "Do not tell the others what we write")
    actions.retract_message(actor=bilal.actor, message_id=shown.pk, now=clock.now())
    address = reverse("moderation:set_sanction", kwargs={"kind": "circle_message", "subject_id": shown.pk})
    typed = {"step": "reminder", "reason_code": "unkind", "explanation": "Here nobody keeps secrets from the staff."}
    assert browser_of(joel).post(address, typed).status_code == 302
    assert Sanction.objects.get().persona_id == bilal.persona.pk
