"""Processes that end without warning: the app's, the database's."""

import os
import signal
import threading
import time

from house import SPACE, House, children, demo_data, wait_until
from ledger import Ledger, in_words, verdict
from postgres import Postgres, psql


class Gaps:
    """Asks for a page on a new connection many times a second; remembers how long none came."""

    def __init__(self, house, path):
        self.house, self.path = house, path
        self.good = []
        self.is_ending = False
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_ending = True
        self.thread.join()

    def run(self):
        while not self.is_ending:
            if self.house.status(self.path, seconds=5) == 200:
                self.good.append(time.monotonic())
            time.sleep(0.02)

    def after(self, moment):
        later = [at for at in self.good if at > moment]
        return later[0] - moment if later else None


def kill(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def kill_app():
    """kill -9 of the app: one process, both, and at the end the supervisor too."""
    house = House("kill-app", data=demo_data("kill-app")).start()
    house.sign_in()
    backs = []
    with Gaps(house, f"/{SPACE}/today") as gaps, Ledger(house) as ledger:
        time.sleep(1)
        for count in range(1, 101):
            # Every fourth time both at once: then nobody serves until one is started anew.
            victims = house.servers()[: 2 if count % 4 == 0 else 1]
            moment = time.monotonic()
            for victim in victims:
                kill(victim)
            wait_until(lambda: gaps.after(moment) is not None, 10)
            backs.append(gaps.after(moment) or 10)
            wait_until(lambda: len(house.servers()) == 2, 10)
            time.sleep(0.6)
        whole = []
        for _ in range(5):
            moment = time.monotonic()
            house.process.kill()
            house.process.wait()
            time.sleep(0.2)  # as deploy/vakka.service waits
            house.start()
            wait_until(lambda: gaps.after(moment + 0.2) is not None, 10)
            whole.append(gaps.after(moment + 0.2) + 0.2)
            time.sleep(0.5)
        ledger.end()
    found = ledger.compare(lambda statement: psql(
        f"host={house.data}/postgres.socket dbname=vakka user=postgres", statement))
    house.stop()
    return {
        "goal": "0 lost, 0 doubled, events = writes; serving again in < 1 s",
        "figure": f"{in_words(found)}; 100 kills: back in {max(backs):.2f} s at most;"
                  f" 5 kills of the supervisor: {max(whole):.2f} s",
        "holds": verdict(found) and max(backs) < 1,
        "figures": {**found, "back_seconds_max": max(backs), "supervisor_back_seconds_max": max(whole),
                    "answers": ledger.answers},
    }


def kill_postgres():
    """kill -9 of the database, which is then started again."""
    database = Postgres("kill-postgres").start()
    house = House("kill-postgres-app", database=database.settings()).start()
    house.sign_in()
    before = house.servers()
    backs, longest = [], 0.0
    with Ledger(house) as ledger:
        time.sleep(1)
        for _ in range(20):
            moment = time.monotonic()
            database.kill()
            time.sleep(1)
            database.start()
            back = time.monotonic()
            wait_until(lambda: ledger.first_after(back) is not None, 10)
            backs.append(ledger.first_after(back) or 10)
            longest = max(longest, ledger.longest_between(moment, back))
            time.sleep(0.5)
        ledger.end()
    found = ledger.compare(database.sql)
    is_same = house.servers() == before
    house.stop()
    database.stop()
    odd = {status: count for status, count in ledger.answers.items() if status not in (303, 503)}
    return {
        "goal": "0 lost; 503 with Retry-After within 2 s; back <= 2 s after the database, no restart",
        "figure": f"{in_words(found)}; 20 kills: slowest answer {longest:.2f} s, {ledger.answers.get(503, 0)} × 503,"
                  f" others {odd or 'none'}; back in {max(backs):.2f} s at most",
        "holds": verdict(found) and longest <= 2 and max(backs) <= 2 and is_same and not odd
                 and not ledger.without_retry_after,
        "figures": {**found, "slowest_answer_seconds": longest, "back_seconds_max": max(backs),
                    "same_processes": is_same, "answers": ledger.answers,
                    "without_retry_after": ledger.without_retry_after},
    }
