"""A running Vakka, and the folders that all trials share."""

import atexit
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, ".build/release/vakka")
SPACE = "takk"
USER = "coordinator@takk.demo"
PASSWORD = "vakka-demo"

# Where the database's own user can enter too.
SCRATCH = tempfile.mkdtemp(prefix="vakka-faults-", dir="/tmp")
os.chmod(SCRATCH, 0o755)
atexit.register(lambda: shutil.rmtree(SCRATCH, ignore_errors=True))


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def wait_until(holds, seconds, pause=0.02):
    """How long it took until it held; None when it did not."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if holds():
            return time.monotonic() - start
        time.sleep(pause)
    return None


def children(process):
    """The ids of a process's children."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    rest = file.read().rsplit(")", 1)[1].split()
                if int(rest[1]) == process and rest[0] != "Z":
                    found.append(int(name))
            except (OSError, IndexError):
                pass
    return found


class House:
    """`vakka serve`: with its own database in `data`, or with the one that `database` names."""

    def __init__(self, name, data=None, database=None, workers=2):
        self.port = free_port()
        self.data = data or os.path.join(SCRATCH, name)
        self.log = os.path.join(SCRATCH, name + ".log")
        self.workers = workers
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("VAKKA_")}
        if database:
            self.environment["VAKKA_DATABASE"] = database
            self.environment["VAKKA_DATABASE_OWNER"] = database + " user=postgres"
        self.process = None
        self.cookie = None
        atexit.register(self.stop)

    def start(self, seconds=60):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--port", str(self.port), "--data", self.data, "--workers", str(self.workers)],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.environment, cwd=ROOT)
        if wait_until(self.is_live, seconds) is None:
            with open(self.log) as log:
                raise SystemExit("vakka does not start:\n" + "".join(log.readlines()[-10:]))
        return self

    def stop(self):
        """Ends it as the system's own supervisor would."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(45)
            except subprocess.TimeoutExpired:
                for child in children(self.process.pid) + [self.process.pid]:
                    os.kill(child, signal.SIGKILL)
                self.process.wait()

    def servers(self):
        """The processes that answer."""
        return children(self.process.pid) if self.workers > 1 else [self.process.pid]

    def is_live(self):
        return self.status("/health/live", seconds=1) == 200

    def status(self, path, seconds=10):
        """The status of one request on a new connection; 0 when there was none."""
        return self.ask("GET", path, seconds=seconds, cookie=self.cookie)[0]

    def ask(self, method, path, form=None, seconds=10, source=None, cookie=None):
        """Status, header fields and seconds of one request on a new connection."""
        begun = time.monotonic()
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=seconds, source_address=(source, 0) if source else None)
        try:
            connection.request(method, path, *message(form, cookie))
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers, time.monotonic() - begun
        except (OSError, http.client.HTTPException):
            return 0, {}, time.monotonic() - begun
        finally:
            connection.close()

    def once(self, path):
        """The sealed field of the form on a page; empty when there is no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, *message(None, self.cookie))
            found = re.search(r'name="once" value="([^"]+)"', connection.getresponse().read().decode(errors="replace"))
            return found.group(1) if found else ""
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()

    def sign_in(self, user=USER, source=None):
        """Signs somebody of the demo in; the status of the answer."""
        form = {"email": user, "password": PASSWORD, "once": self.once("/sign-in")}
        status, fields, _ = self.ask("POST", "/sign-in", form, source=source)
        found = re.match(r"([^;]+)", fields.get("set-cookie", "") if status == 303 else "")
        self.cookie = found.group(1) if found else None
        return status

    def memory(self):
        """Resident bytes of the processes that answer."""
        return sum(number(process, "VmRSS") for process in self.servers()) * 1024

    def threads(self):
        return sum(number(process, "Threads") for process in self.servers())

    def descriptors(self):
        return sum(len(os.listdir(f"/proc/{process}/fd")) for process in self.servers())


class Line:
    """A connection that one client keeps from request to request."""

    def __init__(self, house, seconds):
        self.house = house
        # Once closed, it opens itself anew for the next request.
        self.connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=seconds)

    def ask(self, method, path, form=None):
        """Status and header fields of one request; 0 when there was no answer."""
        try:
            self.connection.request(method, path, *message(form, self.house.cookie))
            answer = self.connection.getresponse()
            answer.read()
            return answer.status, answer.headers
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0, {}


def number(process, name):
    with open(f"/proc/{process}/status") as file:
        return int(re.search(rf"{name}:\s+(\d+)", file.read()).group(1))


def message(form, cookie):
    """Body and header fields as a browser on our own page would send them."""
    fields = {"Sec-Fetch-Site": "same-origin"}
    if cookie:
        fields["Cookie"] = cookie
    if form is None:
        return None, fields
    fields["Content-Type"] = "application/x-www-form-urlencoded"
    return urllib.parse.urlencode(form), fields


_demo = []


def demo_data(name):
    """A data folder with the demo in it, whose database is stopped."""
    if not _demo:
        house = House("demo", workers=1).start()
        house.stop()
        _demo.append(house.data)
    folder = os.path.join(SCRATCH, name)
    subprocess.run(["cp", "-a", _demo[0], folder], check=True)
    return folder
