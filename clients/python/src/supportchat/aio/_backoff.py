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

    def next(self) -> float:
        """Counts a failure, and says how many seconds to wait."""
        # After 64 doublings, anything is at its most.
        ceiling = min(self._first * float(1 << min(self.failures, 64)), self._most)
        self.failures += 1
        return self._draw() * ceiling

    def reset(self) -> None:
        self.failures = 0
