"""A disk without room."""

import os
import subprocess
import time

from house import SCRATCH, House, demo_data, wait_until
from ledger import Ledger, in_words, verdict
from postgres import psql


def disk_full():
    """The own database's disk fills up, stays full for a while, and has room again."""
    goal = "0 acknowledged lost, /health/ready red, recovers when space returns"
    if os.geteuid() != 0:
        return {"goal": goal, "figure": "not tried: only root may mount a disk", "holds": None, "figures": {}}
    place = os.path.join(SCRATCH, "disk")
    os.mkdir(place)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "vakka-faults", place], check=True)
    house = None
    try:
        demo = demo_data("disk-demo")
        subprocess.run(["cp", "-a", demo + "/.", place + "/data"], check=True)
        house = House("disk-full", data=place + "/data").start()
        return {"goal": goal, **fill(house, place)}
    finally:
        if house:
            house.stop()
        subprocess.run(["umount", place], check=False)


def settings(house):
    return f"host={house.data}/postgres.socket dbname=vakka user=postgres"


def end_database(house):
    """Makes the database ask for the next file of its log, which it cannot have: it ends, whole.

    Otherwise that happens only after as many writes as the present file has room for.
    """
    try:
        for _ in range(10):
            psql(settings(house), "select pg_switch_wal(); create temporary table t (); drop table t; checkpoint")
    except RuntimeError:
        return True
    return False


def fill(house, place):
    house.sign_in()
    filler = os.path.join(place, "filler")
    with Ledger(house) as ledger:
        time.sleep(4)
        room = os.statvfs(place)
        with open(filler, "wb") as file:
            block = b"\0" * 2**20
            try:
                for _ in range(room.f_bavail * room.f_frsize // 2**20 + 1):
                    file.write(block)
                    file.flush()
            except OSError:
                pass
        full = time.monotonic()
        # What the database has reserved for its log lasts a while.
        red = wait_until(lambda: house.status("/health/ready") == 503, 20)
        failing = wait_until(lambda: ledger.answers_since(time.monotonic() - 1).get(503, 0) > 3, 90, pause=0.2)
        time.sleep(3)
        has_ended = end_database(house)
        time.sleep(10)
        told = ledger.answers_since(full)
        longest = ledger.longest_between(full, time.monotonic())
        still_red = house.status("/health/ready") == 503
        os.remove(filler)
        freed = time.monotonic()
        wait_until(lambda: ledger.first_after(freed) is not None, 60)
        back = ledger.first_after(freed) or 60
        green = wait_until(lambda: house.status("/health/ready") == 200, 20)
        ledger.end()
    found = ledger.compare(lambda statement: psql(settings(house), statement))
    odd = {status: count for status, count in told.items() if status not in (303, 503)}
    shown = "none" if failing is None else f"after {failing:.0f} s"
    return {
        "figure": f"{in_words(found)}; ready red after {red if red is not None else -1:.1f} s, first 503 {shown}, database"
                  f" {'ended by itself' if has_ended else 'stayed'}, slowest"
                  f" answer {longest:.1f} s, others {odd or 'none'}; writes back {back:.1f} s after the space",
        "holds": verdict(found) and red is not None and still_red and green is not None and back < 30
                 and failing is not None and not odd,
        "figures": {**found, "answers": told, "longest_answer_seconds": longest, "back_seconds": back,
                    "red_seconds": red, "failing_seconds": failing},
    }
