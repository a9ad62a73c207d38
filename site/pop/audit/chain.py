"""What ties one entry of the log to the one before it. Written by the action, checked by the selectors."""

import hashlib
import hmac
import json

from django.conf import settings

from pop.audit.models import AuditEntry

FIRST_HASH = "0" * 64


def hash_of(entry: AuditEntry) -> str:
    """HMAC-SHA256 over the canonical row and the hash before it; the key is never in the database (SEC-61)."""
    row = [
        entry.sequence,
        entry.at.isoformat(),
        str(entry.actor_id) if entry.actor_id else None,
        entry.acting_as,
        entry.verb,
        entry.subject_kind,
        entry.subject_id,
        entry.facts,
        entry.previous_hash,
    ]
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(settings.POP_AUDIT_KEY.encode(), canonical.encode(), hashlib.sha256).hexdigest()
