from __future__ import annotations

import threading

from claimcheck.models.texts import meanwhile


def test_work_is_done_beside_and_ended_with_the_context() -> None:
    begun, done = threading.Event(), []

    def work() -> None:
        begun.wait(5)
        done.append(threading.current_thread())

    with meanwhile(work):
        begun.set()
    assert done
    assert done[0] is not threading.current_thread()


def test_what_goes_wrong_beside_stops_nothing() -> None:
    reached = []
    with meanwhile(lambda: 1 / 0):
        reached.append(True)
    assert reached
