"""Ways to be reached elsewhere: numbers, addresses, links, account names (SG-13). All of them hold."""

from collections.abc import Iterable

from moderation.contracts import Effect, Reason
from moderation.screening.accounts import has_account
from moderation.screening.addresses import has_link, has_mail
from moderation.screening.elsewhere import leads_elsewhere
from moderation.screening.reading import Reading
from moderation.screening.telephone import number_in

STEP = "contact"


def look(reading: Reading) -> Iterable[Reason]:
    folded, found = reading.folded, []
    if number := number_in(folded, reading.context):
        found.append(number)
    if has_mail(folded):
        found.append("email")
    if has_link(folded):
        found.append("link")
    if has_account(folded) or leads_elsewhere(folded):
        found.append("account")
    return [Reason(STEP, code, Effect.HOLD) for code in found]
