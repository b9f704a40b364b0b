"""The panels of the author's form: French only, what the chosen type needs, settings folded."""

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

from .forms import ChallengeForm

question_panels = [
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("skill"), FieldPanel("type")]), FieldPanel("contexts")],
        heading=_("Ce que l'épreuve évalue"),
        classname="challenge-target",
    ),
    FieldPanel("instruction_fr", heading=_("Consigne")),
    InlinePanel(
        "choices",
        [FieldPanel("text_fr", heading=_("Proposition")), FieldPanel("correct")],
        heading=_("Propositions"),
        label=_("Proposition"),
        classname="challenge-choices",
        help_text=_("Cochez « juste » pour ce qui est juste : une seule pour un choix unique."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("template_fr", heading=_("Texte à compléter")),
            InlinePanel(
                "blanks",
                [
                    FieldRowPanel([FieldPanel("key"), FieldPanel("format")]),
                    FieldPanel("label_fr", heading=_("Libellé")),
                    FieldPanel("placeholder_fr", heading=_("Exemple dans le champ")),
                    FieldPanel("accepted_fr", heading=_("Réponses acceptées")),
                    FieldPanel("tolerances"),
                ],
                heading=_("Trous"),
                label=_("Trou"),
            ),
            FieldPanel("display_fr", heading=_("Réponse affichée")),
        ],
        heading=_("Réponse courte"),
        classname="challenge-blanks",
    ),
    FieldPanel("explanation_fr", heading=_("Explication")),
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
            FieldPanel("alternative_fr", heading=_("Consigne alternative")),
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
            FieldPanel("sources"),
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
