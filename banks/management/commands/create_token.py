"""``manage.py create_token NAME --scope player --bank SLUG``: an API token, shown once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from banks.actions import MAX_TOKEN_DAYS, create_token
from banks.enums import Scope
from banks.models import AccessToken, Bank


class Command(BaseCommand):
    """Creates a token for a platform."""

    help = "Crée un jeton d'accès à l'API ; le secret n'est montré qu'une fois."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name, scope, banks and how long it lives."""
        parser.add_argument("name", help="nom du jeton : la plateforme et son usage")
        parser.add_argument("--scope", choices=Scope.values, required=True)
        parser.add_argument("--bank", action="append", required=True, help="code ; répétable")
        parser.add_argument("--days", type=int, default=365, help="durée de vie (365)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the secret on standard output, alone on its line."""
        banks = list(Bank.objects.filter(slug__in=options["bank"]))
        missing = sorted(set(options["bank"]) - {bank.slug for bank in banks})
        if missing:
            raise CommandError(f"Banque(s) inconnue(s) : {', '.join(missing)}.")
        if AccessToken.objects.filter(name=options["name"]).exists():
            raise CommandError(f"Un jeton « {options['name']} » existe déjà : prenez un autre nom.")
        if not 1 <= options["days"] <= MAX_TOKEN_DAYS:
            raise CommandError(f"--days va de 1 à {MAX_TOKEN_DAYS}.")
        token, secret = create_token(options["name"], options["scope"], banks, options["days"])
        self.stderr.write(
            f"Jeton « {token.name} » ({token.scope}), jusqu'au {token.expires_at:%d/%m/%Y}. "
            "Gardez-le : il ne sera plus montré."
        )
        self.stdout.write(secret)
