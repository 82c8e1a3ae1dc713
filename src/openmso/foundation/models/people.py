"""Users: who signs in. They belong to no network; a seat says where they have a place."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models.records import UuidV7


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
    """One who signs in. Users of a demonstration, whose passwords everybody knows, never sign in in production."""

    id = models.UUIDField(primary_key=True, db_default=UuidV7(), editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = UserAccounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email
