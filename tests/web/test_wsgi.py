"""Production does not start over a database whose users' passwords everybody knows."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from openmso.foundation.models import User
from openmso.web.settings import UnsafeSettingsError

pytestmark = pytest.mark.django_db


def test_production_refuses_users_of_the_demonstration(settings: Settings) -> None:
    from openmso.web.wsgi import refuse_demo_users

    User.objects.create_user("demo@example.com", is_demo=True)
    refuse_demo_users()
    settings.PRODUCTION = True
    with pytest.raises(UnsafeSettingsError, match="everybody knows"):
        refuse_demo_users()
    User.objects.update(is_active=False)
    refuse_demo_users()
