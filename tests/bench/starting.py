"""How long the application takes to start, beside importing Flask and SQLAlchemy."""

import os
import subprocess
import sys
import time

from servers import ROOT, Place
from tables import Row

MOST = 2.0
_FLOOR = "import flask, sqlalchemy, sqlalchemy.orm"
_OURS = "from portal.app import create_app; create_app()"


def measure(where: Place, rounds: int) -> list[Row]:
    """One row; processor time of a fresh process each, so that a busy machine does not blur it.

    Compiled modules are kept, as an installation keeps them, whatever this environment says about writing them.
    """
    _seconds(where, _OURS), _seconds(where, _FLOOR)
    pairs = [(_seconds(where, _OURS), _seconds(where, _FLOOR)) for _ in range(rounds)]
    ratios = sorted(ours / floor for ours, floor in pairs)
    middle = ratios[len(ratios) // 2]
    ours, floor = (sorted(one)[len(pairs) // 2] for one in zip(*pairs, strict=True))
    told = f"{middle:.2f} × ({ratios[0]:.2f}–{ratios[-1]:.2f})"
    figures = (f"{ours * 1e3:,.0f} ms", f"{floor * 1e3:,.0f} ms")
    return [Row("start of the application", *figures, told, f"≤ {MOST:.0f} ×", middle <= MOST)]


def _seconds(where: Place, code: str) -> float:
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(where.folder / "compiled")}
    before = os.times()
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={**os.environ, **where.environment, **kept})
    after = os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return min(used, time.perf_counter() - begun)
