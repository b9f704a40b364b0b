"""Files that publishable things show or offer: accepted, stored once, served.

``accept`` is the only way in. The bytes are in the default storage under their sha256, the row says
type and size, and neither changes any more. Addresses of drafts' files are capabilities that expire.
"""

from .accepting import Checked, accept, check, check_role
from .addresses import address
from .errors import MediaMissing, MediaRefused
from .roles import MediaRole, limit_of, mimes_of
from .storing import open_media

__all__ = [
    "Checked",
    "MediaMissing",
    "MediaRefused",
    "MediaRole",
    "accept",
    "address",
    "check",
    "check_role",
    "limit_of",
    "mimes_of",
    "open_media",
]
