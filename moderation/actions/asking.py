"""What a decision needs: may they choose this, which rule, whose words, which notes."""

from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.contracts import FoldedKind, kind_named
from moderation.models import Choice, QueueItem, ReasonCode
from pop.accounts.contracts import Actor
from pop.core.errors import Invalid, Message
from pop.core.text import clean_block

LONGEST_EXPLANATION = LONGEST_NOTE = 2_000  # characters


def checked_choice(
    actor: Actor, item: QueueItem, decision: str, reason_code: str, explanation: str
) -> tuple[Choice, ReasonCode | None]:
    if decision not in policies.choices_open_to(actor, item):
        raise Invalid(fields={"decision": [_("Please choose what should happen.")]})
    choice, rule, wrong = Choice(decision), None, dict[str, list[Message]]()
    if choice == Choice.REMOVE:
        rule = ReasonCode.objects.filter(code=reason_code, is_active=True).first()
        if rule is None:
            wrong["reason_code"] = [_("Please choose the rule this breaks.")]
        if not clean_block(explanation):
            wrong["explanation"] = [_("Please tell the author in your own words what was wrong.")]
    if len(explanation) > LONGEST_EXPLANATION:
        wrong["explanation"] = [_("Please make this shorter: 2,000 characters at most.")]
    if wrong:
        raise Invalid(fields=wrong)
    return choice, rule


def checked_notes(item: QueueItem, choice: Choice, note: str, content_note: str) -> str:
    """The note for colleagues, as it is kept. What is kept waiting needs one: whoever comes next must know why."""
    wrong, note = dict[str, list[Message]](), clean_block(note)
    if choice == Choice.HOLD and not note:
        wrong["note"] = [_("Please note for your colleagues why it waits.")]
    if len(note) > LONGEST_NOTE:
        wrong["note"] = [_("Please make this shorter: 2,000 characters at most.")]
    if content_note:
        kind = kind_named(item.kind)
        known = {code for code, _words in kind.content_notes()} if isinstance(kind, FoldedKind) else set()
        if choice != Choice.APPROVE or content_note not in known:
            wrong["content_note"] = [_("Please choose one of the content notes.")]
    if wrong:
        raise Invalid(fields=wrong)
    return note
