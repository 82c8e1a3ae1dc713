"""`openmso access`: who sits where in a network. The operator of the installation seats the first people of both sides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError

if TYPE_CHECKING:
    from openmso.foundation.models import User
    from openmso.foundation.rules.sides import Post

app = typer.Typer(
    name="access", no_args_is_help=True, help="Who has a seat in a network, and how they first sign in."
)
Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The network's short name.", show_default=False)]
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="As whom they sign in.", show_default=False)]
Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="The reason, kept in the history.", show_default=False)
]


@app.command("seat")
def give(
    slug: Slug,
    email: Email,
    post: Annotated[
        str,
        typer.Argument(metavar="POST", help="What they are: mso_owner, rn, auditor, …", show_default=False),
    ],
    *,
    why: Why,
    name: Annotated[str, typer.Option(metavar="NAME", help="Their name, if they are new.")] = "",
    organization: Annotated[
        str, typer.Option("--at", metavar="ID", help="The organization of the network where they sit.")
    ] = "",
    person: Annotated[str, typer.Option(metavar="ID", help="Who they are among its people.")] = "",
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The first day without it (UTC).", show_default=False),
    ] = None,
) -> None:
    """Give somebody a seat, as the system: also the seats that neither side gives."""
    from openmso.cli.database import database, system_of

    with database():
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email

        from openmso.foundation.door import acting
        from openmso.foundation.seats import BadSeatError, enter_user, give_seat

        by, wanted = system_of(slug), _post(post)
        try:
            validate_email(email)
        except ValidationError:
            raise BadInputError(f"{email!r} is no email") from None
        try:
            with acting(by, why=why):
                seat = give_seat(
                    by=by,
                    why=why,
                    user=enter_user(by=by, why=why, email=email, name=name),
                    post=wanted,
                    organization=organization,
                    person=person,
                    until=until.date() if until else None,
                )
        except BadSeatError as refused:
            raise BadInputError(str(refused)) from None
        typer.echo(f"{email} has the seat {seat}")


@app.command("seats")
def show(slug: Slug) -> None:
    """List who has a seat today."""
    from openmso.cli.database import database, system_of
    from openmso.cli.render.paper import Paper
    from openmso.words.plain import clean

    with database():
        from openmso.foundation.seats import seats

        paper, found = Paper(), seats(system_of(slug))
        rows = [
            (
                str(one.id),
                clean(one.email),
                one.post.value,
                clean(one.organization),
                clean(one.person),
                f"{one.since}–{one.until or ''}",
            )
            for one in found
        ]
        paper.grid(rows)
        if not rows:
            paper.line(f"nobody yet; seat somebody with: openmso access seat {slug} EMAIL POST --why TEXT")


@app.command("end")
def end(
    slug: Slug,
    seat: Annotated[
        str, typer.Argument(metavar="SEAT", help="Its id, as `seats` shows it.", show_default=False)
    ],
    *,
    why: Why,
) -> None:
    """End a seat at once, with its tokens. It stays in the history."""
    from uuid import UUID

    from openmso.cli.database import database, system_of

    with database():
        from openmso.foundation.seats import NoSeatError, end_seat

        by = system_of(slug)
        try:
            end_seat(by=by, why=why, seat=UUID(seat))
        except ValueError:
            raise BadInputError(f"{seat!r} is no id of a seat") from None
        except NoSeatError as refused:
            raise BadInputError(str(refused)) from None
        typer.echo("the seat has ended")


@app.command("link")
def link(email: Email) -> None:
    """Print the address at which somebody sets their first password, where no letters leave. It works once, for three days.

    Give it to nobody else: whoever has it first is them.
    """
    from openmso.cli.database import database

    with database():
        from allauth.account import app_settings
        from allauth.account.utils import user_pk_to_url_str
        from django.urls import reverse

        user = _user(email)
        key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
        where = {"uidb36": user_pk_to_url_str(user), "key": key}
        typer.echo(reverse("account_reset_password_from_key", kwargs=where))


@app.command("deactivate")
def deactivate(email: Email) -> None:
    """Let somebody sign in nowhere any more, from their next request on. Takes the owner's connection."""
    from openmso.cli.database import database, owner

    with database():
        from openmso.foundation.models import User

        user = _user(email)
        User.objects.using(owner()).filter(id=user.id).update(is_active=False)
        typer.echo(f"{user.email} signs in nowhere any more; their seats are as they were")


def _post(text: str) -> Post:
    from openmso.foundation.rules.sides import Post

    try:
        return Post(text)
    except ValueError:
        raise BadInputError(f"there is no post {text!r}; there are: {', '.join(Post)}") from None


def _user(email: str) -> User:
    from openmso.foundation.models import User

    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise BadInputError(f"nobody signs in as {email}; seat them first with: openmso access seat")
    return user
