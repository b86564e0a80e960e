from __future__ import annotations

import random
from collections.abc import Callable


class Backoff:
    """How long to wait before trying again: a random time up to a ceiling that each failure doubles, so that not all clients of a server that comes back are there at once."""

    def __init__(self, first: float, most: float, draw: Callable[[], float] = random.random) -> None:
        self._first = first
        self._most = most
        # A number from 0 to 1; tests put theirs in.
        self._draw = draw
        self.failures = 0

    def next(self, asked: float | None = None) -> float:
        """Counts a failure, and says how many seconds to wait: a little more than asked, if the service says how long, so that not all that it refused at once come back at once."""
        # After 64 doublings, anything is at its most.
        ceiling = min(self._first * float(1 << min(self.failures, 64)), self._most)
        self.failures += 1
        wait = self._draw() * ceiling
        return wait if asked is None else max(wait, asked + self._draw() * self._first)

    def reset(self) -> None:
        self.failures = 0
