"""Every address under /admin/, by name."""

from django.urls import get_resolver
from django.urls.resolvers import URLPattern


def addresses():
    """(name with namespaces, view) of every address of the admin."""
    yield from _under(get_resolver().url_patterns, "", "")


def _under(patterns, path, space):
    for one in patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLPattern):
            if here.startswith("admin/"):
                yield f"{space}{one.name or here}", one.callback
        elif here.startswith("admin/") or "admin/".startswith(here):
            yield from _under(
                one.url_patterns, here, f"{space}{one.namespace}:" if one.namespace else space
            )
