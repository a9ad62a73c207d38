"""Sentences prepared for who looks after a circle."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_SENTENCE = 300  # characters


class SentenceUse(models.TextChoices):
    """Where staff of a circle put a prepared sentence."""

    SAY = "say", _("Said in the room")
    REASON = "reason", _("Told the author of a message that is not shown")


class PreparedSentence(models.Model):
    """Words ready for staff, in one language, who change them as they like before they send them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    language = models.CharField(_("language"), max_length=12, help_text=_("Like en, fr, es or ar."))
    use = models.CharField(_("use"), max_length=10, choices=SentenceUse.choices, default=SentenceUse.SAY)
    text = models.CharField(_("sentence"), max_length=LONGEST_SENTENCE)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    is_in_use = models.BooleanField(_("in use"), default=True)
    key = models.CharField(max_length=40, blank=True, editable=False)  # of those POP brings: taken in once, then yours

    class Meta:
        ordering = ["language", "use", "position", "id"]
        verbose_name = _("prepared sentence")
        verbose_name_plural = _("prepared sentences")
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="sentence_brought_once", condition=~Q(key="")),
            models.CheckConstraint(name="sentence_says_something", condition=~Q(text="") & ~Q(language="")),
        ]

    def __str__(self) -> str:
        return self.text
