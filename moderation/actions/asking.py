"""What a decision needs: may they choose this, which rule, whose words, which notes."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.contracts import FoldedKind, kind_named
from moderation.models import RESTRICTING, Choice, QueueItem, ReasonCode
from moderation.policies.appeals import appeals_open_at
from pop.accounts.contracts import Actor
from pop.core.errors import Invalid, Message
from pop.core.text import clean_block

LONGEST_EXPLANATION = LONGEST_NOTE = 2_000  # characters
SHOWN, HELD = "shown", "held"  # what becomes of something whose author is referred to help
OF_APPEALS = (Choice.UPHOLD, Choice.OVERTURN)


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision as somebody typed it; once it is checked, as it is kept."""

    decision: str
    reason_code: str = ""
    explanation: str = ""  # the author reads it; of an appeal, whoever appealed
    note: str = ""  # for colleagues
    content_note: str = ""
    stays: str = ""  # where somebody is referred to help: SHOWN or HELD

    @property
    def choice(self) -> Choice:
        return Choice(self.decision)

    @property
    def leaves_it_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self.keeps_waiting or self.choice == Choice.ESCALATE

    @property
    def keeps_waiting(self) -> bool:
        return self.choice == Choice.HOLD or (self.choice == Choice.REFER and self.stays == HELD)


def checked(actor: Actor, item: QueueItem, asked: Asked) -> tuple[Asked, ReasonCode | None]:
    """As it is kept, and the rule it names. Raises Invalid with a message for every field that is not right."""
    if asked.decision not in policies.choices_open_to(actor, item):
        raise Invalid(fields={"decision": [_("Please choose what should happen.")]})
    wrong, rule = dict[str, list[Message]](), None
    explanation, note = clean_block(asked.explanation), clean_block(asked.note)
    if asked.choice in RESTRICTING:
        rule = ReasonCode.objects.filter(code=asked.reason_code, is_active=True).first()
        if rule is None:
            wrong["reason_code"] = [_("Please choose the rule this breaks.")]
    if not explanation and (missing := _words_missing(item, asked.choice)):
        wrong["explanation"] = [missing]
    if len(asked.explanation) > LONGEST_EXPLANATION:
        wrong["explanation"] = [_("Please make this shorter: 2,000 characters at most.")]
    if asked.choice == Choice.HOLD and not note:
        wrong["note"] = [_("Please note for your colleagues why it waits.")]
    if len(note) > LONGEST_NOTE:
        wrong["note"] = [_("Please make this shorter: 2,000 characters at most.")]
    if asked.content_note and not _is_note_of(item, asked):
        wrong["content_note"] = [_("Please choose one of the content notes.")]
    if asked.choice == Choice.REFER and asked.stays not in (SHOWN, HELD):
        wrong["stays"] = [_("Please choose whether others see it meanwhile.")]
    if wrong:
        raise Invalid(fields=wrong)
    stays = asked.stays if asked.choice == Choice.REFER else ""
    return Asked(asked.decision, asked.reason_code, explanation, note, asked.content_note, stays), rule


def _words_missing(item: QueueItem, choice: Choice) -> Message:
    """What to ask for where somebody will read why, and nobody has said it; "" where nobody will."""
    if choice == Choice.CHANGE:
        return _("Please tell the author in your own words what to change.")
    if choice in RESTRICTING:
        return _("Please tell the author in your own words what was wrong.")
    if choice in OF_APPEALS or (choice == Choice.APPROVE and appeals_open_at(item).exists()):
        return _("Please say in plain words why, to whoever asked for another look.")
    return ""


def _is_note_of(item: QueueItem, asked: Asked) -> bool:
    kind = kind_named(item.kind)
    known = {code for code, _words in kind.content_notes()} if isinstance(kind, FoldedKind) else set()
    return asked.choice == Choice.APPROVE and asked.content_note in known
