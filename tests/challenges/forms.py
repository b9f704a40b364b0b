"""What a browser would post from the challenge form."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from challenges.models import Challenge


def url(name, *args):
    """The admin address of the challenge view called ``name``."""
    return reverse(Challenge.snippet_viewset.get_url_name(name), args=args)


def form_data(skill, choices=(("Rouge", False), ("Vert", True)), action=None, **fields):
    """The form's fields; ``action`` is a button such as ``action-publish``."""
    rows = [
        {"text_fr": text, **({"correct": "on"} if correct else {})} for text, correct in choices
    ]
    data = {
        "skill": str(skill.pk) if skill else "",
        "type": "single_choice",
        "instruction_fr": "Quelle couleur laisse passer ?",
        "explanation_fr": "Le vert.",
        "alternative_fr": "",
        "template_fr": "",
        "display_fr": "",
        "choices": inline_formset(rows),
        "embed_title_fr": "",
        "embed_url_fr": "",
        "embed_height": "500",
        "embed_entry": "index.html",
        "embed_auto_reply": "on",
        **{
            name: inline_formset(fields.pop(name, []))
            for name in ("blanks", "groups", "media", "links", "alignments")
        },
        "shuffle": "on",
        "timer": "",
        "access_blind": "ok",
        "access_colour_blind": "ok",
        "access_deaf": "ok",
        "sources": "",
        "pedagogy": "q-situation",
        "spoil_risk": "low",
        "review_by": "",
        "licence": "CC-BY-SA-4.0",
        "attribution": "",
        **fields,
    }
    if action:
        data[action] = action
    # A list would be taken for a nested form: several values of one field come after.
    return {**nested_form_data(data), "devices": ["computer", "phone"]}


def page_data(client, challenge):
    """What a browser would post from the edit page as it is, without a button."""
    form = client.get(url("edit", challenge.pk)).context["form"]
    data = {}
    for one in (form, *(row for formset in form.formsets.values() for row in formset.forms)):
        for bound in one:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = "on" if value is True else value
    for formset in form.formsets.values():
        for bound in formset.management_form:
            data[bound.html_name] = bound.value()
        for index, row in enumerate(formset.forms):
            data[f"{row.prefix}-ORDER"] = index + 1
    return {name: value for name, value in data.items() if value != ""}
