"""``manage.py check_objects``: stored objects intact, live things and objects in step."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.integrity import find_faults, find_media_faults, remint_changed


class Command(BaseCommand):
    """Lists every fault and fails when there is one."""

    help = "Vérifie que chaque objet et chaque fichier est intact, et que chaque élément en ligne a le sien."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to mint again what a new version of the programme describes otherwise."""
        parser.add_argument(
            "--remint",
            action="store_true",
            help="refait d'abord les objets dont la fiche s'écrit autrement depuis une mise à jour",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the faults; exit 1 when there are some."""
        if options["remint"] and (count := remint_changed()):
            self.stdout.write(f"Objets refaits : {count}")
        faults = [*find_faults(), *find_media_faults()]
        for fault in faults:
            self.stdout.write(f"{fault.about} : {fault.message}")
        if faults:
            raise CommandError(f"{len(faults)} anomalie(s).")
        self.stdout.write(self.style.SUCCESS("Tous les objets sont intacts et à jour."))
