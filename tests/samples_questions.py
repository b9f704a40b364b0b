"""One joined document of each type as an author writes it: pictures, files, several blanks.

Each fits its schemas, so that it can be minted; ``SIMULATOR`` and ``PICTURE`` are the bytes that
their media name.
"""

import copy
import hashlib
import io
import zipfile

from runner.documents import join
from tests import samples

PICTURE = b"""<svg xmlns="http://www.w3.org/2000/svg" width="320" height="160" viewBox="0 0 320 160">
<rect width="320" height="160" fill="#dbe7f8"/><rect x="24" y="24" width="272" height="112" rx="12"
fill="#fff" stroke="#1d4f9e" stroke-width="4"/><circle cx="76" cy="80" r="28" fill="#1d4f9e"/>
<rect x="124" y="58" width="140" height="12" fill="#7d8cab"/><rect x="124" y="88" width="96"
height="12" fill="#c9d2e3"/></svg>"""

SIMULATOR_FILES = {
    "index.html": """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Boîte aux lettres</title><link rel="stylesheet" href="css/style.css"></head>
<body><main><h1>Boîte aux lettres</h1><p>Quel message est frauduleux ?</p>
<button type="button" data-answer="facture">Votre facture</button>
<button type="button" data-answer="colis">Votre colis est bloqué</button></main>
<script src="app.js"></script></body></html>""",
    "css/style.css": """body { font-family: sans-serif; margin: 1rem; color: #16233b; }
button { font: inherit; padding: .6rem 1rem; margin: 0 .5rem .5rem 0; }""",
    "app.js": """const tell = (message) => parent.postMessage({ from: 'pix', ...message }, '*');
addEventListener('message', (event) => {
  if (event.data === 'launch') document.body.dataset.launched = 'yes';
});
document.querySelectorAll('button').forEach((button) => {
  button.addEventListener('click', () => tell({ answer: button.dataset.answer }));
});
tell({ type: 'init', autoLaunch: true, rebootable: true });
tell({ type: 'height', height: 260 });""",
}


def zipped(files):
    """The bytes of a zip of ``files`` (text by name), the same every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


SIMULATOR = zipped(SIMULATOR_FILES)
LETTER = b"PK-docx"
LETTER_ODT = b"PK-odt"


def medium(name, role, data, mime, file_name):
    """A medium of a body."""
    return {
        "id": name,
        "role": role,
        "sha256": hashlib.sha256(data).hexdigest(),
        "mime": mime,
        "size": len(data),
        "name": file_name,
        "rights": {"licence": "CC0-1.0", "attribution": None},
    }


def picture(name="m1"):
    """A picture of the body, ``carte.svg``."""
    return medium(name, "illustration", PICTURE, "image/svg+xml", "carte.svg")


def joined(type, number=1, *, texts=None, key_texts=None, key=None, **body):
    """A joined document of ``type``; every call answers a new one."""
    identity = f"challenge{type.title().replace('_', '')}{number}"
    source = {
        "id": identity,
        "kind": "source",
        "instruction": "Consigne",
        "template": None,
        "alternative": None,
        "links": [],
        **(texts or {}),
    }
    made = samples.body(
        id=identity,
        type=type,
        family={"prototype": identity, "variant": None},
        choices=[],
        locales={"fr": source},
    )
    made.update(body)
    answers = samples.key(
        id=identity,
        choices=[],
        locales={"fr": {"display": None, "explanation": None, **(key_texts or {})}},
    )
    answers.update(key or {})
    return copy.deepcopy(join(made, answers))


def choice(type="single_choice", media=None, **changes):
    """A choice with a picture in its statement and one in an answer."""
    right = ["cA9"] if type == "single_choice" else ["cA9", "cK3"]
    return joined(
        type,
        texts={
            "instruction": "Voici une carte d'identité.\n\n![](media:m1)\n\nQue peut-on lire sur **la puce** ?",
            "choices": {
                "cK3": "Votre nom et votre adresse",
                "cA9": "Vos certificats `Authentication` et `Signature`",
                "cB1": "Vos extraits de compte",
            },
            "media": {"m1": {"alt": "Une carte d'identité avec sa puce"}},
            "links": [{"label": "Le site eID", "url": "https://eid.belgium.be/fr"}],
        },
        media=media or [picture()],
        choices=[{"id": name} for name in ("cK3", "cA9", "cB1")],
        key={"choices": sorted(right)},
        key_texts={"explanation": "La puce contient des **certificats**, jamais vos comptes."},
        **changes,
    )


def short_answer(**changes):
    """A number to type, with a file offered in two formats."""
    return joined(
        "short_answer",
        texts={
            "instruction": "Ouvrez la lettre. Combien de paragraphes contient-elle ?",
            "template": "Nombre de paragraphes : ${v}",
            "blanks": {"v": {"label": "Nombre de paragraphes", "placeholder": None}},
            "media": {"m2": {"alt": None}, "m3": {"alt": None}},
        },
        blanks=[{"id": "v", "input": "text", "format": "number"}],
        media=[
            medium("m2", "download", LETTER, "application/vnd.oasis.opendocument.text", "Lettre.docx"),
            medium("m3", "download", LETTER_ODT, "application/vnd.oasis.opendocument.text", "Lettre.odt"),
        ],
        key={"blanks": {"v": {"tolerances": []}}},
        key_texts={"blanks": {"v": ["12"]}, "explanation": "Affichez les marques de paragraphe (¶)."},
        **changes,
    )  # fmt: skip


def cloze(**changes):
    """Two typed blanks and a menu in a flowing text."""
    return joined(
        "cloze",
        texts={
            "instruction": "Complétez la phrase.",
            "template": "Le Parlement de la FWB siège à ${n1}, celui de la Wallonie à ${n2} ; "
            "pour se connecter à *Mon Espace*, on utilise ${n3}.",
            "blanks": {
                "n1": {"label": "Ville du Parlement de la FWB", "placeholder": None},
                "n2": {"label": "Ville du Parlement de Wallonie", "placeholder": "une ville"},
                "n3": {"label": "Moyen d'accès", "options": {"o4": "itsme", "o7": "Bancontact"}},
            },
        },
        blanks=[
            {"id": "n1", "input": "text", "format": "words"},
            {"id": "n2", "input": "text", "format": "short"},
            {"id": "n3", "input": "menu", "options": ["o7", "o4"]},
        ],
        key={
            "blanks": {
                "n1": {"tolerances": ["case", "typing"]},
                "n2": {"tolerances": ["case"]},
                "n3": {"correct": ["o4"]},
            }
        },
        key_texts={
            "blanks": {"n1": ["Bruxelles"], "n2": ["Namur"]},
            "explanation": "Les deux parlements ont chacun leur siège.",
        },
        **changes,
    )


def pool(**changes):
    """Two blanks that draw on three groups."""
    return joined(
        "cloze_pool",
        texts={
            "instruction": "Citez deux langues officielles de la Belgique.",
            "template": "- ${n1}\n- ${n2}",
            "blanks": {
                "n1": {"label": "Première langue", "placeholder": None},
                "n2": {"label": "Deuxième langue", "placeholder": None},
            },
        },
        blanks=[{"id": name, "input": "text", "format": "words"} for name in ("n1", "n2")],
        key={
            "groups": ["g1", "g2", "g3"],
            "blanks": {"n1": {"tolerances": ["case"]}, "n2": {"tolerances": ["case"]}},
        },
        key_texts={
            "groups": {"g1": ["français"], "g2": ["néerlandais", "flamand"], "g3": ["allemand"]},
            "explanation": "Il y en a trois.",
        },
        **changes,
    )


def ordering(**changes):
    """Four steps to put in order."""
    return joined(
        "ordering",
        texts={
            "instruction": "Vous répondez à un message de l'école. Dans quel ordre faites-vous ceci ?",
            "choices": {
                "cA": "Relire la réponse",
                "cB": "Lire le message **en entier**",
                "cC": "L'envoyer à l'adresse de l'école",
                "cD": "Écrire la réponse",
            },
        },
        choices=[{"id": name} for name in ("cA", "cB", "cC", "cD")],
        key={"order": ["cB", "cD", "cA", "cC"]},
        key_texts={"explanation": "On relit avant d'envoyer."},
        **changes,
    )


def matching(long=False, **changes):
    """Three sources, four targets; ``long`` targets do not fit a menu."""
    more = " et que l'on garde aussi longtemps que la loi le demande, par exemple" if long else ""
    return joined(
        "matching",
        texts={
            "instruction": "À quoi sert chaque service ?",
            "choices": {
                "sA": "CSAM",
                "sB": "itsme",
                "sC": "MyMinfin",
                "tA": f"La porte d'entrée des services publics{more}",
                "tB": "L'identité sur le téléphone",
                "tC": "La déclaration d'impôts",
                "tD": "Les horaires de bus",
            },
        },
        choices=[
            {"id": name, "side": "source" if name[0] == "s" else "target"}
            for name in ("sA", "sB", "sC", "tA", "tB", "tC", "tD")
        ],
        key={"pairs": [["sA", "tA"], ["sB", "tB"], ["sC", "tC"]]},
        key_texts={"explanation": "Les horaires de bus ne correspondent à aucun des trois."},
        **changes,
    )


def embed(auto_reply=True, **changes):
    """A simulator made of files of our own."""
    return joined(
        "embed",
        texts={
            "instruction": "Trouvez le message frauduleux, puis validez.",
            "embed": {"title": "Boîte aux lettres de Samira", "url": None},
            "media": {"m4": {"alt": None}},
            "blanks": {
                "a": {
                    "label": "Boîte aux lettres de Samira" if auto_reply else "Objet du message",
                    "placeholder": None,
                }
            },
        },
        media=[medium("m4", "simulator", SIMULATOR, "application/zip", "boite.zip")],
        blanks=[{"id": "a", "input": "embed", "format": "words"}],
        embed={
            "source": "media",
            "media": "m4",
            "entry": "index.html",
            "height": 300,
            "auto_reply": auto_reply,
        },
        key={"blanks": {"a": {"tolerances": ["case"]}}},
        key_texts={"blanks": {"a": ["colis"]}, "explanation": "Aucun colis n'était attendu."},
        **changes,
    )


#: One document of each type.
OF_TYPE = {
    "single_choice": choice,
    "multiple_choice": lambda **changes: choice("multiple_choice", **changes),
    "short_answer": short_answer,
    "cloze": cloze,
    "cloze_pool": pool,
    "ordering": ordering,
    "matching": matching,
    "embed": embed,
}

#: The bytes of every medium that the documents name, by hash.
FILES = {
    hashlib.sha256(data).hexdigest(): data for data in (PICTURE, SIMULATOR, LETTER, LETTER_ODT)
}
