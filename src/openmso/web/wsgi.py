"""What a server loads: `granian --interface wsgi openmso.web.wsgi:application`. In production it refuses the users of a demonstration."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from openmso.web.settings import UnsafeSettingsError


def refuse_demo_users() -> None:
    """Raises `UnsafeSettingsError` if this is production and the database has users whose passwords everybody knows."""
    from openmso.foundation.models import User  # noqa: PLC0415 - models load after Django is set up

    if settings.PRODUCTION and User.objects.filter(is_demo=True, is_active=True).exists():
        raise UnsafeSettingsError(
            "this database holds users of the demonstration, whose passwords everybody knows; use another one"
        )


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmso.web.settings")
application = get_wsgi_application()
refuse_demo_users()
