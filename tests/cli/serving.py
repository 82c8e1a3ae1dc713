"""A server that a test started as its users do: where it is, what it said, and its end."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.cli.installations import KEYS, PROGRAM

READY = re.compile(r"OpenMSO is at (http://\S+)/")
END = "Ctrl-C stops it"


@dataclass
class Served:
    """What was said until it was ready, where it is, and its process."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    at: str = ""

    def wait_until_ready(self) -> None:
        """Read until it says where it is. Fails with all it said if it ends before."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if found := READY.search(line):
                self.at = found[1]
            if line.startswith(END):
                return
        raise AssertionError("\n".join(self.lines))

    def ends_in_peace(self, signal_: signal.Signals = signal.SIGINT) -> bool:
        """Press Ctrl-C: the whole group hears it. Whether all of it ended by itself; what else was said is shown."""
        os.killpg(self.process.pid, signal_)
        out, _ = self.process.communicate(timeout=120)
        sys.stdout.write(out)
        return self.process.returncode == 0 and out.endswith("stopped\n") and "Killing" not in out


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Served]:
    """Run a command in a group of its own until it serves; killed in the end if it still runs."""
    clean = {name: value for name, value in os.environ.items() if name not in KEYS}
    process = subprocess.Popen(
        list(command),
        env={**clean, "PYTHONUNBUFFERED": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    served = Served(process)
    try:
        served.wait_until_ready()
        yield served
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def openmso(*arguments: str) -> list[str]:
    """The command line, as a command."""
    return [sys.executable, "-c", PROGRAM, *arguments]


class Visitor:
    """A browser without a screen: it keeps cookies and follows redirections."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[int, str]:
        """Fetch a page: status and text."""
        return self._fetch(urllib.request.Request(self.at + path))  # noqa: S310 - the address of our own server

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form that was fetched from the same path."""
        _, page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self._fetch(urllib.request.Request(self.at + path, data, {"Referer": self.at + path}))  # noqa: S310 - same

    def _fetch(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
