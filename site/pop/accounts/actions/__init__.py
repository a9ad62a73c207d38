"""The only writers of people, their notices, codes, roles and consent."""

from pop.accounts.actions.notices import mark_notices_read, notify

__all__ = ["mark_notices_read", "notify"]
