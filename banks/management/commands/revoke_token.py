"""``manage.py revoke_token NAME``: a token that reads nothing any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from banks.actions import revoke_token
from banks.models import AccessToken


class Command(BaseCommand):
    """Revokes a token at once."""

    help = "Révoque un jeton d'accès ; sans nom, les liste."

    def add_arguments(self, parser: CommandParser) -> None:
        """The token's name."""
        parser.add_argument("name", nargs="?", help="nom du jeton")

    def handle(self, *args: Any, **options: Any) -> None:
        """Revoke, or list what there is."""
        if options["name"] is None:
            for known in AccessToken.objects.prefetch_related("banks"):
                state = "utilisable" if known.is_usable() else "plus utilisable"
                banks = ", ".join(bank.slug for bank in known.banks.all())
                self.stdout.write(f"{known.name} : {known.scope}, {banks}, {state}")
            return
        token = AccessToken.objects.filter(name=options["name"]).first()
        if token is None:
            raise CommandError(
                f"Pas de jeton « {options['name']} ». Sans nom, la commande les liste."
            )
        revoke_token(token)
        self.stdout.write(f"« {token.name} » est révoqué.")
