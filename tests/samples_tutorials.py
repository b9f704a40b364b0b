"""Documents of tutorials."""

SHA = "ab" * 32


def tutorial(**changes):
    document = {
        "schema": "tutorial/1",
        "id": "tutorialK2",
        "version": 2,
        "revision": 1,
        "kind": "article",
        "format": "page",
        "duration": 211,
        "source": "FWB",
        "language": "fr",
        "levels": {"min": 1, "max": 3},
        "favourite": True,
        "tags": ["eID", "sécurité"],
        "rights": {"licence": "CC-BY-SA-4.0", "attribution": None},
        "note": "L'écran a changé.",
        "media": [
            {
                "id": "m1",
                "role": "illustration",
                "sha256": SHA,
                "mime": "image/png",
                "size": 48213,
                "name": "carte.png",
                "rights": {"licence": "CC0-1.0", "attribution": None},
            }
        ],
        "locales": {
            "fr": {
                "kind": "source",
                "title": "Se connecter avec sa carte",
                "body": "Glissez la carte : ![](media:m1)",
                "url": None,
                "media": {"m1": {"alt": "Une carte dans un lecteur"}},
            }
        },
    }
    document.update(changes)
    return document


def link_tutorial(**changes):
    texts = {
        "kind": "source",
        "title": "Choisir un mot de passe",
        "body": None,
        "url": "https://example.org/mot-de-passe",
        "media": {},
    }
    fields = {"kind": "link", "media": [], "levels": None, "note": None, "locales": {"fr": texts}}
    return tutorial(**{**fields, **changes})
