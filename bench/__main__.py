"""python -m bench [part …], the parts being those below: without a word, all of them."""

import os
import sys

from bench import (
    activity,
    archive,
    award_round,
    certificates,
    concerns,
    coverage,
    decade,
    disclosure,
    imports,
    judging,
    load,
    network,
    packs,
    page,
    release,
    release_scale,
    wall,
)

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
PARTS = {
    "load": lambda: load.main(POSTGRES),
    "page": page.main,
    "release": release.main,
    "scale": release_scale.main,
    "packs": packs.main,
    "disclosure": disclosure.main,
    "imports": lambda: imports.main(POSTGRES),
    "wall": lambda: wall.main(POSTGRES),
    "archive": lambda: archive.main(POSTGRES),
    "concerns": lambda: concerns.main(POSTGRES),
    "activity": lambda: activity.main(POSTGRES),
    "decade": lambda: decade.main(POSTGRES),
    "network": lambda: network.main(POSTGRES),
    "judging": judging.main,
    "certificates": lambda: certificates.main(POSTGRES),
    "coverage": lambda: coverage.main(POSTGRES),
    "award-round": lambda: award_round.main(POSTGRES),
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
