"""What is asked once for a page: of a request that reads, and of nothing that writes."""

from collections.abc import Callable

import pytest
from flask import Flask

from engage.core.db import once, reading, writing
from tests.factories import People
from tests.site import Site, counting


@pytest.fixture
def asked() -> tuple[list[int], Callable[[], int]]:
    times: list[int] = []

    def ask() -> int:
        times.append(1)
        return len(times)

    return times, ask


def test_a_request_that_reads_asks_once_and_the_next_asks_anew(
    app: Flask, asked: tuple[list[int], Callable[[], int]]
) -> None:
    times, ask = asked
    for _ in range(2):
        with app.test_request_context("/"):
            assert once(("a", 1), ask) == once(("a", 1), ask)
    assert len(times) == 2


def test_another_question_is_another(app: Flask, asked: tuple[list[int], Callable[[], int]]) -> None:
    with app.test_request_context("/"):
        assert once(("a", 1), asked[1]) != once(("a", 2), asked[1])


def test_whoever_writes_asks_each_time(app: Flask, asked: tuple[list[int], Callable[[], int]]) -> None:
    with app.test_request_context("/", method="POST"):
        assert once(("a", 1), asked[1]) != once(("a", 1), asked[1])


def test_what_writes_within_a_request_that_reads_leaves_nothing_stale(
    app: Flask, asked: tuple[list[int], Callable[[], int]]
) -> None:
    with app.test_request_context("/"):
        before = once(("a", 1), asked[1])
        with writing():
            pass
        assert once(("a", 1), asked[1]) != before


def test_a_command_asks_each_time(app: Flask, asked: tuple[list[int], Callable[[], int]]) -> None:
    with app.app_context(), reading():
        assert once(("a", 1), asked[1]) != once(("a", 1), asked[1])


def test_the_start_page_asks_where_somebody_stands_once(site: Site, people: People) -> None:
    with counting() as statements:
        site.get("/", as_=people.bryn)
    assert sum("own_units" in each for each in statements) == 1
