"""Where and of what a figure was measured."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("Django", "wagtail", "gunicorn", "whitenoise", "weasyprint", "psycopg")


def commit() -> str:
    """The commit that was measured; ``-changed`` behind it when files differ from it."""
    name = _git("rev-parse", "--short=12", "HEAD")
    return f"{name}-changed" if _git("status", "--porcelain", "--untracked-files=no") else name


def describe() -> dict[str, object]:
    """The machine, the versions of what matters, and how busy it was with other things before."""
    return {
        "commit": commit(),
        "processors": os.cpu_count(),
        "processor": _processor(),
        "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "system": platform.platform(),
        "load_before": [round(each, 2) for each in os.getloadavg()],
        "versions": {"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
