"""Joined documents to mark, of the types with several parts; each call answers a new one."""

from tests import samples


def cloze(tolerances=(), formats=None, **accepted):
    """Typed blanks by name, each with its accepted answers."""
    return _with_blanks(
        "cloze",
        accepted,
        tolerances,
        formats or {},
        locales={"fr": {"blanks": {name: list(texts) for name, texts in accepted.items()}}},
    )


def pool(groups, names=("n1", "n2"), tolerances=(), formats=None):
    """Blanks ``names`` that draw on ``groups``, a mapping of accepted answers."""
    document = _with_blanks(
        "cloze_pool",
        names,
        tolerances,
        formats or {},
        locales={"fr": {"groups": {name: list(texts) for name, texts in groups.items()}}},
    )
    document["key"]["groups"] = list(groups)
    return document


def menu_and_text():
    """DOCUMENTS.md's own cloze, joined: typed ``n1`` (Namur) and menu ``n2`` (``o4`` of ``o7``, ``o4``)."""
    body, key = samples.cloze()
    return {**body, "key": key}


def ordering(right, shown=None):
    """An ordering whose right order is ``right``."""
    return _with_choices(
        "ordering", [{"id": id} for id in shown or sorted(right)], order=list(right)
    )


def matching(pairs, more_targets=()):
    """A matching of ``(source, target)`` pairs, with targets that are too many."""
    sides = {source: "source" for source, _ in pairs}
    sides |= dict.fromkeys([*(target for _, target in pairs), *more_targets], "target")
    choices = [{"id": id, "side": side} for id, side in sides.items()]
    return _with_choices("matching", choices, pairs=[list(pair) for pair in pairs])


def _with_choices(type, choices, **key):
    document = samples.body(type=type, choices=choices)
    document["locales"]["fr"]["choices"] = {choice["id"]: choice["id"] for choice in choices}
    return {**document, "key": samples.key(choices=[], **key)}


def _with_blanks(type, names, tolerances, formats, **key):
    document = samples.body(
        type=type,
        choices=[],
        blanks=[
            {"id": name, "input": "text", "format": formats.get(name, "words")} for name in names
        ],
    )
    source = document["locales"]["fr"]
    del source["choices"]
    source["template"] = " ".join(f"${{{name}}}" for name in names)
    source["blanks"] = {name: {"label": name, "placeholder": None} for name in names}
    blanks = {name: {"tolerances": list(tolerances)} for name in names}
    return {**document, "key": samples.key(choices=[], blanks=blanks, **key)}
