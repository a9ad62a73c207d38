"""The prepared sentences POP brings: taken in once, and then kept by safeguarding leads in the Wagtail admin."""

from importlib.resources import files

from django.db import transaction

from peer_circles.models import PreparedSentence


@transaction.atomic
def import_sentences() -> int:
    """Take in what was never there; how many. What somebody has changed or put out of use stays so.

    Called by commands, in the name of no actor.
    """
    known = set(PreparedSentence.objects.exclude(key="").values_list("language", "key"))
    new = [row for row in _starters() if (row.language, row.key) not in known]
    PreparedSentence.objects.bulk_create(new)
    return len(new)


def _starters() -> list[PreparedSentence]:
    text = files("peer_circles").joinpath("data/sentences.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [
        PreparedSentence(language=language, use=use, key=f"{use}-{key}", text=words, position=10 * (place + 1))
        for place, (language, use, key, words) in enumerate(lines)
    ]
