"""A wheel, installed far from the checkout, does the same."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not importlib.util.find_spec("hatchling"), reason="hatchling, which builds the wheel, is missing"
    ),
    pytest.mark.skipif(not importlib.util.find_spec("pip"), reason="pip, which installs the wheel, is missing"),
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from a copy of what is built from."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("hmi_visit", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, out], cwd=source, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_everything(wheel: Path) -> None:
    """Every template, style and stylesheet travels in it, and no visit."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    data = [p for p in (ROOT / "templates").rglob("*") if p.is_file()]
    assert data
    assert {f"hmi_visit/templates/{p.relative_to(ROOT / 'templates').as_posix()}" for p in data} <= inside
    rooms = [p for p in (ROOT / "hmi_visit").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {p.relative_to(ROOT).as_posix() for p in rooms} <= inside
    assert not [name for name in inside if name.startswith(("visits/", "tests/")) or name.endswith(".sqlite")]


def test_an_installed_wheel_writes_letters(wheel: Path, tmp_path: Path) -> None:
    """In a fresh environment and an empty folder, a sample becomes a letter; the checkout is not there to help."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", tmp_path / "env"], check=True, env=env, capture_output=True
    )
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", scripts / "python", "install"]
    subprocess.run([*pip, "--quiet", "--no-index", "--no-deps", wheel], check=True, env=env, capture_output=True)
    find = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.check_output([scripts / "python", "-c", find], text=True, env=env).strip())
    # its dependencies are those of this environment, without the checkout that may be installed in it
    for entry in dependencies():
        if not (site / entry.name).exists():
            (site / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
    work = tmp_path / "empty"
    work.mkdir()

    def run(*arguments: str | Path) -> str:
        done = subprocess.run([scripts / "hmi-visit", *arguments], cwd=work, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert str(ROOT) not in run("paths")
    run("forms", "--check")
    for visit in run("demo", "--no-open").splitlines():
        letter = run("letter", visit, "-o", work / f"{Path(visit).stem}.docx").strip()
        assert zipfile.is_zipfile(letter)


def dependencies() -> list[Path]:
    """What is installed here beside the project itself."""
    import sysconfig

    here = Path(sysconfig.get_path("purelib"))
    return [
        p
        for p in here.iterdir()
        if not p.name.startswith(("hmi_visit", "_hmi_visit", "__editable__", "_editable"))
        and p.suffix != ".pth"
        and p.name != "__pycache__"
    ]
