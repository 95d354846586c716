"""Loads: wrk against a server, pgbench against a database, and what a process has used of the CPU."""

import os
import re
import subprocess

from ground import POSTGRESQL


def wrk(address, seconds, connections, script=None, threads=2, words=()):
    """Requests a second, with the latencies and what was not answered with 2xx or 3xx."""
    command = ["wrk", "--latency", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s"]
    if script:
        command += ["-s", str(script)]
    done = subprocess.run([*command, address, *map(str, words)], capture_output=True, text=True, check=True)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    broken = re.search(r"Socket errors: (.*)", done.stdout)
    total = re.search(r"(\d+) requests in", done.stdout)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    scale = {"us": 0.001, "ms": 1, "s": 1000}
    return {
        "rate": float(rate.group(1)), "requests": int(total.group(1)),
        "bad": int(bad.group(1)) if bad else 0, "broken": broken.group(1) if broken else "",
        "p99": float(p99.group(1)) * scale[p99.group(2)] if p99 else None,
    }


def pgbench(settings, seconds, clients, scripts, user="vakka_app"):
    """Transactions a second of prepared scripts, picked at random."""
    host = re.search(r"host=(\S+)", settings).group(1)
    database = re.search(r"dbname=(\S+)", settings).group(1)
    command = [POSTGRESQL / "pgbench", "-n", "-M", "prepared", f"-c{clients}", "-j2", f"-T{seconds}", "-h", host, "-U", user]
    for script in scripts:
        command += ["-f", str(script)]
    done = subprocess.run([*map(str, command), database], capture_output=True, text=True)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    if not rate or re.search(r"number of failed transactions: [1-9]", done.stdout):
        raise RuntimeError(done.stdout + done.stderr)
    return float(rate.group(1))


def cpu_seconds(pids):
    """User and system time that these processes have used so far."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_bytes(pid):
    """Resident memory of a process."""
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+) kB", status.read()).group(1)) * 1024
