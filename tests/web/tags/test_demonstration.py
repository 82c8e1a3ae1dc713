"""The cast of a demonstration on the sign-in page, and nowhere in production."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from openmso.foundation.models import User
from openmso.web.tags.demonstration import cast
from tests.foundation.company import Company

pytestmark = pytest.mark.django_db


def test_only_users_of_a_demonstration_are_listed_in_the_order_of_posts(lone_star: Company) -> None:
    assert cast() == []
    User.objects.filter(email__in=["rosa@example.com", "olga@example.com"]).update(is_demo=True)
    assert [(one.email, one.said, one.side) for one in cast()] == [
        ("olga@example.com", "mso owner", "business"),
        ("rosa@example.com", "rn", "clinical"),
    ]


def test_who_has_no_seat_or_is_shut_out_is_not_listed(lone_star: Company) -> None:
    User.objects.filter(email="rosa@example.com").update(is_demo=True, is_active=False)
    User.objects.create(email="nobody@example.com", is_demo=True)
    assert cast() == []


def test_in_production_nobody_is_listed(lone_star: Company, settings: Settings) -> None:
    User.objects.filter(email="rosa@example.com").update(is_demo=True)
    assert len(cast()) == 1
    settings.PRODUCTION = True
    assert cast() == []


@pytest.fixture
def staged(lone_star: Company) -> None:
    """Rosa is of a demonstration, before anybody comes in."""
    User.objects.filter(email="rosa@example.com").update(is_demo=True)


def test_the_page_says_that_it_is_a_demonstration(staged: None, visitor: Client) -> None:
    page = visitor.get("/accounts/login/").content.decode()
    assert "everybody knows their password" in page
    assert page.count("rosa@example.com") == 1


def test_where_it_is_none_it_says_nothing_of_it(visitor: Client) -> None:
    assert b"demonstration" not in visitor.get("/accounts/login/").content
