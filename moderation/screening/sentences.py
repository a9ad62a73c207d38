"""What screening noticed, in a sentence for everyone: the author while they wait, and the person who decides."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[tuple[str, str], Promise] = {
    ("contact", "phone"): _("There seems to be a phone number in it."),
    ("contact", "phone-split"): _("Together with earlier messages there seems to be a phone number in it."),
    ("contact", "email"): _("There seems to be an e-mail address in it."),
    ("contact", "link"): _("There is a link in it."),
    ("contact", "account"): _("It seems to ask to talk somewhere else, or names an account on another app."),
    ("identity", "school"): _("It seems to name a school."),
    ("identity", "address"): _("It seems to say where somebody lives."),
    ("identity", "birthday"): _("It seems to say somebody's birthday."),
    ("identity", "full-name"): _("It seems to say somebody's full name."),
    ("care", "self"): _("Somebody may be thinking of hurting themselves."),
    ("care", "danger"): _("Somebody may be in danger from another person."),
    ("care", "method"): _("It seems to name ways of hurting oneself."),
    ("lure", "secret"): _("It seems to ask somebody to keep a secret."),
    ("lure", "alone"): _("It seems to ask if somebody is alone."),
    ("lure", "picture"): _("It seems to ask for pictures."),
    ("lure", "meet"): _("It seems to ask somebody to meet."),
    ("lure", "gift"): _("It seems to offer gifts or money."),
    ("lure", "sexual"): _("It may be sexual."),
    ("unkind", "threat"): _("It may be a threat."),
    ("unkind", "insult"): _("It may be hurtful to somebody."),
    ("unkind", "hate"): _("It may be hateful about who somebody is."),
    ("ask", "age"): _("It asks how old somebody is."),
    ("ask", "place"): _("It asks where somebody lives or learns."),
    ("ask", "app"): _("It names another app."),
    ("ask", "grown-up"): _("It tells somebody how grown-up they are."),
    ("ask", "watched"): _("It asks who else can see."),
    ("pattern", "asks"): _("Together with earlier messages it asks a lot about somebody."),
    ("pattern", "behaviour"): _("A person wants to read this first."),
    ("spam", "flood"): _("It says the same again and again."),
    ("spam", "repeat"): _("The same was sent before."),
    ("spam", "words"): _("It may be spam."),
    ("watch", "word"): _("There is a word in it that we look at."),
    ("asked", "help"): _("They asked for help."),
    ("mood", "low"): _("They say they feel as bad as can be."),
    ("mood", "fell"): _("They feel much worse than when they came."),
    ("screening", "failed"): _("Our check could not read it, so a person reads it first."),
}


def sentence_for(step: str, code: str) -> str:
    """In the reader's language; a plain fallback for a reason that has no words any more."""
    return str(SENTENCES.get((step, code), _("Our check asked a person to look.")))
