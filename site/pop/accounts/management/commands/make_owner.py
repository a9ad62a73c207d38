"""manage.py make_owner NAME: the first owner, who then gives roles to everybody else on the site."""

import getpass
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pop.accounts import actions
from pop.accounts.codes import new_code
from pop.accounts.models import Login
from pop.accounts.names import sign_in_name
from pop.core import clock
from pop.core.errors import DomainError


class Command(BaseCommand):
    help = "Make somebody an owner: a new login, or one that exists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the name they sign in with")
        parser.add_argument("--print-passphrase", action="store_true", help="make one up and print it, ask nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        exists = Login.objects.filter(username=sign_in_name(options["name"])).exists()
        passphrase = None if exists else self._passphrase(options["print_passphrase"])
        try:
            actions.make_owner(name=options["name"], passphrase=passphrase, now=clock.now())
        except DomainError as refusal:
            texts = [str(text) for field in refusal.fields.values() for text in field] or [str(refusal.message)]
            raise CommandError(" ".join(texts)) from None
        if options["print_passphrase"] and passphrase:
            self.stdout.write(f"Passphrase, shown once; change it after signing in: {passphrase}")
        self.stdout.write(f"{options['name']} is an owner. Sign in, then set up a second factor under My account.")

    def _passphrase(self, make_one_up: bool) -> str:
        if make_one_up:
            return new_code(20).lower() + secrets.choice("abcdefgh")
        first = getpass.getpass("Passphrase: ")
        if first != getpass.getpass("Once more: "):
            raise CommandError("These were not the same.")
        return first
