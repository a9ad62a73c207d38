from typing import Any

from django.core.management.base import BaseCommand

from moderation.actions import import_terms
from moderation.screening.starter import starter_terms
from peer_circles.actions import import_sentences
from pop.core import clock
from pop.pages.actions import prepare_site


class Command(BaseCommand):
    help = (
        "Make or mend what the site needs: languages, pages, groups, workflow, lexicon, sentences. Safe at every start."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_site()
        import_terms(terms=starter_terms(), now=clock.now())
        import_sentences()
        self.stdout.write("The site is prepared.")
