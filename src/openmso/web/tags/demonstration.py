"""The cast of a demonstration on the sign-in page. In production there is none."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings

from openmso.foundation.models import User
from openmso.foundation.places import places_of
from openmso.foundation.rules.sides import Post, Side
from openmso.launch.actions import PASSWORD

register = template.Library()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can be signed in as by a click; everybody knows the password."""

    email: str
    name: str
    post: Post
    side: Side
    password: str = PASSWORD

    @property
    def said(self) -> str:
        """The post in words."""
        return self.post.replace("_", " ")


@register.simple_tag
def cast() -> list[Member]:
    """The demonstration's users who have a seat, in the order of posts; none where this is production."""
    if settings.PRODUCTION:
        return []
    found = [
        Member(user.email, user.name, places[0].post, places[0].sides[0])
        for user in User.objects.filter(is_demo=True, is_active=True)
        if (places := places_of(user.id))
    ]
    order = {post: place for place, post in enumerate(Post)}
    return sorted(found, key=lambda one: (order[one.post], one.email))
