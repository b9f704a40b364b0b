"""The pointer document (pointer/1) of a bank for one scope."""

from typing import Any

from .enums import Scope
from .models import LatestPointer


def pointer_document(latest: LatestPointer, scope: Scope) -> dict[str, Any]:
    """Which manifest is the latest of the bank for ``scope``."""
    manifest = latest.release.manifests.get(scope=scope)
    return {
        "schema": "pointer/1",
        "bank": latest.bank.slug,
        "scope": scope.value,
        "number": latest.release.number,
        "sha256": manifest.sha256,
        "sequence": latest.sequence,
        "time": latest.moved_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
