"""manage.py demo: every area's demo content, in the order in which one needs the other; prints who can sign in."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pop.accounts.demo import CAST, PASSPHRASE
from pop.core import clock

# It stands in the uppermost area, which may know every other. Each area's demo.py has functions
# `ensure_<things>(now)` that can be run again at any time.
AREAS = ["pop.accounts", "pop.support", "innovations", "peer_circles", "pop.pages", "moderation", "pop.insights"]


class Command(BaseCommand):
    help = "Fill the site with the demo's people and content. Can be run again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.POP_DEMO_DOOR:
            raise CommandError("The demo's content is for pop.settings.demo only.")
        for area in AREAS:
            module = import_module(f"{area}.demo")
            for name in [name for name in vars(module) if name.startswith("ensure_")]:
                if vars(module)[name].__module__ == module.__name__:  # not one it borrows from another area
                    vars(module)[name](clock.now())
                    self.stdout.write(f"{area}: {name.removeprefix('ensure_')}")
        self._say_who()

    def _say_who(self) -> None:
        self.stdout.write("\nWho can sign in, at /demo/ with one click (staff with their second factor),")
        self.stdout.write(f'or at /account/login/ with the passphrase "{PASSPHRASE}" (staff pages stay shut then):\n')
        for part in CAST:
            self.stdout.write(f"  {part.name:<8}{part.who}")
