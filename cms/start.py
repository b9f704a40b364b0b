"""What a web process looks at before it serves."""

from django.core.exceptions import ImproperlyConfigured

from .checks import check_no_demo_accounts


def refuse_demo() -> None:
    """Refuse to serve while a demo account exists. Raises ``ImproperlyConfigured``."""
    for problem in check_no_demo_accounts():
        raise ImproperlyConfigured(f"{problem.msg} {problem.hint}")
