"""French sentences for what a JSON Schema keyword refuses: what happened, and what to do."""

from typing import Any

from jsonschema.exceptions import ValidationError

_TYPES = {
    "object": "un objet",
    "array": "une liste",
    "string": "un texte",
    "integer": "un nombre entier",
    "number": "un nombre",
    "boolean": "vrai ou faux",
    "null": "vide",
}


def describe(error: ValidationError) -> str:
    """One French sentence for ``error``; never shows the whole instance, which may be long."""
    where = _where(error)
    value: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "required":
            missing = [name for name in value if name not in instance]
            return f"{where} : il manque « {', '.join(missing)} »."
        case "additionalProperties" | "unevaluatedProperties":
            known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
            extra = ", ".join(sorted(str(name) for name in instance if name not in known))
            return f"{where} : « {_short(extra)} » n'est pas prévu ; retirez-le."
        case "type":
            names = [value] if isinstance(value, str) else list(value)
            expected = " ou ".join(_TYPES.get(name, name) for name in names)
            return f"{where} doit être {expected}."
        case "const":
            return f"{where} doit valoir « {value} »."
        case "enum":
            allowed = ", ".join(str(item) for item in value)
            return f"{where} : « {_short(instance)} » n'est pas permis ; choisissez : {allowed}."
        case "pattern":
            return f"{where} : « {_short(instance)} » n'a pas la forme attendue."
        case "minLength":
            return f"{where} est vide ou trop court ({value} caractère(s) au moins)."
        case "maxLength":
            return f"{where} est trop long ({value} caractères au plus) : raccourcissez-le."
        case "minItems":
            return f"{where} : il en faut au moins {value}."
        case "maxItems":
            return f"{where} : il en faut au plus {value}."
        case "minProperties":
            return f"{where} : il faut au moins {value} élément(s)."
        case "maxProperties":
            return f"{where} : il faut au plus {value} élément(s)."
        case "minimum":
            return f"{where} doit être au moins {value}."
        case "maximum":
            return f"{where} doit être au plus {value}."
        case "uniqueItems":
            return f"{where} contient deux fois la même chose : gardez-la une fois."
        case "not":
            return f"{where} contient un caractère invisible qui n'est pas permis : retapez-le."
        case "anyOf" | "oneOf":
            return f"{where} : « {_short(instance)} » n'a aucune des formes permises."
        case _:
            return f"{where} n'est pas permis ici ; retirez-le."


def meant(error: ValidationError) -> ValidationError:
    """What a value that may be null got wrong: the problem that is not about being null."""
    inner = [e for e in error.context or [] if e.validator_value != "null"]
    return inner[0] if len(inner) == 1 else error


def _where(error: ValidationError) -> str:
    path = [str(part) for part in error.absolute_path]
    return f"« {'/'.join(path)} »" if path else "Le document"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
