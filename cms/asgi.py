"""The ASGI entry point; production settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = get_asgi_application()

from cms.start import refuse_demo  # noqa: E402 - needs the applications to be loaded

refuse_demo()
