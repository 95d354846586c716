"""Ten times as many requests as can be answered."""

import os
import subprocess
import time

from house import SCRATCH, SPACE, House, demo_data, wait_until


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def load(house, clients, seconds, per_second=None):
    """Status and seconds of each request that h2load sent."""
    log = os.path.join(SCRATCH, "h2load.log")
    if os.path.exists(log):
        os.remove(log)
    words = ["h2load", "--h1", "-t", "1", "-c", str(clients), "-D", str(seconds), "--log-file", log,
             "-H", f"cookie: {house.cookie}"]
    if per_second:
        words += ["--rps", f"{per_second / clients:.2f}"]
    subprocess.run(words + [f"http://127.0.0.1:{house.port}/{SPACE}/applications"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(log) as file:
        lines = [line.split() for line in file]
    return [(int(status), int(micros) / 1e6) for _, status, micros in lines]


def overload():
    house = House("overload", data=demo_data("overload")).start()
    house.sign_in()
    load(house, 12, 2)
    calm = load(house, 12, 5)
    capacity = sum(status == 200 for status, _ in calm) / 5
    # A little more: the load falls short of what it is asked for.
    wanted = 11 * capacity
    seconds = 15
    answers = load(house, 2000, seconds, wanted)
    ended = time.monotonic()
    wait_until(lambda: house.status(f"/{SPACE}/applications") == 200, 10)
    recovered = time.monotonic() - ended
    after = load(house, 12, 5)
    house.stop()
    taken = [took for status, took in answers if status == 200]
    refused = [took for status, took in answers if status == 503]
    others = len(answers) - len(taken) - len(refused)
    afterwards = sum(status == 200 for status, _ in after) / 5
    figures = {
        "capacity_per_second": round(capacity), "offered_per_second": round(len(answers) / seconds),
        "accepted_per_second": round(len(taken) / seconds), "accepted_p99_seconds": percentile(taken, 0.99),
        "refused_p99_seconds": percentile(refused, 0.99), "refused_p50_seconds": percentile(refused, 0.5),
        "others": others, "recovered_seconds": recovered, "capacity_afterwards": round(afterwards),
    }
    return {
        "goal": "accepted p99 bounded (2 s), the rest 503 at once, recovers at once (1 s)",
        "figure": f"capacity {capacity:.0f}/s; offered {figures['offered_per_second']}/s: accepted"
                  f" {figures['accepted_per_second']}/s with p99 {figures['accepted_p99_seconds']:.2f} s; 503 after"
                  f" {figures['refused_p50_seconds'] * 1000:.0f} ms (p99 {figures['refused_p99_seconds']:.2f} s);"
                  f" others {others}; back in {recovered:.2f} s at {afterwards:.0f}/s",
        "holds": figures["accepted_p99_seconds"] <= 2 and figures["refused_p99_seconds"] <= 1
                 and others == 0 and recovered <= 1,
        "figures": figures,
    }
