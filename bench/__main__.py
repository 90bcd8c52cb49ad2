"""python -m bench [load] [page] [release]: without a word, all of them."""

import os
import sys

from bench import load, page, release

PARTS = {
    "load": lambda: load.main(os.environ.get("TEST_POSTGRES_URL", "")),
    "page": page.main,
    "release": release.main,
}

for part in sys.argv[1:] or PARTS:
    PARTS[part]()
