"""The rules POP brings, in words for everyone. Their places in the European list are rows (models.ReasonCode)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULES: dict[str, Promise] = {
    "contact": _("We talk here only. No phone numbers, e-mail addresses, links to chats or account names."),
    "private": _("Private things stay private: no full names, schools, home addresses or pictures of others."),
    "unkind": _("No bullying, insults or making fun of someone."),
    "hate": _("No hate against people for who they are."),
    "threat": _("No threats and no calls for violence."),
    "self-harm-detail": _("Feelings are welcome. Ways, places or pictures of hurting oneself are not."),
    "dares": _("No dangerous dares or challenges."),
    "sexual": _("Nothing sexual."),
    "pressure": _("Nobody may push, trick or pay a young person into meeting, secrets or pictures."),
    "spam": _("No advertising, scams or the same thing again and again."),
    "copied": _("Only share what you made or may share."),
    "elsewhere": _("This does not fit what this place is for."),
}

# One thing to do differently next time, for each rule: a mute teaches, or it is only a punishment.
DIFFERENTLY: dict[str, Promise] = {
    "contact": _("Talk with people in the circle. If you want to meet, ask the staff what is safe."),
    "private": _("Write “a friend” or “my school”, without the name. Then nobody can be found by it."),
    "unkind": _("Say what you feel, and not what the other person is. “That hurt me” works better than an insult."),
    "hate": _("Talk about what somebody does, never about where they come from or who they are."),
    "threat": _("When you are angry, wait ten minutes before you write. You can talk alone with the staff, too."),
    "self-harm-detail": _("Write how you feel, and leave out how and where. The staff are there to talk alone."),
    "dares": _("Share what was fun and hurt nobody."),
    "sexual": _("Keep sexual things out. With a question about your body, the help pages know who to ask."),
    "pressure": _("Take the first no as the answer. Never ask for pictures, secrets or meetings."),
    "spam": _("Write it once, in your own words, and wait for an answer."),
    "copied": _("Say where it comes from, or write it yourself."),
    "elsewhere": _("Look for the circle or page it fits. The staff can tell you which one."),
}


def differently_in_words(code: str, of_rule: str = "") -> str:
    """What to do differently, in the reader's language; an operator's own rule says what its row does, or ""."""
    return str(DIFFERENTLY.get(code) or of_rule)


# Nobody breaks or chooses these: they come with a decision.
_OF_DECISIONS: dict[str, Promise] = {
    "read-first": _("Some things wait until a person has read them, so that nobody gets hurt."),
    "content-note": _("What may be hard to read stands behind a note, so that everyone can choose."),
}


def rule_in_words(code: str, title: str = "") -> str:
    """The rule in the reader's language; an operator's own rule says its `title`."""
    return str(RULES.get(code) or _OF_DECISIONS.get(code) or title or code)
