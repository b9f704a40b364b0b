"""docs/roles.md says what each role may do: its table is made from the permissions."""

from pathlib import Path

from cms import roles
from cms.roles import ROLES, translate

DOCS = Path(__file__).parents[2] / "docs" / "roles.md"

READ = ROLES[roles.READERS]
KEEPING = ("referentiel.add_", "referentiel.change_", "referentiel.delete_")

#: What is said of each action, and the permissions that it asks for.
ACTIONS = (
    ("Entrer dans l'atelier ; lire les épreuves, les brouillons, les réponses et les historiques ; exporter la liste",
     ("wagtailadmin.access_admin", "challenges.view_challenge")),
    ("Lire le référentiel et l'exporter", tuple(p for p in READ if p.startswith("referentiel."))),
    ("Lire les banques et leur historique", ("banks.view_bank",)),
    ("Partager un filtre enregistré avec l'équipe", ("challenges.add_savedfilter",)),
    ("Écrire, décliner, dupliquer, déplacer, étiqueter une épreuve",
     ("challenges.add_challenge", "challenges.change_challenge")),
    ("Ajouter des fichiers à une épreuve", ("content.add_mediafile",)),
    ("Soumettre à relecture, retirer de la relecture", ("challenges.change_challenge",)),
    ("Effacer une épreuve qui n'a jamais été validée", ("challenges.delete_challenge",)),
    ("Verrouiller une épreuve", ("challenges.lock_challenge",)),
    ("Relire ce que d'autres ont écrit, décider, planifier les relectures", ("challenges.review_challenge",)),
    ("Archiver ou périmer une épreuve, annuler une validation programmée", ("challenges.publish_challenge",)),
    ("Déverrouiller ce qu'une autre personne a verrouillé", ("challenges.unlock_challenge",)),
    ("Créer, modifier, effacer une banque (jamais publiée)",
     ("banks.add_bank", "banks.change_bank", "banks.delete_bank")),
    ("Publier une banque", ("banks.publish_bank",)),
    ("Écrire et importer le référentiel, ses acquis, ses contextes",
     tuple(p for p in ROLES[roles.REFERENTIAL] if p.startswith(KEEPING))),
    ("Confirmer des alignements", ("referentiel.confirm_alignment",)),
    *((f"Traduire vers : {code}", (translate(code),)) for code in roles.TRANSLATED),
    ("Ranger les filtres partagés des autres", ("challenges.change_savedfilter",)),
    ("Lire et exporter le journal", ("content.view_audit_log",)),
    ("Créer des comptes, donner et retirer des rôles", ("auth.add_user", "auth.change_user")),
    ("Créer et modifier des groupes", ("auth.add_group", "auth.change_group")),
    ("Créer et modifier les circuits de relecture",
     ("wagtailcore.add_workflow", "wagtailcore.change_workflow",
      "wagtailcore.add_task", "wagtailcore.change_task")),
)  # fmt: skip
#: The columns: one for all the languages of translators.
COLUMNS = {
    roles.READERS: [roles.READERS],
    roles.DESIGNERS: [roles.DESIGNERS],
    roles.REVIEWERS: [roles.REVIEWERS],
    "Traduction …": [roles.translators(code) for code in roles.TRANSLATED],
    roles.PUBLISHERS: [roles.PUBLISHERS],
    roles.REFERENTIAL: [roles.REFERENTIAL],
    roles.ADMINISTRATORS: [roles.ADMINISTRATORS],
}


def cell(groups, permissions):
    """Oui for all of ``groups``, the group's language for one of them, nothing for none."""
    having = [group for group in groups if set(permissions) <= set(ROLES[group])]
    if not having:
        return ""
    return "oui" if len(having) == len(groups) else ", ".join(having)


def table():
    """The table as the page has it."""
    lines = [["Action", *COLUMNS], ["---", *(":-:" for _ in COLUMNS)]]
    for words, permissions in ACTIONS:
        lines.append([words, *(cell(groups, permissions) for groups in COLUMNS.values())])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def test_the_page_has_the_table_of_the_code():
    assert table() in DOCS.read_text(encoding="utf-8"), f"docs/roles.md should have:\n{table()}"


def test_no_permission_is_given_that_the_table_does_not_tell():
    told = {permission for _words, permissions in ACTIONS for permission in permissions}
    given = {permission for permissions in ROLES.values() for permission in permissions}
    assert given - told == set()
    assert told - given == set()
