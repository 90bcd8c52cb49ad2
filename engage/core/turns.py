"""Turns at SQLite's one pen: whoever writes is let in by order of coming, over threads and processes.

SQLite's own waiting is by lot, at intervals that grow: under load some wait for seconds, and give up.
"""

import fcntl
import os
from threading import Lock
from time import monotonic, sleep

PATIENCE = 5
LOOK_AGAIN = 0.001


class Turns:
    """The queue of one database: threads wait for each other here, one of each process at the door.

    Who stands at the door (the file "next") is let in (the file "turn") before anybody who comes later. The
    files are opened anew each time: a process forked from this one must not inherit its turn, and whoever is
    killed leaves theirs.
    """

    def __init__(self, database: str) -> None:
        self.database = database
        self.inside = Lock()
        self.turn: int | None = None

    def take(self) -> bool:
        """Wait for a turn; False where it never came: then SQLite's own waiting has to do."""
        until = monotonic() + PATIENCE
        if not self.inside.acquire(timeout=PATIENCE):
            return False
        door = self._wait("next", until)
        self.turn = self._wait("turn", until)
        os.close(door)
        return True

    def leave(self) -> None:
        """Let the next one in."""
        if self.turn is not None:
            os.close(self.turn)
        self.turn = None
        self.inside.release()

    def _wait(self, name: str, until: float) -> int:
        file = os.open(f"{self.database}-{name}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while monotonic() < until:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                sleep(LOOK_AGAIN)
        return file
