"""Coming back to an older version, which makes a draft; and Wagtail's addresses of comparisons."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.snippets.views import snippets

from referentiel.numbers import whole_number

from ..actions import bring_back, bring_back_refusal
from ..comparing import compare as compare_documents
from ..documents import challenge_documents
from ..families import draft_of, names_for
from ..models import Challenge
from ..permissions import may_see, require
from ..queries import named_challenges
from ..versions import LIVE, revision_of, version_of
from .crumbs import edit_url, page_context


def compare_url(challenge: Challenge, before: str, after: str) -> str:
    """The comparison of two versions of ``challenge``, each as ``versions.py`` calls it."""
    query = {"a": challenge.public_id, "b": challenge.public_id}
    query |= {name: code for name, code in (("version_a", before), ("version_b", after)) if code}
    return f"{reverse('challenges:compare')}?{urlencode(query)}"


class ChallengeCompareView(snippets.RevisionsCompareView):
    """Wagtail's address of a comparison leads to ours, which knows choices and blanks."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Nothing is read before who asks is known."""
        View.setup(self, request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect, for who may see challenges."""
        if not may_see(request.user):
            require(request.user, "view")
        challenge = get_object_or_404(Challenge, pk=whole_number(kwargs["pk"]))
        before, after = (
            self._code(challenge, kwargs[name]) for name in ("revision_id_a", "revision_id_b")
        )
        return redirect(compare_url(challenge, before, after))

    def _code(self, challenge: Challenge, said: str) -> str:
        """What Wagtail calls a version, in our words. ``Http404`` for what is none."""
        if said == "latest":
            return ""
        if said == "live":
            if not challenge.live:
                raise Http404
            return LIVE
        if said == "earliest":
            first = challenge.revisions.order_by("pk").values_list("pk", flat=True).first()
            return f"r{first}" if first else ""
        if revision_of(challenge, said) is None:
            raise Http404
        return f"r{said}"


class ChallengeRevertView(snippets.EditView):
    """Wagtail's address for coming back to a version: a page that asks before it makes a draft."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """There is no form: nothing of Wagtail's is prepared."""
        View.setup(self, request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, then do it."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return self.http_method_not_allowed(request)
        challenge = get_object_or_404(named_challenges(), pk=whole_number(str(kwargs["pk"])))
        require(request.user, "change", challenge)
        return _revert(request, challenge, f"r{kwargs['revision_id']}")


def _revert(request: HttpRequest, challenge: Challenge, code: str) -> HttpResponse:
    revision, version = revision_of(challenge, code), version_of(challenge, code)
    if revision is None or version is None:
        raise Http404
    back = reverse(Challenge.snippet_viewset.get_url_name("history"), args=[challenge.pk])
    if request.method == "POST":
        try:
            bring_back(challenge, revision, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(back)
        else:
            messages.success(request, _("La version du %(when)s est revenue, en brouillon : relisez-le, "
                "puis soumettez-le à relecture.") % {"when": version.moment})  # fmt: skip
        return redirect(edit_url(challenge))
    old, new = challenge_documents(draft_of(challenge)), challenge_documents(revision.as_object())
    rows = compare_documents(old, new, names=names_for(old, new))
    context = {
        "challenge": challenge,
        "version": version,
        "refusal": bring_back_refusal(challenge, revision, request.user),
        "fields": list(dict.fromkeys(row.label for row in rows)),
        "compare_url": compare_url(challenge, "", version.code),
        "back": back,
        **page_context(
            _("Revenir à une version"), "history", (edit_url(challenge), str(challenge))
        ),
    }
    return TemplateResponse(request, "challenges/steps/revert.html", context)
