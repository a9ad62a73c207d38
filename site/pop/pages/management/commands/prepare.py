from typing import Any

from django.core.management.base import BaseCommand

from pop.pages.actions import prepare_site


class Command(BaseCommand):
    help = "Make or mend what the site needs of Wagtail: languages, first pages, groups, workflow. Safe at every start."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_site()
        self.stdout.write("The site is prepared.")
