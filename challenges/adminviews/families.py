"""The family of a challenge side by side; declining, duplicating and moving, each asked first."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from content.enums import Status
from referentiel.models import Skill

from .. import actions
from ..bulkforms import MoveForm
from ..families import members
from ..models import Challenge
from ..permissions import may, require, seeing
from ..queries import named_challenges
from .crumbs import edit_url, page_context, view_url

#: Variants on one page: more columns than that nobody reads.
PER_PAGE = 12
#: Challenges that one page moves.
MOST_MOVED = 500


@require_safe
@seeing
def family(request: HttpRequest, pk: int) -> HttpResponse:
    """The prototype and its variants, as learners see them, with what differs."""
    challenge = get_object_or_404(named_challenges(), pk=pk)
    prototype = (
        challenge if challenge.prototype is None else named_challenges().get(pk=challenge.head.pk)
    )
    variants = named_challenges().filter(prototype=prototype).order_by("variant")
    page = Paginator(variants, PER_PAGE).get_page(request.GET.get("p"))
    found = members(prototype, page.object_list)
    may_add = may(request.user, "add") and actions.variant_refusal(prototype) is None
    decline_url = reverse("challenges:decline", args=[prototype.pk])
    context = {
        "prototype": prototype,
        "asked": challenge,
        "members": [
            {
                "member": one,
                "edit_url": edit_url(one.row) if may(request.user, "change", one.row) else "",
            }
            for one in found
        ],
        "page": page,
        "decline_url": decline_url if may_add else "",
        "header_buttons": (
            [HeaderButton(_("Décliner"), decline_url, icon_name="plus")] if may_add else []
        ),
        **page_context(
            _("Famille"), "list-ul", (view_url(request.user, prototype), str(prototype))
        ),
    }
    return TemplateResponse(request, "challenges/families/family.html", context)


@require_http_methods(["GET", "POST"])
@seeing
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make a variant and open it."""
    require(request.user, "add")
    challenge = get_object_or_404(named_challenges(), pk=pk)
    if request.method == "POST":
        try:
            made = actions.make_variant(challenge, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("challenges:decline", pk=pk)
        messages.success(
            request,
            _("La déclinaison %(n)s est créée : changez ce qui doit différer.")
            % {"n": made.variant},
        )
        return redirect(edit_url(made))
    effects = [
        _("Une nouvelle épreuve proposée est créée : elle reprend la consigne, les réponses, les "
          "fichiers, les liens, les alignements et les contextes du dernier brouillon."),
        _("L'acquis, le type, la passation, les publics, l'accessibilité et la pédagogie restent ceux "
          "du prototype : ils se changent sur lui, pour toute la famille."),
        _("Les traductions ne sont pas reprises. Rien ne part dans une banque avant sa validation."),
    ]  # fmt: skip
    refusal = actions.variant_refusal(challenge)
    links = [(reverse("challenges:family", args=[challenge.head.pk]), _("Voir la famille"))]
    if challenge.is_variant:
        url = reverse("challenges:decline", args=[challenge.head.pk])
        links.insert(0, (url, _("Décliner le prototype")))
    return _confirm(
        request, challenge, _("Décliner"), "plus", effects, [refusal] if refusal else [], links
    )


@require_http_methods(["GET", "POST"])
@seeing
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make a duplicate and open it."""
    require(request.user, "add")
    challenge = get_object_or_404(named_challenges(), pk=pk)
    if request.method == "POST":
        made = actions.duplicate(challenge, request.user)
        messages.success(request, _("La copie est créée : changez ce qui doit différer."))
        return redirect(edit_url(made))
    effects = [
        _("Un nouveau prototype proposé est créé, avec le texte du dernier brouillon et un "
          "identifiant à lui ; l'historique et les traductions restent à l'original."),
    ]  # fmt: skip
    if challenge.is_variant:
        effects.append(
            _("L'acquis, le type et les réglages sont ceux de sa famille aujourd'hui ; la copie n'en "
              "fait pas partie."),
        )  # fmt: skip
    else:
        effects.append(
            _("Pour une épreuve qui évalue la même chose autrement, déclinez plutôt : la famille reste "
              "ensemble."),
        )  # fmt: skip
    return _confirm(request, challenge, _("Dupliquer"), "copy", effects, [], [])


@require_http_methods(["GET", "POST"])
@seeing
def move(request: HttpRequest) -> HttpResponse:
    """Ask to which skill, say what happens, then move; several challenges at once by several ids."""
    require(request.user, "change")
    rows = _asked(request)
    form = MoveForm(request.POST if request.method == "POST" else None)
    refused = [why for row in rows if (why := actions.move_refusal(row, request.user))]
    if request.method == "POST" and rows and form.is_valid():
        try:
            moved = actions.move(rows, form.cleaned_data["skill"], request.user)
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, _moved_message(len(moved), form.cleaned_data["skill"]))
            first = rows[0]
            listing = reverse(Challenge.snippet_viewset.get_url_name("list"))
            return redirect(edit_url(first) if len(rows) == 1 else listing)
    context = {
        "rows": rows,
        "form": form,
        "refused": refused,
        "validated": sum(row.status == Status.VALIDATED for row in rows),
        "back": view_url(request.user, rows[0]) if len(rows) == 1 else "",
        **page_context(_("Déplacer vers un autre acquis"), "arrow-right"),
    }
    return TemplateResponse(request, "challenges/families/move.html", context)


def _asked(request: HttpRequest) -> list[Challenge]:
    """The challenges that the page is about; what is no id names none."""
    values = (request.POST if request.method == "POST" else request.GET).getlist("id")
    keys = [int(value) for value in values[:MOST_MOVED] if value.isdecimal() and len(value) < 19]
    return list(named_challenges().filter(pk__in=keys).order_by("pk"))


def _moved_message(count: int, skill: Skill) -> str:
    if not count:
        return _("Rien n'a changé : c'était déjà l'acquis %(skill)s.") % {"skill": skill.name}
    return ngettext(
        "%(n)s épreuve est maintenant sous %(skill)s. Ce qui est validé le reste sous l'ancien acquis "
        "jusqu'à la prochaine validation.",
        "%(n)s épreuves sont maintenant sous %(skill)s. Ce qui est validé le reste sous l'ancien "
        "acquis jusqu'à la prochaine validation.",
        count,
    ) % {"n": count, "skill": skill.name}


def _confirm(
    request: HttpRequest,
    challenge: Challenge,
    title: str,
    icon: str,
    effects: list[str],
    refusals: list[str],
    links: list[tuple[str, str]],
) -> HttpResponse:
    """The page that says what a button will do, or why it cannot."""
    context = {
        "challenge": challenge,
        "effects": effects,
        "refusals": refusals,
        "links": links,
        "back": view_url(request.user, challenge),
        **page_context(title, icon, (view_url(request.user, challenge), str(challenge))),
    }
    return TemplateResponse(request, "challenges/families/confirm.html", context)
