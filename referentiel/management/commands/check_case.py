"""``manage.py check_case CODE --schema PATH``: an exported package against a CASE JSON Schema."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from jsonschema.exceptions import SchemaError
from jsonschema.validators import validator_for

from referentiel.exchange import write
from referentiel.models import Framework

#: Faults that are printed; the others are counted.
SHOWN = 20


class Command(BaseCommand):
    """Checks our CASE export with somebody else's schema, such as the official one."""

    help = "Vérifie l'export CASE de référentiels avec le schéma JSON officiel, qui n'est pas fourni ici."

    def add_arguments(self, parser: CommandParser) -> None:
        """Codes of frameworks (all without) and the schema's file."""
        parser.add_argument("codes", nargs="*")
        parser.add_argument("--schema", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what the schema refuses; exit 1 when it refuses something."""
        validator = self._validator(options["schema"])
        frameworks = Framework.objects.order_by("code")
        if options["codes"]:
            frameworks = frameworks.filter(code__in=options["codes"])
            missing = set(options["codes"]) - set(frameworks.values_list("code", flat=True))
            if missing:
                raise CommandError(f"Référentiel inconnu : {', '.join(sorted(missing))}.")
        refused = 0
        for framework in frameworks:
            errors = list(validator.iter_errors(json.loads(write(framework, "case"))))
            for error in errors[:SHOWN]:
                where = "/" + "/".join(str(part) for part in error.absolute_path)
                self.stdout.write(f"{framework.code} {where} : {error.message[:200]}")
            if len(errors) > SHOWN:
                self.stdout.write(f"{framework.code} : … et {len(errors) - SHOWN} autres.")
            if not errors:
                self.stdout.write(f"{framework.code} : conforme.")
            refused += bool(errors)
        if refused:
            raise CommandError(f"{refused} référentiel(s) refusé(s) par le schéma.")

    def _validator(self, path: Path) -> Any:
        try:
            schema = json.loads(path.read_text("utf-8"))
            kind = validator_for(schema)
            kind.check_schema(schema)
        except OSError as error:
            raise CommandError(f"{path} ne peut pas être lu : vérifiez son nom.") from error
        except (ValueError, SchemaError):
            raise CommandError(f"{path} n'est pas un schéma JSON.") from None
        return kind(schema, format_checker=kind.FORMAT_CHECKER)
