"""``manage.py publish_bank SLUG [--notes TEXT] [--dry-run]``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from banks.actions import PublicationRefused, publish_bank
from banks.gate import findings
from banks.models import Bank
from banks.selection import select


class Command(BaseCommand):
    """Publishes a bank, or says why it cannot be."""

    help = "Publie une banque : fait la publication suivante et y place « latest »."

    def add_arguments(self, parser: CommandParser) -> None:
        """The bank, a note, and whether anything is written."""
        parser.add_argument("slug", help="code de la banque")
        parser.add_argument("--notes", default="", help="ce qui change, pour les gens")
        parser.add_argument("--dry-run", action="store_true", help="dire sans rien écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish; exit 1 with the findings when the gate refuses."""
        bank = Bank.objects.filter(slug=options["slug"]).first()
        if bank is None:
            known = ", ".join(Bank.objects.values_list("slug", flat=True)) or "aucune"
            raise CommandError(f"Pas de banque « {options['slug']} ». Banques : {known}.")
        if options["dry_run"]:
            self._dry_run(bank)
            return
        try:
            release = publish_bank(bank, note=options["notes"])
        except PublicationRefused as refusal:
            raise CommandError(f"Rien n'est publié. {refusal}") from None
        self.stdout.write(
            self.style.SUCCESS(f"« {bank.slug} » : publication {release.number} faite.")
        )

    def _dry_run(self, bank: Bank) -> None:
        selection = select(bank)
        found = findings(bank, selection)
        for finding in found:
            self.stdout.write(f"{finding.about or bank.slug} : {finding.message}")
        self.stdout.write(
            f"Essai, rien n'est écrit : {len(selection.challenges)} épreuve(s), "
            f"{len(found)} remarque(s)."
        )
        if any(finding.blocking for finding in found):
            raise CommandError("La publication serait refusée.")
