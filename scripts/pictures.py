"""Draw the pictures of README and docs: what the command line shows, as SVG.

Run it with `python scripts/pictures.py` after a change of what is shown; the pictures are checked in.
"""

from __future__ import annotations

import os
import subprocess
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
GROUP = "examples/med-spa-group/network.yaml"
ON = "2026-11-25"
WIDTH = 118

# rich's own frame fetches a font from elsewhere; this one takes what the reader's machine has.
FRAME = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
<rect fill="#ffffff" x="0" y="0" width="{width}" height="{height}"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def main() -> None:
    """Draw every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    draw("board", 24, "board", GROUP, "metairie", "--on", ON)
    draw(
        "chain", 44, "ask", GROUP, "--who", "Rosa", "--what", "Neurotoxin", "--where", "austin", "--when", ON
    )
    draw("check", 40, "check", GROUP, "--brief", "--on", ON)
    draw("reliance", 16, "reliance", GROUP, "--on", ON)


def draw(name: str, most: int, *command: str) -> None:
    """Run a command and keep its first lines as a picture."""
    there = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH)}
    shown = subprocess.run(
        ["openmso", *command], cwd=ROOT, env=there, text=True, capture_output=True, check=False
    )
    lines = shown.stdout.splitlines()[:most]
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join([f"$ openmso {' '.join(command)}", "", *lines])))
    svg = console.export_svg(theme=DEFAULT_TERMINAL_THEME, code_format=FRAME, unique_id=name)
    (PICTURES / f"{name}.svg").write_text(svg)


if __name__ == "__main__":
    main()
