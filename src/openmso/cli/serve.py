"""`openmso serve`: the pages and the API, served until it is told to stop; the embedded database with it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from openmso.cli.failure import BadInputError

APPLICATION = "openmso.web.worker:application"
Pem = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, show_default=False)]


Port = Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes any that is free.")]
PORT = 8000


def serve(
    *,
    port: Port = PORT,
    host: Annotated[
        str, typer.Option(help="The address to listen on; others reach 127.0.0.1 by a proxy only.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes answer.")] = 1,
    certificate: Pem = None,
    key: Pem = None,
) -> None:
    """Serve the pages and the API until Ctrl-C or a signal to end; what is being answered is answered first.

    The embedded database is started and made ready, and stopped in the end if it was started here; any other has to be up
    and ready. With --certificate and --key (PEM) TLS ends here. Leaves with 2 if the port is taken or the settings are
    unsafe.
    """
    from openmso.cli.database import database

    with database(), database_while_serving():
        run_server(port, host=host, workers=workers, certificate=certificate, key=key)


@contextmanager
def database_while_serving() -> Iterator[None]:
    """The embedded database, started if need be, and then stopped in the end; any other, if it is up and ready."""
    from django.conf import settings
    from django.db import connections

    from openmso.cli.database import owner
    from openmso.cli.server import raise_database
    from openmso.foundation.postgres import runs, stop
    from openmso.foundation.tables import pending

    if not settings.EMBEDDED:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT openmso_network('')")
        if settings.OWNER in settings.DATABASES and pending(owner()):
            raise BadInputError("migrations are missing; run: openmso up")
        yield
        return
    ours = not runs(settings.SERVER)
    try:
        raise_database()
        yield
    finally:
        connections.close_all()
        if ours:
            stop(settings.SERVER)


def run_server(
    port: int,
    *,
    host: str = "127.0.0.1",
    workers: int = 1,
    certificate: Path | None = None,
    key: Path | None = None,
) -> None:
    """Serve until told to stop. Django is set up, and the database ready. Raises `BadInputError` if it cannot begin."""
    from django.db import connections

    _wants_tls(certificate, key)
    at = _free_port(host, port)
    here = f"{'https' if certificate else 'http'}://{f'[{host}]' if ':' in host else host}:{at}"
    connections.close_all()  # the workers have their own
    _say_when_ready(here, _docs())
    _run(host, at, workers, certificate, key)
    typer.echo("stopped")


def _wants_tls(certificate: Path | None, key: Path | None) -> None:
    from django.conf import settings

    if (certificate is None) is not (key is None):
        raise BadInputError("--certificate and --key go together")
    if settings.TLS == "direct" and certificate is None:
        raise BadInputError("OPENMSO_TLS=direct says that TLS ends here: give --certificate and --key")


def _free_port(host: str, port: int) -> int:
    """The port, or any free one for 0. Raises `BadInputError` if somebody listens there already."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as taken:
            raise BadInputError(
                f"nothing can listen on {host}:{port}: {taken.strerror}", ["choose another port: --port 8001"]
            ) from None
        found: int = tried.getsockname()[1]
    return found


def _docs() -> str:
    """The path of the page that documents the API; empty if there is none."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse("api:openapi-view")
    except NoReverseMatch:
        return ""


def _say_when_ready(here: str, docs: str) -> None:
    """Say where it is, but not before it answers. Whoever asks for something unknown gets an answer, too."""

    def watch() -> None:
        import ssl
        import time
        from urllib.error import HTTPError, URLError
        from urllib.request import urlopen

        anyone = ssl._create_unverified_context()  # noqa: S323, SLF001 - only whether ourselves answer
        for _ in range(600):
            try:
                urlopen(f"{here}{docs or '/'}", timeout=60, context=anyone).close()  # noqa: S310 - our own address
            except HTTPError:
                pass
            except (URLError, OSError):
                time.sleep(0.1)
                continue
            typer.echo(f"OpenMSO is at {here}/")
            if docs:
                typer.echo(f"the API and its description: {here}{docs}")
            typer.echo("Ctrl-C stops it")
            return

    threading.Thread(target=watch, daemon=True).start()


def _run(host: str, port: int, workers: int, certificate: Path | None, key: Path | None) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        # A connection that is kept open would keep a worker from ending in peace.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(keep_alive=False),
        websockets=False,
        log_level=LogLevels.warning,
        ssl_cert=certificate,
        ssl_key=key,
        workers_kill_timeout=10,
    ).serve()
