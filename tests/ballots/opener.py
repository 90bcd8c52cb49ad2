"""A worker that opens boxes and is killed: python -m tests.ballots.opener FOLDER MAIN BALLOTS.

Each order on stdin, "BOX FLAGS POINT", is carried out by a fresh process. It ends itself like kill -9 at the
POINT-th checkpoint, or at the first of that name, or is ended from outside after -POINT milliseconds, or runs
to its end ("-"). The answer is one line: "killed", "done" or "failed".
"""

import os
import signal
import sys
import time
from pathlib import Path

from engage import create_app
from engage.ballots import actions
from engage.core.db import transaction
from tests.conftest import settings


def main(folder: str, main_url: str, ballot_url: str) -> None:
    """Fork for each order: what is slow is done once, and no connection exists yet that could be shared."""
    app = create_app(settings(Path(folder), main_url, ballot_url))
    for line in sys.stdin:
        box, flags, point = line.split()
        child = os.fork()
        if child == 0:
            _open(app, box, int(flags), point)
        if point[1:].isdigit() and point.startswith("-"):
            time.sleep(int(point[1:]) / 1000)
            os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            answer = "killed"
        else:
            answer = "done" if os.WEXITSTATUS(status) == 0 else "failed"
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


def _open(app: object, box: str, flags: int, point: str) -> None:
    seen = 0

    def checkpoint(name: str) -> None:
        nonlocal seen
        seen += 1
        if point in {str(seen), name}:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        with app.app_context():  # type: ignore[attr-defined]
            with transaction():
                actions.close_box(box)
            actions.open_box(box, flags, checkpoint=checkpoint)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
