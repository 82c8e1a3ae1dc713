"""Users, their seats, and every crossing of the line."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models.records import Network, UuidV7, walled
from openmso.foundation.rules.sides import EVERYBODY, ONLY_ADDED, SYSTEM_ONLY, Post, Side, Walled


class UserAccounts(BaseUserManager["User"]):
    """Makes users; an email is compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """A user who signs in with an email. Without a password they cannot, until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        """An operator of the installation, who sees no network by that alone."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """One who signs in."""

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = UserAccounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email


@walled(SYSTEM_ONLY)
class Seat(models.Model):
    """A user's place in an organization of a network. `person` is who they are among its people, if anybody."""

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=30, choices=[(post.value, post.value) for post in Post])
    organization = models.CharField(max_length=200, blank=True)
    person = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="seat_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.post}"


@walled(Walled(EVERYBODY, EVERYBODY, ONLY_ADDED))
class Crossing(models.Model):
    """Somebody crossed the line, to which side and why. Nobody changes or removes one."""

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    to_side = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])
    why = models.TextField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"{self.user_id} to {self.to_side}"
