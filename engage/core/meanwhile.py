"""Something small done again and again beside something long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError


@contextmanager
def meanwhile(work: Callable[[], None], seconds: float, times: int) -> Iterator[None]:
    """While the body runs, do this every so many seconds, so many times at most; in a thread and session of its own.

    At most, so that a body that hangs for ever is noticed by what this would keep up.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    over = Event()
    thread = Thread(target=_again, args=(app, work, seconds, times, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _again(app: Flask, work: Callable[[], None], seconds: float, times: int, over: Event) -> None:
    for _ in range(times):
        if over.wait(seconds):
            return
        with app.app_context():
            try:
                work()
            except SQLAlchemyError as error:  # the database is busy or away: the next time will do
                app.logger.warning("not kept up", extra={"facts": {"error": type(error).__name__}})
