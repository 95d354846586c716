"""Normal clients, whose waits are compared before and during a fault."""

import threading
import time

from house import SPACE, Line
from overload import percentile


class Visitors:
    """A few people who read pages all the time, each on a connection of their own."""

    def __init__(self, house, people=4, pause=0.02, path=f"/{SPACE}/today"):
        self.house, self.pause, self.path = house, pause, path
        self.waits, self.failures = [], []
        self.is_ending = False
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.run, daemon=True) for _ in range(people)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_ending = True
        for thread in self.threads:
            thread.join()

    def run(self):
        line = Line(self.house, 10)
        while not self.is_ending:
            begun = time.monotonic()
            status, _ = line.ask("GET", self.path)
            with self.lock:
                if status == 200:
                    self.waits.append(time.monotonic() - begun)
                else:
                    self.failures.append(status)
            time.sleep(self.pause)

    def p99(self):
        return percentile(self.waits, 0.99)

    def availability(self):
        return len(self.waits) / max(1, len(self.waits) + len(self.failures))


def watch(house, seconds):
    """The p99 of normal clients over some seconds."""
    with Visitors(house) as visitors:
        time.sleep(seconds)
    return visitors.p99()
