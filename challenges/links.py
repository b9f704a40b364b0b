"""The links that challenges hold, found in their documents (registered in ``apps.py``)."""

import re
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from content.enums import Status
from content.links.registry import LinkUse
from content.minting import Document

from .documents import challenge_documents, ready_for_documents
from .models import Challenge

#: A Markdown link or a bare one between angle brackets, to the web.
_IN_TEXT = re.compile(r"(?:\]\(|<)(https?://[^\s)>]+)")


def challenge_links() -> Iterator[LinkUse]:
    """Links of what is proposed or validated: pages to consult, simulators, and links in texts."""
    standing = Challenge.objects.filter(status__in=(Status.PROPOSED, Status.VALIDATED))
    pattern = Challenge.snippet_viewset.get_url_name("edit")
    for challenge in ready_for_documents(standing.order_by("pk")).iterator(chunk_size=200):
        edit_url = reverse(pattern, args=[challenge.pk])
        for url, field in _links(*challenge_documents(challenge)):
            yield LinkUse(url, str(challenge), field, edit_url)


def _links(body: Document, key: Document) -> Iterator[tuple[str, str]]:
    for texts in body["locales"].values():
        for link in texts.get("links", []):
            yield link["url"], _("lien à consulter")
        if (embed := texts.get("embed")) and embed.get("url"):
            yield embed["url"], _("simulateur")
    for document in (body, key):
        for texts in document["locales"].values():
            for text in _strings(texts):
                for url in _IN_TEXT.findall(text):
                    yield url, _("texte")


def _strings(value: object) -> Iterator[str]:
    """Every string inside ``value``."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
