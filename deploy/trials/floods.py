"""Clients that mean harm: slow ones, and those that try passwords."""

import multiprocessing
import os
import re
import socket
import subprocess
import threading
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

    In a process of its own, so that whoever measures does not wait for it.
    """

    def __init__(self, house, per_second, addresses, clients=250):
        self.port = house.port
        self.addresses = addresses
        self.pause = clients / per_second
        self.clients = clients
        self.statuses = {}
        self.is_ending = False
        self.lock = threading.Lock()
        self.near, self.far = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=self.run_all, daemon=True)

    def __enter__(self):
        self.process.start()
        return self

    def __exit__(self, *_):
        self.near.send("end")
        self.statuses = self.near.recv()
        self.process.join()

    def run_all(self):
        threads = [threading.Thread(target=self.run, args=(n,), daemon=True) for n in range(self.clients)]
        for thread in threads:
            thread.start()
        self.far.recv()
        self.is_ending = True
        for thread in threads:
            thread.join()
        self.far.send(self.statuses)
        # The folders and servers of the trials are not this process's to clean up.
        os._exit(0)

    def run(self, number):
        connection = None
        next_at = time.monotonic() + self.pause * number / self.clients
        count = 0
        while not self.is_ending:
            time.sleep(max(0, next_at - time.monotonic()))
            next_at = max(next_at + self.pause, time.monotonic() - 1)
            count += 1
            email = USER if count % 5 == 0 else f"nobody-{number}-{count}@takk.demo"
            body = f"email={email.replace('@', '%40')}&password=guessed-{count}".encode()
            try:
                if connection is None:
                    connection = socket.create_connection(
                        ("127.0.0.1", self.port), timeout=10, source_address=(f"127.0.1.{number % self.addresses + 1}", 0))
                connection.sendall(
                    b"POST /sign-in HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\n"
                    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                status = answer_status(connection)
            except (OSError, ValueError):
                status = 0
            if status == 0 and connection:
                connection.close()
                connection = None
            with self.lock:
                self.statuses[status] = self.statuses.get(status, 0) + 1


def answer_status(connection):
    """Reads one answer; 0 when the connection ends."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return 0
        data += part
    head, body = data.split(b"\r\n\r\n", 1)
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        part = connection.recv(65536)
        if not part:
            return 0
        body += part
    return int(head.split(b" ")[1])


def sign_in_flood():
    house = House("sign-in-flood", data=demo_data("sign-in-flood")).start()
    house.sign_in()
    watch(house, 3)
    before = watch(house, 10)
    memory = house.memory()
    peak, tries, entered = memory, [], None
    with Flood(house, 500, 50) as flood, Visitors(house) as visitors:
        begun = time.monotonic()
        time.sleep(10)
        asked = time.monotonic()
        while time.monotonic() - begun < 60:
            peak = max(peak, house.memory())
            if entered is None:
                status, fields, _ = house.ask(
                    "POST", "/sign-in", {"email": USER, "password": PASSWORD}, source="127.0.0.77")
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
                    "true_user_seconds": entered},
    }


def counts(statuses):
    return ", ".join(f"{count} × {status or 'closed'}" for status, count in sorted(statuses.items()))
