"""`openmso worker`: do what the queue holds."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker in a process of its own for as long as the block lasts, so that what is asked for on pages is made."""
    started = subprocess.Popen(
        [sys.executable, "-c", "from openmso.cli.main import app; app()", "worker"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        started.terminate()
        try:
            started.wait(timeout=10)
        except subprocess.TimeoutExpired:
            started.kill()


def worker(
    *,
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="Leave when the queue is empty, instead of waiting for more.")
    ] = False,
    at_once: Annotated[int, typer.Option(metavar="N", min=1, max=16, help="So many jobs at once.")] = 1,
) -> None:
    """Do the jobs of all networks: what was asked for, and by the clock seal each network and verify it.

    Run one or more beside what serves people. A job tells a network and codes, never what a record holds.
    """
    from openmso.cli.database import database

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    with database():
        from openmso.foundation.jobs import work

        work(until_idle=until_idle, at_once=at_once)
