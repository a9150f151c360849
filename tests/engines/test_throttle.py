"""How many requests are under way, and when there are none."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from essaytool.engines.throttle import Throttle


def test_no_more_are_under_way_than_the_limit() -> None:
    throttle, lock = Throttle(3), threading.Lock()
    under_way = most = 0

    def work(_: int) -> None:
        nonlocal under_way, most
        with throttle.place():
            with lock:
                under_way += 1
                most = max(most, under_way)
            time.sleep(0.005)
            with lock:
                under_way -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(work, range(60)))
    assert most == 3


def test_the_limit_is_halved_once_for_requests_that_began_together() -> None:
    throttle = Throttle(16)
    begun = time.monotonic()
    for _ in range(16):
        throttle.refused(begun, 0)
    assert throttle.limit == 8
    throttle.refused(time.monotonic() + 1, 0)
    assert throttle.limit == 4


def test_the_limit_is_never_under_one_and_grows_by_one_a_round_up_to_the_most() -> None:
    throttle = Throttle(4)
    for turn in range(10):
        throttle.refused(time.monotonic() + turn + 1, 0)
    assert throttle.limit == 1
    throttle.answered()
    assert throttle.limit == 2
    throttle.answered()
    assert throttle.limit == 2
    for _ in range(100):
        throttle.answered()
    assert throttle.limit == 4


def test_nobody_gets_a_place_while_all_wait() -> None:
    throttle = Throttle(4)
    throttle.refused(time.monotonic(), 0.2)
    asked = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda _: taken(throttle), range(4)))
    assert min(got) - asked >= 0.2


def taken(throttle: Throttle) -> float:
    with throttle.place() as at:
        return at
