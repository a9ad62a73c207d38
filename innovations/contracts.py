"""The words of youth projects: what one is made of, how long its parts may be, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 120  # characters, as all of these
SUMMARY_LENGTH = 280
SECTION_LENGTH = 10_000
ALT_LENGTH = 300
MOST_IMAGES = 6
IMAGES_A_DAY = 20  # per person (SEC-35)
REMOVED_IMAGES_KEPT = 30  # days staff can still look at a picture its author took out

PROJECT = "project"  # the kind moderation knows: a project as it is shown, or its very first version
REMIXED = "innovations.remixed"  # a notice: others see a remix of a project of yours
PROJECT_CHANGE = "project_change"  # a new version of a project that was published before


class Topic(models.TextChoices):
    """What a project is mostly about. A closed list: nobody can put a name or an insult into a topic."""

    BULLYING = "bullying", _("Stopping bullying")
    PRIVACY = "privacy", _("Privacy and photos")
    GETTING_HOME = "getting_home", _("Safe on the way")
    GROUPS = "groups", _("Groups and chats")
    HATE = "hate", _("Against hate and extremism")
    RELATIONSHIPS = "relationships", _("Friendship and love")
    FEELINGS = "feelings", _("Feelings and getting help")
    RIGHTS = "rights", _("Rights and fairness")


class Language(models.TextChoices):
    """What projects are written in, each in its own name; every language of the site is added by itself."""

    ENGLISH = "en", "English"
    ARABIC = "ar", "العربية"
    BENGALI = "bn", "বাংলা"
    CHINESE = "zh", "中文"
    FRENCH = "fr", "Français"
    HINDI = "hi", "हिन्दी"
    INDONESIAN = "id", "Bahasa Indonesia"
    PERSIAN = "fa", "فارسی"
    PORTUGUESE = "pt", "Português"
    RUSSIAN = "ru", "Русский"
    SPANISH = "es", "Español"
    SWAHILI = "sw", "Kiswahili"
    TURKISH = "tr", "Türkçe"
    UKRAINIAN = "uk", "Українська"
    URDU = "ur", "اردو"


def languages() -> list[tuple[str, str]]:
    """(code, own name) of what a project can be written in: the site's languages first. Never a list in the database,
    so that a further language needs no migration."""
    site = {code: str(name) for code, name in settings.LANGUAGES}
    return list((site | {code: name for code, name in Language.choices if code not in site}).items())


class Licence(models.TextChoices):
    """What others may do with a project. Nothing chosen: they may read it here."""

    READ = "", _("Read it here")
    CC_BY = "CC-BY-4.0", _("Use and change it, and say where it came from (CC BY)")
    CC_BY_SA = "CC-BY-SA-4.0", _("Use and change it, and share the result the same way (CC BY-SA)")
    CC0 = "CC0-1.0", _("Use and change it freely (CC0)")


REMIXABLE = frozenset({Licence.CC_BY, Licence.CC_BY_SA, Licence.CC0})


class SafetyCheck(models.TextChoices):
    """What an author says yes to, one by one, before a project is sent in (SG-47)."""

    NAMES = "names", _("No real names: not mine and nobody else's")
    PLACES = "places", _("No school, club, street or place where someone could find us")
    FACES = "faces", _("No faces in the pictures, and nothing that shows who someone is")
    CONTACT = "contact", _("No phone numbers, user names or other ways to reach us")


class ProjectState(StrEnum):
    """Where a project stands, for its author and for staff. Derived, never stored."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_ASKED = "changes_asked"
    PUBLISHED = "published"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Credit:
    """What a remix says about where it comes from. No id: what it was made from is not shown any more."""

    project_id: UUID | None = None
    title: str = ""
    author_name: str = ""
    language: str = ""  # of the title, as in BCP 47


@dataclass(frozen=True, slots=True)
class ProjectText:
    """Everything an author writes. Only the title is needed to keep a draft; `submit_project` asks for more."""

    title: str
    summary: str = ""
    topic: str = ""
    language: str = Language.ENGLISH
    problem: str = ""
    solution: str = ""
    protection: str = ""
    sharing: str = ""
    licence: str = Licence.READ
