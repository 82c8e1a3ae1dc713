"""What is shipped is what is tested: the wheel holds every file of the package."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.architecture.tree import ROOT, SRC, tracked


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        shipped = set(wheel.namelist())
    assert {str(path.relative_to(SRC.parent)) for path in tracked() if path.is_relative_to(SRC)} <= shipped
