"""The panels of the author's form: French only, what the chosen type needs, settings apart.

A panel or field with a class ``only-<type>`` is shown for that type (types.js); without script all
are shown.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from content.media.widgets import MediaUploadWidget
from content.widgets import BLOCK_TOOLS, INLINE_TOOLS, MarkdownTextarea

from .enums import BLANK_TYPES, CHOICE_TYPES, CHOOSING_TYPES, TEMPLATE_TYPES, ChallengeType
from .forms import ChallengeForm
from .queries import inherited_alignments
from .rowids import IdentifiedInlinePanel


def only(*types: str) -> str:
    """The classes of what concerns ``types`` only."""
    return " ".join(f"only-{ChallengeType(name).value}" for name in types)


class NeededPanel(FieldPanel):
    """A field that may wait while the challenge is a draft, and without which it is not validated."""

    class BoundPanel(FieldPanel.BoundPanel):
        """Bound to a challenge."""

        def is_required(self) -> bool:
            """Marked as the fields that are always asked for."""
            return True


def lines_panel(name: str, heading: Any, rows: int = 3, **kwargs: Any) -> FieldPanel:
    """A field of plain lines that grows with its text."""
    widget = AdminAutoHeightTextInput(attrs={"rows": rows})
    return FieldPanel(name, heading=heading, widget=widget, **kwargs)


def text_panel(
    name: str,
    heading: Any,
    rows: int = 3,
    blanks: bool = False,
    needed: bool = False,
    **kwargs: Any,
) -> FieldPanel:
    """A Markdown field; in a template (``blanks``) blanks can be put in, pictures cannot."""
    tools = ("blank", *(tool for tool in BLOCK_TOOLS if tool != "image")) if blanks else BLOCK_TOOLS
    widget = MarkdownTextarea(attrs={"rows": rows}, tools=tools)
    panel = NeededPanel if needed else FieldPanel
    return panel(name, heading=heading, widget=widget, **kwargs)


def row_text_panel(name: str, heading: Any, **kwargs: Any) -> FieldPanel:
    """A Markdown field in a row that stands close to others."""
    widget = MarkdownTextarea(attrs={"rows": 1}, tools=INLINE_TOOLS, compact=True)
    return FieldPanel(name, heading=heading, widget=widget, **kwargs)


class PrototypePanel(MultiFieldPanel):
    """Fields that a family shares: a variant's form has none of them."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """Bound to a challenge."""

        def is_shown(self) -> bool:
            """Only on a prototype."""
            return not self.instance.is_variant and bool(super().is_shown())


class FamilyPanel(Panel):
    """What a variant inherits, to read, and the way to its prototype."""

    class BoundPanel(Panel.BoundPanel):
        """Bound to a challenge."""

        template_name = "challenges/panels/family.html"

        def is_shown(self) -> bool:
            """Only on a variant."""
            return bool(self.instance.is_variant)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """With the prototype and the way to it."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            head = self.instance.head
            edit_name = type(head).snippet_viewset.get_url_name("edit")
            return {
                **context,
                "challenge": self.instance,
                "head": head,
                "head_url": reverse(edit_name, args=[head.pk]),
            }


class InheritedAlignmentsPanel(Panel):
    """The alignments that the challenge has through its competence, to read."""

    class BoundPanel(Panel.BoundPanel):
        """Bound to a challenge."""

        template_name = "challenges/panels/inherited_alignments.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """With the competence and its alignments."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            skill = self.instance.head.skill
            return {
                **context,
                "competence": skill.competence if skill else None,
                "alignments": inherited_alignments(self.instance),
            }


target_panels = [
    PrototypePanel(
        [FieldRowPanel([NeededPanel("skill"), FieldPanel("type")])],
        heading=_("Ce que l'épreuve évalue"),
        classname="challenge-target",
    ),
    FamilyPanel(heading=_("Sa famille")),
    MultiFieldPanel(
        [
            FieldPanel("contexts", heading=_("Contextes")),
            FieldPanel("territories", heading=_("Territoires")),
        ],
        heading=_("Où elle se passe"),
        classname="challenge-place",
    ),
]

media_panels = [
    InlinePanel(
        "media",
        [
            FieldRowPanel([FieldPanel("role"), FieldPanel("key")]),
            FieldPanel("file", widget=MediaUploadWidget(role_field="role")),
            FieldPanel("alt_fr", heading=_("Texte alternatif"), classname="media-illustration"),
            FieldPanel("decorative", classname="media-illustration"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("licence"), FieldPanel("attribution")]),
        ],
        heading=_("Images et fichiers"),
        label=_("Fichier"),
        classname="collapsed challenge-media",
        help_text=_(
            "Une image se montre sous la consigne, ou à l'endroit du texte où vous écrivez "
            "![](media:clé)."
        ),
    ),
    InlinePanel(
        "links",
        [
            FieldRowPanel(
                [
                    FieldPanel("label_fr", heading=_("Texte du lien")),
                    FieldPanel("url_fr", heading=_("Adresse")),
                ]
            )
        ],
        heading=_("Liens à consulter"),
        label=_("Lien"),
        classname="collapsed challenge-links",
    ),
]

embed_panel = MultiFieldPanel(
    [
        HelpPanel(
            _(
                "Ajoutez l'archive .zip du simulateur dans « Images et fichiers », ou donnez son "
                "adresse."
            )
        ),
        FieldPanel("embed_title_fr", heading=_("Titre")),
        FieldPanel("embed_url_fr", heading=_("Adresse")),
        FieldRowPanel([FieldPanel("embed_height"), FieldPanel("embed_entry")]),
        FieldPanel("embed_auto_reply", heading=_("Le simulateur répond lui-même")),
    ],
    heading=_("Simulateur"),
    classname=only(ChallengeType.EMBED),
)

choices_panel = IdentifiedInlinePanel(
    "choices",
    [
        FieldRowPanel(
            [
                FieldPanel("blank", classname=only(ChallengeType.CLOZE)),
                FieldPanel("side", classname=only(ChallengeType.MATCHING)),
                FieldPanel("pair", classname=only(ChallengeType.MATCHING)),
            ],
            classname=only(ChallengeType.CLOZE, ChallengeType.MATCHING),
        ),
        row_text_panel("text_fr", _("Texte"), classname="row-text"),
        FieldPanel("correct", classname=f"row-correct {only(*CHOICE_TYPES, ChallengeType.CLOZE)}"),
    ],
    heading=_("Propositions"),
    label=_("Proposition"),
    classname=f"challenge-choices challenge-rows {only(*CHOOSING_TYPES, ChallengeType.CLOZE)}",
)

blanks_panel = MultiFieldPanel(
    [
        text_panel(
            "template_fr",
            _("Texte à compléter"),
            rows=2,
            blanks=True,
            needed=True,
            classname=only(*TEMPLATE_TYPES),
        ),
        InlinePanel(
            "blanks",
            [
                FieldRowPanel(
                    [
                        FieldPanel("key"),
                        FieldPanel("input", classname=only(ChallengeType.CLOZE)),
                        FieldPanel("format", classname="blank-typed"),
                    ]
                ),
                FieldPanel("label_fr", heading=_("Libellé")),
                FieldPanel(
                    "placeholder_fr", heading=_("Exemple dans le champ"), classname="blank-typed"
                ),
                lines_panel(
                    "accepted_fr",
                    _("Réponses acceptées"),
                    rows=3,
                    classname=f"blank-typed {only(*set(BLANK_TYPES) - {ChallengeType.CLOZE_POOL})}",
                ),
                FieldPanel("tolerances", heading=_("Tolérances"), classname="blank-typed"),
            ],
            heading=_("Trous"),
            label=_("Trou"),
            classname="challenge-blank-rows",
        ),
        IdentifiedInlinePanel(
            "groups",
            [lines_panel("accepted_fr", _("Réponses acceptées"), rows=2)],
            heading=_("Groupes de réponses"),
            label=_("Groupe"),
            classname=f"challenge-groups {only(ChallengeType.CLOZE_POOL)}",
            help_text=_(
                "Chaque trou reçoit une réponse d'un groupe ; un groupe ne sert qu'une fois."
            ),
        ),
        FieldPanel("display_fr", heading=_("Réponse affichée")),
    ],
    heading=_("Réponse"),
    classname=f"challenge-blanks {only(*BLANK_TYPES)}",
)

question_panels = [
    *target_panels,
    text_panel("instruction_fr", _("Consigne"), rows=4, needed=True),
    *media_panels,
    embed_panel,
    blanks_panel,
    choices_panel,
    text_panel("explanation_fr", _("Explication"), rows=4),
]

settings_panels = [
    PrototypePanel(
        [
            FieldPanel("shuffle", heading=_("Mélanger les propositions")),
            FieldPanel("timer"),
            FieldPanel("focus", heading=_("Épreuve focus")),
            FieldPanel("devices", heading=_("Appareils")),
        ],
        heading=_("Passation"),
    ),
    PrototypePanel([FieldPanel("audiences", heading=_("Pour qui"))], heading=_("Public")),
    MultiFieldPanel(
        [text_panel("alternative_fr", _("Consigne alternative"), rows=2)],
        heading=_("Accessibilité"),
    ),
    PrototypePanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("access_blind"),
                    FieldPanel("access_colour_blind"),
                    FieldPanel("access_deaf"),
                ]
            ),
        ],
        heading=_("Qui peut la faire"),
    ),
    InheritedAlignmentsPanel(heading=_("Alignements reçus de la compétence")),
    InlinePanel(
        "alignments",
        [FieldRowPanel([FieldPanel("competence"), FieldPanel("relation")])],
        heading=_("Alignements propres"),
        label=_("Alignement"),
        classname="collapsed",
        help_text=_("En plus de ceux que l'épreuve reçoit de sa compétence."),
    ),
    PrototypePanel(
        [FieldRowPanel([FieldPanel("pedagogy"), FieldPanel("spoil_risk")])],
        heading=_("Pédagogie"),
    ),
    MultiFieldPanel(
        [lines_panel("sources", _("Sources des faits")), FieldPanel("review_by")],
        heading=_("Suivi éditorial"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("licence"), FieldPanel("attribution")])],
        heading=_("Droits"),
    ),
]

edit_handler = TabbedInterface(
    [
        ObjectList(question_panels, heading=_("Épreuve")),
        ObjectList([*settings_panels, PublishingPanel()], heading=_("Réglages")),
    ],
    base_form_class=ChallengeForm,
)
