"""Clients that mean harm: slow ones, and those that try passwords."""

import heapq
import multiprocessing
import os
import re
import selectors
import socket
import subprocess
import time
import urllib.request

from house import PASSWORD, SPACE, USER, House, demo_data
from visitors import Visitors, watch

MODES = {
    "slow heads": ["-H", "-i", "5", "-u", "{base}/sign-in"],
    "slow bodies": ["-B", "-i", "5", "-s", "8192", "-t", "POST", "-u", "{base}/sign-in"],
    "slow reading": ["-X", "-w", "512", "-y", "1024", "-n", "5", "-z", "32", "-k", "3", "-u", "{base}{styles}"],
    "many ranges": ["-R", "-a", "10", "-b", "3000", "-t", "HEAD", "-u", "{base}/"],
}


def slow_clients():
    """1,000 slow clients in each of slowhttptest's modes."""
    house = House("slow", data=demo_data("slow")).start()
    house.sign_in()
    base = f"http://127.0.0.1:{house.port}"
    page = urllib.request.urlopen(base + "/sign-in").read().decode()
    styles = re.search(r'href="(/assets/[^"]+\.css)"', page).group(1)
    watch(house, 3)
    figures, holds, words = {}, True, []
    for mode, options in MODES.items():
        before = watch(house, 10)
        attack = subprocess.Popen(
            ["slowhttptest", "-c", "1000", "-r", "250", "-l", "25", "-p", "5"]
            + [option.format(base=base, styles=styles) for option in options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        time.sleep(1)
        with Visitors(house) as visitors:
            time.sleep(20)
        during = visitors.p99()
        if attack.poll() is None:
            attack.terminate()
        attack.wait()
        ratio = during / before
        figures[mode] = {"before_p99_seconds": before, "during_p99_seconds": during,
                         "availability": visitors.availability(), "failures": visitors.failures[:10]}
        words.append(f"{mode} {before * 1000:.0f} → {during * 1000:.0f} ms, {visitors.availability():.2%}")
        # Beneath 10 ms, what else the machine does weighs more than the fault.
        holds = holds and (ratio <= 2 or during < 0.01) and not visitors.failures
    slowest = slow_heads(house.port)
    house.stop()
    figures["slowest_head_closed_seconds"] = slowest
    return {
        "goal": "normal p99 <= 2 ×, availability 100 %, slow heads closed <= 10 s",
        "figure": "p99 " + "; ".join(words) + f"; slow heads closed after {slowest:.1f} s",
        "holds": holds and slowest <= 10,
        "figures": figures,
    }


def slow_heads(port):
    """How long a client that sends its head slowly stays connected."""
    clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
    begun = time.monotonic()
    longest = 0.0
    text = iter("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a" * 1000)
    while clients and time.monotonic() - begun < 30:
        letter = next(text).encode()
        for client in list(clients):
            try:
                client.sendall(letter)
                client.setblocking(False)
                while client.recv(4096):
                    pass
                raise ConnectionResetError
            except BlockingIOError:
                client.setblocking(True)
            except OSError:
                longest = time.monotonic() - begun
                clients.remove(client)
        time.sleep(0.25)
    return longest if not clients else 30.0


class Flood:
    """Tries passwords: so many times a second, from many addresses, for the true user's account and for others.

    In a process of its own and from one thread, so that the load of making the load stays small.
    """

    def __init__(self, house, per_second, addresses, clients=700):
        self.port, self.addresses, self.clients = house.port, addresses, clients
        self.pause = clients / per_second
        self.once = anybodys_once(house)
        self.statuses = {}
        self.processor_seconds = 0.0
        self.near, self.far = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=self.run_all, daemon=True)

    def __enter__(self):
        self.process.start()
        return self

    def __exit__(self, *_):
        self.near.send("end")
        self.statuses, self.processor_seconds = self.near.recv()
        self.process.join()

    def run_all(self):
        waits, begun = selectors.DefaultSelector(), time.monotonic()
        waits.register(self.far, selectors.EVENT_READ)
        tries = [Tries(self, number, waits) for number in range(self.clients)]
        due = [(begun + self.pause * number / self.clients, number) for number in range(self.clients)]
        while True:
            for key, _ in waits.select(max(0, due[0][0] - time.monotonic())):
                if key.fileobj is self.far:
                    self.far.send((self.statuses, time.process_time()))
                    # The folders and servers of the trials are not this process's to clean up.
                    os._exit(0)
                key.data.read()
            while due[0][0] <= time.monotonic():
                at, number = due[0]
                tries[number].send()
                heapq.heapreplace(due, (max(at + self.pause, time.monotonic() - 1), number))

    def count(self, status):
        self.statuses[status] = self.statuses.get(status, 0) + 1


class Tries:
    """One client of a flood, on a connection that is kept as long as the server keeps it."""

    def __init__(self, flood, number, waits):
        self.flood, self.number, self.waits = flood, number, waits
        self.connection, self.answer, self.is_waiting, self.sent = None, b"", False, 0

    def send(self):
        if self.is_waiting:
            return
        self.sent += 1
        email = USER if self.sent % 5 == 0 else f"nobody-{self.number}-{self.sent}@takk.demo"
        body = f"once={self.flood.once}&email={email.replace('@', '%40')}&password=guessed-{self.sent}".encode()
        try:
            if self.connection is None:
                source = f"127.0.1.{self.number % self.flood.addresses + 1}"
                self.connection = socket.create_connection(
                    ("127.0.0.1", self.flood.port), timeout=10, source_address=(source, 0))
                self.connection.setblocking(False)
                self.waits.register(self.connection, selectors.EVENT_READ, self)
            self.connection.send(
                b"POST /sign-in HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            self.is_waiting = True
        except OSError:
            self.end()

    def read(self):
        try:
            part = self.connection.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            return self.end()
        self.answer += part
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if found and len(body) >= int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]):
            self.flood.count(int(head.split(b" ")[1]))
            self.answer, self.is_waiting = b"", False

    def end(self):
        """The connection is gone: a try that was under way has no answer."""
        if self.is_waiting or self.connection is None:
            self.flood.count(0)
        if self.connection:
            self.waits.unregister(self.connection)
            self.connection.close()
        self.connection, self.answer, self.is_waiting = None, b"", False


def anybodys_once(house):
    """The sealed field of the sign-in form, as somebody gets it who is not signed in: it is good for any number of tries."""
    page = urllib.request.urlopen(f"http://127.0.0.1:{house.port}/sign-in").read().decode()
    return re.search(r'name="once" value="([^"]+)"', page).group(1)


def sign_in_flood():
    house = House("sign-in-flood", data=demo_data("sign-in-flood")).start()
    house.sign_in()
    watch(house, 3)
    before = watch(house, 10)
    memory = house.memory()
    once = anybodys_once(house)
    peak, tries, entered = memory, [], None
    with Flood(house, 500, 50) as flood, Visitors(house) as visitors:
        begun = time.monotonic()
        time.sleep(10)
        asked = time.monotonic()
        while time.monotonic() - begun < 60:
            peak = max(peak, house.memory())
            if entered is None:
                status, fields, _ = house.ask(
                    "POST", "/sign-in", {"email": USER, "password": PASSWORD, "once": once}, source="127.0.0.77")
                tries.append(status)
                if status == 303:
                    entered = time.monotonic() - asked
                else:
                    time.sleep(min(5, int(fields.get("retry-after", "1"))))
            else:
                time.sleep(1)
    house.stop()
    during = visitors.p99()
    sent = sum(flood.statuses.values())
    more = (peak - memory) / 2**20
    arrived = f"in after {entered:.1f} s ({len(tries)} tries)" if entered is not None else f"not in: {tries}"
    return {
        "goal": "other pages' p99 <= 2 ×; memory <= +128 MiB; the true user gets in",
        "figure": f"{sent / 60:.0f} tries/s from 50 addresses ({counts(flood.statuses)}): p99 {before * 1000:.0f} →"
                  f" {during * 1000:.0f} ms, {visitors.availability():.2%}; memory {more:+.0f} MiB; true user {arrived}",
        "holds": (during <= 2 * before or during < 0.01) and more <= 128 and entered is not None
                 and not visitors.failures,
        "figures": {"before_p99_seconds": before, "during_p99_seconds": during, "statuses": flood.statuses,
                    "availability": visitors.availability(), "memory_more_mib": more, "tries": tries,
                    "flood_processor_seconds": flood.processor_seconds,
                    "true_user_seconds": entered},
    }


def counts(statuses):
    return ", ".join(f"{count} × {status or 'closed'}" for status, count in sorted(statuses.items()))
