"""How moderation's notices read, by what they are about."""

from moderation.notices import decisions, sanctions, staff


def register() -> None:
    """Called once, from apps.py: the words of every notice moderation sends."""
    for subject in (decisions, sanctions, staff):
        subject.register()
