"""The examples of docs/api.md, typed as they stand, against a running server with a real network; and what they say comes back."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import Any, Final

import pytest

from openmso.foundation.rules.sides import Side
from tests.architecture.tree import ROOT
from tests.web.network import network_of, program

TEXT: Final = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES: Final = re.findall(r"```sh\n(.*?)```\n\n```text\n(.*?)```", TEXT, re.DOTALL)


def fits(shown: str, came: str) -> bool:
    """Whether what came back is what is shown, where … stands for anything."""
    parts = [re.escape(part) for part in shown.strip().split("…")]
    return re.fullmatch(".*?".join(parts), came.strip(), re.DOTALL) is not None


def test_what_is_shown_can_differ() -> None:
    assert fits('{"a":…}', '{"a":1}\n')
    assert not fits('{"a":…}', '{"b":1}')


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not there to type the examples with")
@pytest.mark.django_db(transaction=True)
def test_every_example_does_what_it_shows(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(EXAMPLES) == TEXT.count("```sh")
    monkeypatch.setenv("OPENMSO", live_server.url)
    monkeypatch.setenv("TOKEN", program(network_of(), "olga", Side.BUSINESS).token)
    for typed, shown in EXAMPLES:
        came = subprocess.run(["bash", "-euc", typed], capture_output=True, text=True, check=True).stdout
        assert fits(shown, came), f"{typed}\ncame back as\n{came}"
