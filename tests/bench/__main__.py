"""`make bench`: the tables of speed and size, each figure beside its floor on the same machine in the same run.

Options: `--quick` (shorter rounds), `--only pages|sending|starting`, `--database sqlite|postgresql`.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]


def main() -> int:
    """Run what was asked for; 1 when something is not reached."""
    import pages
    import sending
    import starting
    from servers import place
    from tables import say

    asked = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="shorter rounds, a smaller storm")
    asked.add_argument("--only", choices=("pages", "sending", "starting"))
    asked.add_argument("--database", choices=("sqlite", "postgresql"))
    given = asked.parse_args()
    rounds, seconds, storm = (2, 0.5, 1_000) if given.quick else (4, 0.8, 10_000)
    begun, fine = time.monotonic(), True
    for name in (given.database,) if given.database else ("sqlite", "postgresql"):
        with place(name) as where:
            if given.only in (None, "pages"):
                fine &= say(f"Public pages, {name}", pages.measure(where, rounds, seconds))
            if given.only in (None, "sending"):
                fine &= say(f"Taking submissions, {name}", sending.measure(where, rounds, seconds, storm))
            if given.only in (None, "starting") and name == "sqlite":
                fine &= say("Start-up", starting.measure(where, 2 * rounds))
    print(
        f"\n{time.monotonic() - begun:.0f} seconds. Everything is reached." if fine else "\nSomething is not reached."
    )
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
