"""The panels of the author's form: French only, what the chosen type needs, settings folded."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from .forms import ChallengeForm


def text_panel(name: str, heading: Any, rows: int = 3, **kwargs: Any) -> FieldPanel:
    """A Markdown field that grows with its text."""
    widget = AdminAutoHeightTextInput(attrs={"rows": rows})
    return FieldPanel(name, heading=heading, widget=widget, **kwargs)


question_panels = [
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("skill"), FieldPanel("type")]), FieldPanel("contexts")],
        heading=_("Ce que l'épreuve évalue"),
        classname="challenge-target",
    ),
    text_panel("instruction_fr", _("Consigne"), rows=4),
    InlinePanel(
        "choices",
        [text_panel("text_fr", _("Proposition"), rows=1), FieldPanel("correct")],
        heading=_("Propositions"),
        label=_("Proposition"),
        classname="challenge-choices",
        help_text=_("Cochez « juste » pour ce qui est juste : une seule pour un choix unique."),
    ),
    MultiFieldPanel(
        [
            text_panel("template_fr", _("Texte à compléter"), rows=2),
            InlinePanel(
                "blanks",
                [
                    FieldRowPanel([FieldPanel("key"), FieldPanel("format")]),
                    FieldPanel("label_fr", heading=_("Libellé")),
                    FieldPanel("placeholder_fr", heading=_("Exemple dans le champ")),
                    text_panel("accepted_fr", _("Réponses acceptées"), rows=3),
                    FieldPanel("tolerances", heading=_("Tolérances")),
                ],
                heading=_("Trous"),
                label=_("Trou"),
            ),
            FieldPanel("display_fr", heading=_("Réponse affichée")),
        ],
        heading=_("Réponse courte"),
        classname="challenge-blanks",
    ),
    text_panel("explanation_fr", _("Explication"), rows=4),
]

settings_panels = [
    MultiFieldPanel(
        [
            FieldPanel("shuffle"),
            FieldPanel("timer"),
            FieldPanel("focus"),
            FieldPanel("devices"),
        ],
        heading=_("Passation"),
    ),
    MultiFieldPanel(
        [FieldPanel("audiences"), FieldPanel("territories")],
        heading=_("Public"),
    ),
    MultiFieldPanel(
        [
            text_panel("alternative_fr", _("Consigne alternative"), rows=2),
            FieldRowPanel(
                [
                    FieldPanel("access_blind"),
                    FieldPanel("access_colour_blind"),
                    FieldPanel("access_deaf"),
                ]
            ),
        ],
        heading=_("Accessibilité"),
    ),
    MultiFieldPanel(
        [
            text_panel("sources", _("Sources des faits")),
            FieldRowPanel([FieldPanel("pedagogy"), FieldPanel("spoil_risk")]),
            FieldPanel("review_by"),
        ],
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
