"""The header of a file: which keys it has, what their values must be."""

from collections.abc import Mapping
from typing import Any

from .model import Decoded
from .names import (
    ALIGNMENT_DEFAULTS,
    BLANK_KEYS,
    BLANK_TYPES,
    DEFAULTS,
    EMBED_DEFAULTS,
    FAMILY_KEYS,
    MEDIUM_DEFAULTS,
    PICTURES,
    REQUIRED,
    ROLES,
    SHAPES,
    TYPES,
)

_WRONG_SHAPE = "la valeur de « {name} » n'a pas la bonne forme."


def read_header(
    values: Mapping[str, Any], lines: Mapping[str, int], decoded: Decoded
) -> dict[str, Any]:
    """The header with the value of every absent key; what is wrong is noted in ``decoded``."""
    for name in values:
        if name not in DEFAULTS:
            known = ", ".join(DEFAULTS)
            decoded.refuse(
                lines.get(str(name), 1), f"« {name} » n'est pas une clé connue ({known})."
            )
    merged = {**DEFAULTS, **{name: value for name, value in values.items() if name in DEFAULTS}}
    for name, shapes in SHAPES.items():
        if not isinstance(merged[name], shapes):
            decoded.refuse(lines.get(name, 1), _WRONG_SHAPE.format(name=name))
            merged[name] = DEFAULTS[name]
    merged["access"] = {**DEFAULTS["access"], **merged["access"]}
    if merged["prototype"] is None:
        _check_prototype(merged, lines, decoded)
    else:
        _check_variant(values, merged, lines, decoded)
    merged["blanks"] = _blanks(merged, lines, decoded)
    merged["media"] = {
        str(name): _entry(medium, MEDIUM_DEFAULTS, f"media/{name}", lines, decoded)
        for name, medium in merged["media"].items()
    }
    merged["embed"] = _entry(merged["embed"], EMBED_DEFAULTS, "embed", lines, decoded)
    merged["alignments"] = [
        _entry(alignment, ALIGNMENT_DEFAULTS, f"alignments/{index}", lines, decoded)
        for index, alignment in enumerate(merged["alignments"])
    ]
    for index, alignment in enumerate(merged["alignments"]):
        if not (alignment["framework"] and alignment["competence"]):
            decoded.refuse(
                lines.get(f"alignments/{index}", 1),
                'un alignement s\'écrit {framework: digcomp-3.0, competence: "2.4"}.',
            )
    _check_media(merged["media"], lines, decoded)
    return merged


def check_for_type(
    challenge_type: str, values: Mapping[str, Any], lines: Mapping[str, int], decoded: Decoded
) -> None:
    """Note the keys that a challenge of this type has no use for."""
    if values.get("blanks") and challenge_type not in BLANK_TYPES:
        decoded.refuse(
            lines.get("blanks", 1), f"une épreuve de type « {challenge_type} » n'a pas de trou."
        )
    if values.get("embed") and challenge_type != "embed":
        decoded.refuse(
            lines.get("embed", 1), "« embed » ne concerne que les épreuves de type « embed »."
        )


def default_role(path: str, challenge_type: str) -> str:
    """What a file is for when nothing says it: by its ending, a folder being a simulator."""
    if PICTURES.search(path):
        return "illustration"
    packed = path.lower().endswith(".zip") and challenge_type == "embed"
    return "simulator" if path.endswith("/") or packed else "download"


def _check_prototype(merged: Mapping[str, Any], lines: Mapping[str, int], decoded: Decoded) -> None:
    for name in REQUIRED:
        if not merged[name]:
            decoded.refuse(lines.get(name, 1), f"la clé « {name} » manque dans l'en-tête.")
    if merged["type"] and merged["type"] not in TYPES:
        decoded.refuse(
            lines.get("type", 1),
            f"le type « {merged['type']} » n'est pas connu ; choisissez : {', '.join(TYPES)}.",
        )
    if merged["variant"] is not None:
        decoded.refuse(
            lines.get("variant", 1),
            "une déclinaison dit aussi de quelle épreuve : ajoutez la clé « prototype ».",
        )


def _check_variant(
    values: Mapping[str, Any],
    merged: Mapping[str, Any],
    lines: Mapping[str, int],
    decoded: Decoded,
) -> None:
    number = merged["variant"]
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        decoded.refuse(
            lines.get("variant", lines.get("prototype", 1)),
            "une déclinaison a un numéro à partir de 1 : ajoutez « variant: 1 ».",
        )
    for name in FAMILY_KEYS:
        if name in values:
            decoded.refuse(
                lines.get(name, 1),
                f"« {name} » se dit dans le prototype, pas dans une déclinaison : retirez la clé.",
            )


def _blanks(
    merged: Mapping[str, Any], lines: Mapping[str, int], decoded: Decoded
) -> dict[str, dict[str, Any]]:
    blanks: dict[str, dict[str, Any]] = {}
    for name, blank in merged["blanks"].items():
        if not isinstance(blank, dict) or set(blank) - set(BLANK_KEYS):
            decoded.refuse(
                lines.get(f"blanks/{name}", 1),
                f"le trou « {name} » doit avoir {', '.join(BLANK_KEYS)}.",
            )
            continue
        defaults = dict.fromkeys(BLANK_KEYS)
        blanks[str(name)] = _entry(blank, defaults, f"blanks/{name}", lines, decoded)
    return blanks


def _entry(
    entry: Any, defaults: Mapping[str, Any], path: str, lines: Mapping[str, int], decoded: Decoded
) -> dict[str, Any]:
    """A mapping inside the header with the values of its absent keys; texts are texts."""
    line = lines.get(path, 1)
    if not isinstance(entry, dict):
        known = ", ".join(f"{name}: …" for name in defaults)
        decoded.refuse(line, f"cette valeur s'écrit {{{known}}}.")
        return dict(defaults)
    for name in entry:
        if name not in defaults:
            decoded.refuse(
                lines.get(f"{path}/{name}", line),
                f"« {name} » n'est pas une clé connue ({', '.join(defaults)}).",
            )
    read = {}
    for name, default in defaults.items():
        value = entry.get(name, default)
        right = isinstance(value, type(default)) if default is not None else True
        if isinstance(default, int) and isinstance(value, bool) != isinstance(default, bool):
            right = False
        if name != "tolerances" and default is None and value is not None:
            right = isinstance(value, str)
        if not right:
            quoted = isinstance(value, int | float) and isinstance(default, str | None)
            decoded.refuse(
                lines.get(f"{path}/{name}", line),
                f'mettez la valeur de « {name} » entre guillemets : "{value}".'
                if quoted
                else _WRONG_SHAPE.format(name=name),
            )
            value = default
        read[name] = value
    return read


def _check_media(
    media: Mapping[str, dict[str, Any]], lines: Mapping[str, int], decoded: Decoded
) -> None:
    for name, medium in media.items():
        line = lines.get(f"media/{name}", 1)
        if not medium["file"]:
            decoded.refuse(line, f"« {name} » doit nommer son fichier : {{file: image.png}}.")
        if medium["role"] not in {None, *ROLES}:
            decoded.refuse(
                lines.get(f"media/{name}/role", line),
                f"« {medium['role']} » n'est pas un usage ; choisissez : {', '.join(ROLES)}.",
            )
        if medium["decorative"] and medium["alt"]:
            decoded.refuse(
                line, "une image décorative n'a pas de texte alternatif : gardez l'un ou l'autre."
            )
