"""How far a long command is, for the person who waits for it."""

import time
from typing import Protocol


class Stream(Protocol):
    """What is written to: a file, or a command's ``stderr``."""

    def write(self, text: str, /) -> object: ...

    def flush(self) -> object: ...


class ProgressBar:
    """One line on a terminal that is drawn again as work is done; in a log file, a line every tenth.

    Goes to standard error, so that standard output stays what the command says.
    """

    WIDTH = 30

    def __init__(self, stream: Stream, total: int, what: str) -> None:
        self.stream, self.total, self.what = stream, total, what
        self.started = time.monotonic()
        self.live = bool(getattr(stream, "isatty", bool)())
        self.last = -1

    def show(self, done: int) -> None:
        """Draws how far it is, when that differs from what is there."""
        share = done / self.total if self.total else 1.0
        step = int(share * (100 if self.live else 10))
        if step == self.last:
            return
        self.last = step
        filled = "#" * int(share * self.WIDTH)
        line = f"[{filled:<{self.WIDTH}}] {done:,} of {self.total:,} {self.what}{self._time_left(done)}"
        self.stream.write(f"\r{line:<78}" if self.live else f"{line}\n")
        if self.live and done == self.total:
            self.stream.write("\n")
        self.stream.flush()

    def _time_left(self, done: int) -> str:
        if not 0 < done < self.total:
            return ""
        seconds = (time.monotonic() - self.started) / done * (self.total - done)
        return f", about {seconds:.0f} s left" if seconds < 90 else f", about {seconds / 60:.0f} min left"
