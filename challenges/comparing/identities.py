"""What of a challenge has an id, and what each is called on both sides of a comparison."""

from content.minting import Document
from runner.documents import source_locale

from ..enums import CHOICE_TYPES, ChallengeType
from .matching import Entry, Handles, match

Documents = tuple[Document, Document]
#: The handles of one side, by collection: choices, blanks, options, groups, media, ``links fr``…
Names = dict[str, Handles]


def shared_names(first: Documents, second: Documents) -> tuple[Names, Names]:
    """The handles of everything that has an id, for both sides."""
    names: tuple[Names, Names] = ({}, {})
    for collection, find in (
        ("choices", _choices), ("blanks", _blanks), ("groups", _groups), ("media", _media),
    ):  # fmt: skip
        names[0][collection], names[1][collection] = match(find(first), find(second))
    options = [
        _options(side, own["blanks"]) for side, own in zip((first, second), names, strict=True)
    ]
    names[0]["options"], names[1]["options"] = match(*options)
    for locale in dict.fromkeys([*first[0]["locales"], *second[0]["locales"]]):
        links = match(_links(first, locale), _links(second, locale))
        names[0][f"links {locale}"], names[1][f"links {locale}"] = links
    return names


def link_id(index: int, link: Document) -> str:
    """Links have no ids: their address, apart from another link with the same one."""
    return f"{link['url']}#{index}"


def _source(documents: Documents) -> Document:
    body, _key = documents
    texts: Document = body["locales"][source_locale(body)]
    return texts


def _choices(documents: Documents) -> list[Entry]:
    texts = _source(documents).get("choices", {})
    return [
        Entry(choice["id"], texts.get(choice["id"], ""), choice.get("side", ""),
              _place(documents, choice["id"], index))
        for index, choice in enumerate(documents[0]["choices"])
    ]  # fmt: skip


def _place(documents: Documents, choice: str, index: int) -> int | None:
    """Where the choice stands, when that says something."""
    body, key = documents
    if body["type"] == ChallengeType.ORDERING:
        return key["order"].index(choice) if choice in key["order"] else None
    return index if body["type"] in CHOICE_TYPES else None


def _blanks(documents: Documents) -> list[Entry]:
    words = _source(documents).get("blanks", {})
    return [
        Entry(blank["id"], words.get(blank["id"], {}).get("label") or "", "", index)
        for index, blank in enumerate(documents[0]["blanks"])
    ]


def _options(documents: Documents, blanks: Handles) -> list[Entry]:
    """Those of matched menus have the same scope."""
    words = _source(documents).get("blanks", {})
    return [
        Entry(option, words.get(blank["id"], {}).get("options", {}).get(option, ""),
              blanks["", blank["id"]], index)
        for blank in documents[0]["blanks"]
        for index, option in enumerate(blank.get("options", []))
    ]  # fmt: skip


def _groups(documents: Documents) -> list[Entry]:
    body, key = documents
    accepted = key["locales"].get(source_locale(body), {}).get("groups", {})
    return [
        Entry(group, " ".join(accepted.get(group, [])), "", index)
        for index, group in enumerate(key["groups"])
    ]


def _media(documents: Documents) -> list[Entry]:
    words = _source(documents).get("media", {})
    return [
        Entry(medium["id"], words.get(medium["id"], {}).get("alt") or medium["name"], "", index)
        for index, medium in enumerate(documents[0]["media"])
    ]


def _links(documents: Documents, locale: str) -> list[Entry]:
    links = documents[0]["locales"].get(locale, {}).get("links") or []
    return [
        Entry(link_id(index, link), f"{link['url']} {link['label']}", "", index)
        for index, link in enumerate(links)
    ]
