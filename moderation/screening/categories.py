"""What a term of the lexicon is about, and what that asks for at least.

A category decides which reason a text gets, and so which sentence its author reads. The sentences are in sentences.py.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Effect


@dataclass(frozen=True, slots=True)
class Category:
    step: str
    code: str
    label: Promise
    effect: Effect  # what a term of it asks for, unless it says more
    # Taking such a term away takes two people (SEC-76): it may be what stands between a child and harm.
    is_safeguard: bool = False

    @property
    def name(self) -> str:
        return f"{self.step}.{self.code}"


_ALL = (
    Category("care", "self", _("Thinks of hurting themselves"), Effect.CARE, is_safeguard=True),
    Category("care", "danger", _("In danger from somebody"), Effect.CARE, is_safeguard=True),
    Category("care", "method", _("Names ways, places or amounts of self-harm"), Effect.CARE, is_safeguard=True),
    Category("lure", "secret", _("Asks to keep a secret from adults"), Effect.HOLD, is_safeguard=True),
    Category("lure", "alone", _("Asks whether somebody is alone or can be seen"), Effect.HOLD, is_safeguard=True),
    Category("lure", "picture", _("Asks for pictures"), Effect.HOLD, is_safeguard=True),
    Category("lure", "meet", _("Asks to meet"), Effect.HOLD, is_safeguard=True),
    Category("lure", "gift", _("Offers gifts or money"), Effect.HOLD, is_safeguard=True),
    Category("lure", "sexual", _("Is sexual"), Effect.HOLD, is_safeguard=True),
    Category("unkind", "threat", _("Threat"), Effect.HOLD),
    Category("unkind", "hate", _("Hate"), Effect.HOLD),
    Category("unkind", "insult", _("Insult"), Effect.HOLD),
    # Questions friends ask as well: alone they ask for nothing, several of them in a row do (pattern.py).
    Category("ask", "age", _("Asks how old somebody is"), Effect.ALLOW, is_safeguard=True),
    Category("ask", "place", _("Asks where somebody lives or learns"), Effect.ALLOW, is_safeguard=True),
    Category("ask", "app", _("Names another app"), Effect.ALLOW, is_safeguard=True),
    Category("ask", "grown-up", _("Tells somebody how grown-up they are"), Effect.ALLOW, is_safeguard=True),
    Category("ask", "watched", _("Asks who else can see"), Effect.ALLOW, is_safeguard=True),
    Category("spam", "words", _("Spam"), Effect.NOTE),
    Category("watch", "word", _("A word the team wants to know about"), Effect.NOTE),
)
CATEGORIES = {category.name: category for category in _ALL}
