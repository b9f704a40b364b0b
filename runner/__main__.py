"""``python -m runner``: what the runner does from a command line, without Django."""

import argparse
import os
import sys
from collections.abc import Sequence

from .marking.stream import mark_lines

_MARK = """\
Lit sur l'entrée standard une réponse par ligne (NDJSON, UTF-8) :

  {"document": …, "response": …, "locale": "fr", "profile": "atelier", "fallback": {"fr-BE": "fr"}}

« document » est l'épreuve avec sa clé (le corps et un membre « key »), ou {"body": …, "key": …}.
« locale », « profile » (atelier ou pix) et « fallback » peuvent manquer.

Écrit pour chaque ligne, dans le même ordre et aussitôt :

  {"outcome": "ok", "details": {…}}

« outcome » : ok, ko, aband, timedout, focusedOut ou error. Une ligne qui ne peut pas être corrigée
donne {"outcome": "error", "details": {"reason": …, "line": n}} ; les suivantes sont corrigées.
« reason » est alors json, response, document, type, locale, profile ou fallback.
"""
_STATUS = "Code de sortie : 0 quand toutes les lignes ont pu être corrigées, 1 sinon."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand in ``arguments`` (those of the process by default); answers its status."""
    parser = argparse.ArgumentParser(
        prog="python -m runner", description="Le banc d'essai, en ligne de commande."
    )
    commands = parser.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    marking = commands.add_parser(
        "mark",
        help="corriger des réponses (NDJSON)",
        description=_MARK,
        epilog=_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    marking.set_defaults(run=_mark)
    chosen = parser.parse_args(arguments)
    status: int = chosen.run()
    return status


def _mark() -> int:
    all_readable = True
    try:
        for answer, readable in mark_lines(sys.stdin.buffer):
            print(answer, flush=True)
            all_readable = all_readable and readable
    except BrokenPipeError:
        # Nobody reads any more; without this Python complains again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0 if all_readable else 1


if __name__ == "__main__":
    sys.exit(main())
