"""What the benchmarks stand on: the optimised program with its own PostgreSQL, filled databases, and processes that end."""

import base64
import hashlib
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/release/vakka"
FILL = ROOT / "deploy/measures/fill.sql"
POSTGRESQL = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cookie(number):
    """The session cookie of the coordinator of `mittaus-<number>`, as fill.sql makes it."""
    digest = hashlib.sha256(f"cookie {number}".encode()).digest()
    return "vakka=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Server:
    """One `vakka serve`: on its own cluster, or on a database that is named."""

    def __init__(self, data, database=None, words=()):
        self.data, self.database, self.words = data, database, list(words)
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.log = data / f"server-{self.port}.log"
        self.process = None

    def start(self):
        """Serves; returns the seconds until /health/ready said so."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VAKKA_")}
        environment["VAKKA_ORIGIN"] = self.origin
        if self.database:
            environment["VAKKA_DATABASE"] = self.database
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--port", str(self.port), "--data", self.data, *self.words],
                cwd=ROOT, env=environment, stdout=log, stderr=log)
        while True:
            if self.process.poll() is not None or time.monotonic() > begun + 120:
                raise RuntimeError(self.log.read_text(errors="replace")[-2000:])
            try:
                with urllib.request.urlopen(self.origin + "/health/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return time.monotonic() - begun
            except (OSError, urllib.error.URLError):
                time.sleep(0.005)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)

    def get(self, path, cookie=None):
        request = urllib.request.Request(self.origin + path, headers={"Cookie": cookie} if cookie else {})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    def seals(self, path, cookie, count):
        """So many sealed fields of the forms on a page: what is sent with each is an intent of its own."""
        found, connection = {}, http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while len(found) < count:
            connection.request("GET", path, headers={"Cookie": cookie})
            fresh = re.findall(rb'name="once" value="([^"]+)"', connection.getresponse().read())
            if not fresh:
                raise RuntimeError(f"no form on {path}")
            found.update(dict.fromkeys(seal.decode() for seal in fresh))
        connection.close()
        return list(found)[:count]


class Ground:
    """A data folder with a cluster; the databases in it are filled and thrown away at the end."""

    def __init__(self):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="vakka-bench-"))
        # The database's own user must reach its folder.
        self.data.chmod(0o755)
        self.servers = []

    def server(self, database=None, words=("--no-demo",)):
        """A server that runs, on the cluster's own database or on another in it."""
        server = Server(self.data, self.settings(database) if database else None, words)
        server.start()
        self.servers.append(server)
        return server

    @property
    def socket(self):
        beside = pathlib.Path(f"{self.data}/postgres.socket")
        return beside if beside.exists() else next(pathlib.Path("/tmp").glob("vakka-*.socket"))

    def settings(self, database, user="postgres"):
        return f"host={self.socket} dbname={database} user={user}"

    def psql(self, database, *words):
        done = subprocess.run([POSTGRESQL / "psql", "-XqAt", self.settings(database), *words],
                              capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def fill(self, database, spaces, people):
        self.psql(database, "-v", f"spaces={spaces}", "-v", f"people={people}", "-f", FILL)

    def make(self, database):
        """A second database in the cluster, migrated."""
        self.psql("postgres", "-c", f"create database {database}")
        subprocess.run([PROGRAM, "migrate", "--data", self.data], cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
                       env=os.environ | {"VAKKA_DATABASE": self.settings(database)})

    def heard(self, database, act):
        """The statements that the serving role sends while `act` runs: (SQL, parameters) in their order."""
        log = self.data / "postgres/server.log"
        for line in ("log_line_prefix = '%u@%d '", "log_min_duration_statement = 0"):
            self.psql("postgres", "-c", f"alter system set {line}")
        self.psql("postgres", "-c", "select pg_reload_conf()")
        time.sleep(0.3)
        size = log.stat().st_size
        act()
        time.sleep(0.3)
        with log.open("rb") as text:
            text.seek(size)
            lines = text.read().decode(errors="replace").splitlines()
        self.psql("postgres", "-c", "alter system reset all")
        self.psql("postgres", "-c", "select pg_reload_conf()")
        return statements(lines, f"vakka_app@{database} ")

    def end(self):
        # The one that owns the cluster stops it, so it is the last.
        for server in reversed(self.servers):
            server.stop()
        shutil.rmtree(self.data, ignore_errors=True)


def statements(lines, prefix):
    """Statements with their parameters, from the lines of PostgreSQL's log."""
    found, current, lead = [], None, False
    for line in lines:
        if line.startswith("\t"):
            # The rest of a statement of several lines.
            if current is not None and lead:
                current[0] += "\n" + line[1:]
            continue
        if not line.startswith(prefix):
            current = None
            continue
        text = line[len(prefix):]
        executed = re.match(r"LOG:  duration: [\d.]+ ms  execute [^:]*: (.*)", text)
        if executed:
            current, lead = [executed.group(1), {}], True
            found.append(current)
        elif text.startswith("DETAIL:  parameters: ") and current is not None:
            lead = False
            for name, value in re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", text):
                current[1][int(name)] = value
        else:
            current = None
    return [(sql, values) for sql, values in found]
