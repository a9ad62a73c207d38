"""Which content note fits what screening heard (SG-35). It only suggests: a person chooses."""

from typing import Any

from peer_circles.models import ContentNote

_FITS = {("care", "self"): ContentNote.SELF_HARM, ("care", "danger"): ContentNote.VIOLENCE}


def suggested_note(verdict: dict[str, Any]) -> str:
    """A code of ContentNote, "" for none. `verdict` as a message keeps it.

    Nothing is suggested where something else was heard, too: ways of hurting oneself, threats and hate are not for
    showing, folded or not (SG-30).
    """
    heard = {(why.get("step"), why.get("code")) for why in verdict.get("reasons", [])}
    if not heard or not heard <= _FITS.keys():
        return ""
    return next(note.value for why, note in _FITS.items() if why in heard)
