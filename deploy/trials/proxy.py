"""A stretch of network between the app and its database that can be broken."""

import select
import socket
import threading
import time

from house import wait_until


class Proxy:
    """Passes bytes between its own port and another; dropped, it takes no connection; stalled, it passes nothing on."""

    def __init__(self, port):
        self.target = port
        self.pairs = {}
        self.waiting = []
        self.is_stalled = False
        self.wake, self.woken = socket.socketpair()
        self.commands = []
        self.listener = None
        self.listen()
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def listen(self):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", getattr(self, "port", 0)))
        self.listener.listen(256)

    def drop(self):
        self.command(self._drop)

    def stall(self):
        self.command(self._stall)

    def heal(self):
        self.command(self._heal)

    def command(self, what):
        done = threading.Event()
        self.commands.append((what, done))
        self.wake.send(b"x")
        done.wait(10)

    def _drop(self):
        self.listener.close()
        self.listener = None
        for end in list(self.pairs):
            end.close()
        self.pairs = {}

    def _stall(self):
        self.is_stalled = True

    def _heal(self):
        self.is_stalled = False
        if self.listener is None:
            self.listen()
        for end in self.waiting:
            self.join(end)
        self.waiting = []

    def join(self, end):
        try:
            other = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:
            end.close()
            return
        self.pairs[end], self.pairs[other] = other, end

    def run(self):
        while True:
            watched = [self.woken] + ([self.listener] if self.listener else [])
            if not self.is_stalled:
                watched += list(self.pairs)
            ready, _, _ = select.select(watched, [], [], 1)
            for place in ready:
                if place is self.woken:
                    self.woken.recv(100)
                    while self.commands:
                        what, done = self.commands.pop(0)
                        what()
                        done.set()
                    break
                if place is self.listener:
                    end, _ = place.accept()
                    self.waiting.append(end) if self.is_stalled else self.join(end)
                elif place in self.pairs:
                    self.pass_on(place)

    def pass_on(self, end):
        other = self.pairs[end]
        try:
            data = end.recv(65536)
            if data:
                other.sendall(data)
                return
        except OSError:
            pass
        for place in (end, other):
            self.pairs.pop(place, None)
            place.close()


def unreachable():
    """A minute without the database: first its network refuses, then it says nothing."""
    from house import SPACE, House
    from ledger import Ledger, in_words, verdict
    from postgres import Postgres
    from visitors import Visitors

    database = Postgres("unreachable").start()
    proxy = Proxy(database.port)
    house = House("unreachable-app", database=f"host=127.0.0.1 port={proxy.port} dbname=vakka").start()
    house.sign_in()
    figures, words, holds = {}, [], True
    with Ledger(house) as ledger, Visitors(house, people=4, pause=0.1) as visitors:
        time.sleep(3)
        for name, breaks in (("refusing", proxy.drop), ("silent", proxy.stall)):
            calm = (house.threads(), house.descriptors())
            moment = time.monotonic()
            breaks()
            most, ready = calm, []
            while time.monotonic() - moment < 60:
                time.sleep(2)
                most = (max(most[0], house.threads()), max(most[1], house.descriptors()))
                status, _, took = house.ask("GET", "/health/ready", seconds=15)
                ready.append((status, took))
            proxy.heal()
            healed = time.monotonic()
            wait_until(lambda: ledger.first_after(healed) is not None, 30)
            back = ledger.first_after(healed) or 30
            # Answers to what was asked during the fault come a little later.
            time.sleep(5)
            longest = max(ledger.longest_between(moment, healed + 5), max(took for _, took in ready))
            told = ledger.answers_since(moment + 0.1)
            more = (most[0] - calm[0], most[1] - calm[1])
            figures[name] = {"longest_answer_seconds": longest, "back_seconds": back, "threads_more": more[0],
                             "descriptors_more": more[1], "ready": [status for status, _ in ready], "answers": told}
            words.append(f"{name}: slowest answer {longest:.1f} s, threads {more[0]:+d}, descriptors {more[1]:+d},"
                         f" back in {back:.1f} s")
            holds = holds and longest <= 5 and back <= 5 and more[0] <= 4 and more[1] <= 16
            holds = holds and all(status == 503 for status, _ in ready)
            holds = holds and not set(told) - {303, 503}
        ledger.end()
    found = ledger.compare(database.sql)
    house.stop()
    database.stop()
    return {
        "goal": "every answer <= 5 s; threads and descriptors flat; back <= 5 s",
        "figure": "; ".join(words) + f"; {in_words(found)}",
        "holds": holds and verdict(found),
        "figures": {**figures, **found},
    }
