"""Other programs may read along: they only raise, and whatever goes wrong with them holds (SG-11, SEC-74)."""

import threading

import pytest
from django.conf import settings

from moderation.contracts import Effect, ScreeningContext
from moderation.screening import screen
from moderation.screening.classifiers import Opinion, use_classifiers

HERE = ScreeningContext(kind="note", language="fr")


class Worried:
    """Thinks of help whenever somebody writes about rain."""

    def __init__(self):
        self.asked = []

    def opinions(self, text, language):
        self.asked.append((text, language))
        return [Opinion("care.self", Effect.CARE)] if "rain" in text else []


class Soothing:
    def opinions(self, text, language):
        return [Opinion("care.self", Effect.ALLOW)]


class Broken:
    def opinions(self, text, language):
        raise OSError("the service is away")


class Inventive:
    def opinions(self, text, language):
        return [Opinion("mood.purple", Effect.HOLD)]


class Slow:
    def __init__(self):
        self.may_go_on = threading.Event()

    def opinions(self, text, language):
        self.may_go_on.wait(10)
        return []


@pytest.fixture(autouse=True)
def none_afterwards():
    yield
    use_classifiers((), seconds=0)


def found(text):
    return {(reason.step, reason.code): reason.effect for reason in screen(text, HERE).reasons}


def test_none_is_set_up_and_none_is_needed():
    assert settings.POP_CLASSIFIERS == []
    assert found("rain again") == {}


def test_what_a_classifier_hears_raises_with_a_reason_people_can_read():
    worried = Worried()
    use_classifiers([worried], seconds=5)
    assert found("rain ag\u200bain") == {("care", "self"): Effect.CARE}
    assert found("sun again") == {}
    assert worried.asked == [("rain again", "fr"), ("sun again", "fr")]


def test_sec_74_no_classifier_lowers_what_others_found():
    use_classifiers([Soothing()], seconds=5)
    assert found("I want to die") == {("care", "self"): Effect.CARE}


@pytest.mark.parametrize("classifier", [Broken, Inventive])
def test_sg_11_a_classifier_that_fails_holds(classifier, caplog):
    use_classifiers([classifier()], seconds=5)
    assert found("sun again") == {("screening", "failed"): Effect.HOLD}
    assert "Screening step classifiers failed" in caplog.text


def test_sg_11_a_classifier_that_does_not_answer_in_time_holds(caplog):
    slow = Slow()
    use_classifiers([slow], seconds=0.01)
    assert found("sun again") == {("screening", "failed"): Effect.HOLD}
    slow.may_go_on.set()
