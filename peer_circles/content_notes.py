"""Which content note fits what screening heard (SG-35). It only suggests: a person chooses."""

from typing import Any

from peer_circles.models import ContentNote

_FITS = {
    ("care", "self"): ContentNote.SELF_HARM,
    ("care", "danger"): ContentNote.VIOLENCE,
    ("unkind", "threat"): ContentNote.VIOLENCE,
    ("unkind", "hate"): ContentNote.HATE,
    ("unkind", "insult"): ContentNote.HATE,
}


def suggested_note(verdict: dict[str, Any]) -> str:
    """A code of ContentNote, "" for none. `verdict` as a message keeps it."""
    reasons = [(why.get("step"), why.get("code")) for why in verdict.get("reasons", [])]
    return next((_FITS[why].value for why in reasons if why in _FITS), "")
