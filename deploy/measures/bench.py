"""Measures the program against what its machine and its database can do: one table, and the same as JSON.

Each ratio is made of rounds in which both sides run in turn on this machine; the medians are compared.
"""

import argparse
import hashlib
import json
import os
import pathlib
import re
import resource
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
import uuid

import load
import pages
import rivals
from ground import ROOT, Ground, Server, cookie, free_port

LISTS = ROOT / "deploy/measures/list.lua"
MARKS = ROOT / "deploy/measures/mark.lua"
CLIENTS = 8


class Table:
    """What was measured, against what, and whether the goal holds."""

    def __init__(self):
        self.rows = []

    def add(self, what, measured, against, value, goal, holds, note=""):
        self.rows.append({"what": what, "measured": measured, "against": against, "value": value, "goal": goal,
                          "holds": holds, "note": note})
        print(f"   {what}: {value} (goal {goal}){'' if holds else '  MISSED'}", flush=True)

    def print(self):
        heads = ("what", "measured", "against", "value", "goal", "holds")
        lines = [heads] + [tuple("yes" if row[head] is True else "NO" if row[head] is False else str(row[head]) for head in heads)
                           for row in self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
        print()
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        for row in self.rows:
            if row["note"]:
                print(f"\n{row['what']}: {row['note']}")


def rounds(count, sides):
    """Runs each side once a round; the values of each side. The order turns, so that no side always follows the same."""
    values = {name: [] for name in sides}
    names = list(sides)
    for number in range(count):
        for name in names[number % len(names):] + names[:number % len(names)]:
            values[name].append(sides[name]())
    return values


def middle(values):
    return statistics.median(values)


def ratio(values, one, other):
    """The median of one side over the median of the other."""
    return middle(values[one]) / middle(values[other])


def list_page(table, ground, server, options):
    """The people list against the same SELECTs in pgbench, without a record, with one, and in a great database."""
    ground.psql("postgres", "-c", "checkpoint")
    few = ground.data / "few"
    few.write_text("".join(f"{cookie(number)}\n" for number in range(1, 11)))
    select, audited, piped = [], [], []
    for number in range(1, 11):
        path = f"/mittaus-{number}/people"
        server.get(path, cookie(number))
        heard = ground.heard("vakka", lambda: server.get(path, cookie(number)))
        end = next(place for place, (sql, _) in enumerate(heard) if sql == "commit")
        read = [rivals.literal(sql, values) for sql, values in heard[:end + 1]]
        record = [rivals.fresh(rivals.literal(sql, values)) for sql, values in heard[end + 1:] if "log.append" in sql]
        assert len(record) == 1 and len(read) >= 5, heard
        select.append(rivals.script(ground.data / f"select{number}.sql", read))
        piped.append(rivals.script(ground.data / f"piped{number}.sql", read, pipelined=True))
        writing = [line.replace("begin read only", "begin") for line in read[:-1]] + record + ["commit"]
        audited.append(rivals.script(ground.data / f"audited{number}.sql", writing))
    # A plain start: no setting of the capture is left on any connection.
    again(server)
    settings = ground.settings("vakka")
    values = rounds(options.rounds, {
        "page": lambda: good(load.wrk(server.origin, options.seconds, CLIENTS, LISTS, words=[few])),
        "select": lambda: load.pgbench(settings, options.seconds, CLIENTS, select),
        "piped": lambda: load.pgbench(settings, options.seconds, CLIENTS, piped),
        "audited": lambda: load.pgbench(settings, options.seconds, CLIENTS, audited),
    })
    page = f"{middle(values['page']):.0f}/s"
    size = len(server.get("/mittaus-1/people", cookie(1)))
    for side, name, goal in (("select", "pgbench, its SELECTs, no record", 0.80),
                             ("audited", "pgbench, its SELECTs and one audit insert", 1.5)):
        value = ratio(values, "page", side)
        table.add("people list, 50 rows", page, f"{name}: {middle(values[side]):.0f}/s", f"{value:.2f}", f"≥ {goal}", value >= goal)
    value = ratio(values, "page", "piped")
    table.add("people list, 50 rows", page, f"pgbench in pipeline mode, no record: {middle(values['piped']):.0f}/s", f"{value:.2f}",
              "(told)", True)
    table.add("size of that page", f"{size} bytes", "look.md", f"{size / 1024:.1f} KiB", "≤ 30 KiB", size <= 30 * 1024)


def good(result):
    if result["bad"] or result["broken"]:
        raise RuntimeError(f"not all requests were answered well: {result}")
    return result["rate"]


def again(server):
    server.stop()
    server.start()


def great(table, ground, server, options):
    """The list page with a million people in two thousand spaces, against ten spaces."""
    spaces = options.spaces
    ground.make("great")
    ground.fill("great", spaces, 500)
    other = ground.server("great")
    few, many = ground.data / "few", ground.data / "many"
    many.write_text("".join(f"{cookie(number)}\n" for number in range(1, spaces + 1)))
    # Both have seen their spaces before they are measured.
    for where, words in ((server, few), (other, many)):
        load.wrk(where.origin, options.seconds, CLIENTS, LISTS, words=[words])
    values = rounds(options.rounds, {
        "few": lambda: good(load.wrk(server.origin, options.seconds, CLIENTS, LISTS, words=[few])),
        "many": lambda: good(load.wrk(other.origin, options.seconds, CLIENTS, LISTS, words=[many])),
    })
    value = ratio(values, "many", "few")
    table.add(f"people list at {spaces} spaces × 500", f"{middle(values['many']):.0f}/s", f"10 spaces × 500: {middle(values['few']):.0f}/s",
              f"{value:.2f}", "≥ 0.9", value >= 0.9)
    other.stop()


def marks(table, ground, server, options):
    """One attendance mark with its event, against pgbench with the same statements."""
    seats = [line.split("|") for line in ground.psql("vakka", "-c", """
        select distinct on (course_id) course_id, id from enrolment where tenant_id = md5('space 1')::uuid order by 1, 2
        """).split()]
    places = ground.data / "places"

    # More than can be used up in a round: each mark is an intent of its own.
    wanted = 2000 * options.seconds
    seals = ground.data / "seals"
    form = f"/mittaus-1/courses/{seats[0][0]}/attendance"

    def post(course, seat, before, after, seal):
        body = f"once={seal}&row.0={seat}&session.0=1&was.0={before}------&mark.0.0={after}"
        return subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", f"Cookie: {cookie(1)}",
                               "-H", "Sec-Fetch-Site: same-origin", "-d", body,
                               f"{server.origin}/mittaus-1/courses/{course}/attendance"], capture_output=True, text=True).stdout

    # What pgbench sends: the statements of one mark, each client at a course of its own (the last eight).
    mine = seats[CLIENTS:CLIENTS * 2]
    places.write_text("".join(f"{course} {seat}\n" for course, seat in seats[:CLIENTS]))
    course, seat = mine[0]
    first, second = server.seals(form, cookie(1), 2)
    assert post(course, seat, "-", "p", first) == "303"
    heard = ground.heard("vakka", lambda: post(course, seat, "p", "a", second))
    courses = "(array[" + ",".join(f"'{course}'" for course, _ in mine) + "])[:client_id + 1]::uuid"
    chairs = "(array[" + ",".join(f"'{seat}'" for _, seat in mine) + "])[:client_id + 1]::uuid"
    lines = []
    for sql, values in heard:
        line = rivals.fresh(rivals.literal(sql, values)) if "log.append" in sql else rivals.literal(sql, values)
        if "insert into submission" in sql or "update submission" in sql:
            # One submission a transaction: the key is drawn at the insert and found again by the update.
            line = line.replace(values[2], "md5(:client_id || ' ' || :turn)::uuid")
        elif "log.append" not in sql:
            line = re.sub(rf"""'{{"?{seat}"?}}'""", f"array[{chairs}]", line)
            line = line.replace(f"'{course}'", courses).replace(f"'{seat}'", chairs)
        if "'absent'" in line and "log.append" not in sql:
            line = line.replace("'absent'", "(array['present', 'absent'])[:turn % 2 + 1]")
        lines.append(line)
    path = ground.data / "mark.sql"
    path.write_text("\\set turn random(1, 1000000000)\n" + "".join(line + ";\n" for line in lines))
    again(server)

    def page():
        ground.psql("vakka", "-c", "set session_replication_role = replica; delete from attendance")
        seals.write_text("".join(f"{seal}\n" for seal in server.seals(form, cookie(1), wanted)))
        result = load.wrk(server.origin, options.seconds, CLIENTS, MARKS, threads=CLIENTS, words=[cookie(1), places, seals])
        if result["bad"] or result["broken"]:
            raise RuntimeError(f"not every mark was kept: {result}")
        return result["rate"]

    settings = ground.settings("vakka")
    values = rounds(options.rounds, {"mark": page, "pgbench": lambda: load.pgbench(settings, options.seconds, CLIENTS, [path])})
    value = ratio(values, "mark", "pgbench")
    table.add("attendance mark with its event", f"{middle(values['mark']):.0f}/s",
              f"pgbench, the same {len(lines)} statements: {middle(values['pgbench']):.0f}/s", f"{value:.2f}", "≥ 0.85", value >= 0.85)


def nginx(table, ground, server, options):
    """CPU of a request: health and a hashed asset, against nginx."""
    page = server.get("/sign-in").decode()
    assets = {}
    for name in re.findall(r'(/assets/[^"]+)', page):
        assets[name] = server.get(name)
    path, body = min(assets.items(), key=lambda asset: abs(len(asset[1]) - 20 * 1024))
    rival = rivals.Nginx(ground.data / "nginx", body)
    try:
        def cpu(origin, pids, where):
            def run():
                before = load.cpu_seconds(pids())
                result = load.wrk(origin + where, options.seconds, 32)
                if result["bad"]:
                    raise RuntimeError(f"{origin}{where}: {result}")
                return (load.cpu_seconds(pids()) - before) / result["requests"] * 1e6
            return run

        ours = lambda: [server.process.pid]
        values = rounds(options.rounds, {
            "live": cpu(server.origin, ours, "/health/live"),
            "nginx live": cpu(rival.origin, lambda: rival.pids, "/health/live"),
            "asset": cpu(server.origin, ours, path),
            "nginx asset": cpu(rival.origin, lambda: rival.pids, "/file/asset"),
        })
        for side, name, goal, what in (("live", "nginx return 200", 1.2, "CPU of GET /health/live"),
                                       ("asset", "nginx from disk", 1.3, f"CPU of an asset of {len(body) / 1024:.0f} KiB")):
            value = ratio(values, side, f"nginx {side}")
            table.add(what, f"{middle(values[side]):.1f} µs", f"{name}: {middle(values[f'nginx {side}']):.1f} µs", f"{value:.2f}",
                      f"≤ {goal}", value <= goal)
    finally:
        rival.stop()


def idle(table, server, options):
    """Memory of ten thousand idle connections, and what a new request waits beside them."""
    count = options.connections
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count + 200:
        count = hard - 200
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(count + 200, hard if hard != resource.RLIM_INFINITY else count + 200), hard))

    def waits():
        times = []
        for _ in range(2000):
            begun = time.perf_counter()
            with socket.create_connection(("127.0.0.1", server.port)) as one:
                one.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                while one.recv(4096):
                    pass
            times.append(time.perf_counter() - begun)
        return statistics.quantiles(times, n=100)[98] * 1000

    waits()
    values = {"none": [], "idle": []}
    memory = []
    for _ in range(3):
        values["none"].append(waits())
        before = load.memory_bytes(server.process.pid)
        held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(count)]
        time.sleep(1)
        memory.append(load.memory_bytes(server.process.pid) - before)
        values["idle"].append(waits())
        for one in held:
            one.close()
        time.sleep(1)
    grown = max(memory) / 1024 / 1024
    table.add(f"memory of {count} idle connections", f"{grown:.1f} MiB", "none", f"{grown:.1f} MiB", "≤ 60 MiB", grown <= 60)
    value = ratio(values, "idle", "none")
    table.add("p99 of a new request beside them", f"{middle(values['idle']):.2f} ms", f"none idle: {middle(values['none']):.2f} ms",
              f"{value:.2f}", "≤ 2", value <= 2)


# What people look for in one search: names, parts of them, a telephone number, an address, an employer, several words, nothing.
TERMS = ("aino", "esimerkkinen-77", "väinö ärjä", "nen-4711", "040 123 4567", "p77@mittaus.example", "hoivakoti 17", "1007919-",
         "toivo konepaja 33", "lieksa", "koordinaattori", "uusi koulutus", "vertaistoimija 12", "ei ketään näin", "ö", "zzz")


def search(table, ground, server, options):
    """One search over all lists, in a space of so many people with an application each; nobody else asks meanwhile."""
    ground.make("deep")
    ground.fill("deep", 1, options.people)
    ground.psql("deep", "-v", f"applications={options.people}", "-f", ROOT / "deploy/measures/fill-search.sql")
    other = ground.server("deep")
    milliseconds = {}
    for turn in range(options.rounds + 1):
        for term in TERMS:
            begun = time.perf_counter()
            other.get(f"/mittaus-1/search?q={urllib.parse.quote(term)}", cookie(1))
            # The first round is to warm up.
            if turn:
                milliseconds.setdefault(term, []).append((time.perf_counter() - begun) * 1000)
    for path in ("people", "applications", "today"):
        taken = []
        for _ in range(options.rounds):
            begun = time.perf_counter()
            other.get(f"/mittaus-1/{path}", cookie(1))
            taken.append((time.perf_counter() - begun) * 1000)
        table.add(f"/{path} at {options.people} people and applications", f"{middle(taken):.1f} ms", "–", f"{middle(taken):.1f} ms", "(told)", True)
    value = statistics.quantiles([one for taken in milliseconds.values() for one in taken], n=20)[18]
    slowest = ", ".join(f"{term!r} {middle(taken):.0f}" for term, taken in sorted(milliseconds.items(), key=lambda one: -middle(one[1]))[:5])
    table.add(f"one search at {options.people} people and applications, p95", f"{value:.1f} ms", "issue", f"{value:.1f} ms", "≤ 30 ms", value <= 30,
              f"medians of the slowest in ms: {slowest}")
    other.stop()


def choosing(table, ground, server, options):
    """Whom an association may ask to an engagement: a thousand experts, twenty thousand engagements that were; nobody else asks."""
    ground.make("choosing")
    ground.fill("choosing", 1, 1000)
    ground.psql("choosing", "-f", ROOT / "deploy/measures/fill-choosing.sql")
    other = ground.server("choosing")
    path = f"/mittaus-1/engagements/{uuid.UUID(hashlib.md5(b'engagement 0').hexdigest())}/experts"
    taken = []
    for turn in range(options.rounds * 20 + 5):
        begun = time.perf_counter()
        other.get(path, cookie(1))
        # The first ones are to warm up.
        if turn >= 5:
            taken.append((time.perf_counter() - begun) * 1000)
    value = statistics.quantiles(taken, n=20)[18]
    table.add("whom to ask, of 1,000 experts with 20,000 past engagements, p95", f"{value:.1f} ms", "goal", f"{value:.1f} ms", "≤ 50 ms", value <= 50)
    other.stop()


def starts(table, options):
    """Seconds from the start to /health/ready: the first with the demo, and later ones."""
    ground = Ground()
    try:
        server = Server(ground.data)
        first = server.start()
        ground.servers.append(server)
        later = []
        for _ in range(options.rounds):
            server.stop()
            later.append(server.start())
        table.add("first start with the demo, to ready", f"{first:.1f} s", "–", f"{first:.1f} s", "≤ 8 s", first <= 8)
        value = middle(later)
        table.add("start on existing data, to ready", f"{value:.2f} s", "–", f"{value:.2f} s", "≤ 0.5 s", value <= 0.5)
        pages.measure(table, ground, server)
    finally:
        ground.end()


def main():
    parser = argparse.ArgumentParser(prog="deploy/bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help="starts list marks nginx idle great search choosing; all of them without a word")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each comparison (default 5)")
    parser.add_argument("--seconds", type=int, default=5, help="seconds of each side in a round (default 5)")
    parser.add_argument("--spaces", type=int, default=2000, help="spaces of the great database (default 2000)")
    parser.add_argument("--people", type=int, default=100_000, help="people of the searched space (default 100000)")
    parser.add_argument("--connections", type=int, default=10_000, help="idle connections (default 10000)")
    parser.add_argument("--json", default=str(ROOT / ".build/bench.json"), help="where the table goes as JSON")
    options = parser.parse_args()
    parts = options.parts or ["starts", "list", "marks", "nginx", "idle", "great", "search", "choosing"]
    begun = time.monotonic()
    table = Table()
    if "starts" in parts:
        print("== starts and pages", flush=True)
        starts(table, options)
    ground = Ground()
    try:
        server = ground.server()
        ground.fill("vakka", 10, 500)
        (ground.data / "few").write_text("".join(f"{cookie(number)}\n" for number in range(1, 11)))
        for name, measure in (("list", list_page), ("marks", marks), ("nginx", nginx)):
            if name in parts:
                print(f"== {name}", flush=True)
                measure(table, ground, server, options)
        if "idle" in parts:
            print("== idle", flush=True)
            idle(table, server, options)
        if "great" in parts:
            print("== great", flush=True)
            great(table, ground, server, options)
        if "search" in parts:
            print("== search", flush=True)
            search(table, ground, server, options)
        if "choosing" in parts:
            print("== choosing", flush=True)
            choosing(table, ground, server, options)
    finally:
        ground.end()
    table.print()
    missed = [row for row in table.rows if not row["holds"]]
    pathlib.Path(options.json).write_text(json.dumps(
        {"rows": table.rows, "seconds": round(time.monotonic() - begun), "cores": os.cpu_count(), "rounds": options.rounds,
         "load before": os.getloadavg()[2]}, ensure_ascii=False, indent=1) + "\n")
    print(f"\n{time.monotonic() - begun:.0f} s; {len(table.rows) - len(missed)} hold, {len(missed)} missed; {options.json}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
