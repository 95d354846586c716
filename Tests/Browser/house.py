"""A real Vakka server for the browser's tests: a database, a data folder and a port of its own."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from email import message_from_bytes, policy

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Mail:
    """One mail that the demo kept, as Python's own parser reads it."""

    def __init__(self, path):
        self.path = path
        parsed = message_from_bytes(path.read_bytes(), policy=policy.default)
        self.to = parsed["to"]
        self.subject = parsed["subject"]
        self.text = parsed.get_content().replace("\r\n", "\n")

    def link(self, origin):
        """The first address of this site in the text."""
        for word in self.text.split():
            if word.startswith(origin + "/"):
                return word.rstrip(".,)")
        raise AssertionError(f"no link in the mail '{self.subject}'")

    def code(self):
        """The line of eight figures."""
        if found := re.search(r"\b(\d{4}) ?(\d{4})\b", self.text):
            return "".join(found.groups())
        raise AssertionError(f"no code in the mail '{self.subject}'")


class House:
    """The server's process, its address and its mail."""

    def __init__(self):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="vakka-browser-"))
        # The database's own user must reach its folder.
        self.data.chmod(0o755)
        self.log = self.data / "server.log"
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.read = set()

    def start(self):
        program = os.environ.get("VAKKA_BINARY") or str(ROOT / ".build/debug/vakka")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VAKKA_")}
        environment["VAKKA_ORIGIN"] = self.origin
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [program, "serve", "--data", str(self.data), "--port", str(self.port)],
                cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 300
        while f"listening on {self.origin}" not in self.log.read_text(errors="replace"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                text = self.log.read_text(errors="replace")
                self.stop()
                raise RuntimeError(f"the server did not start:\n{text}")
            time.sleep(0.1)

    def stop(self):
        """Ends the server by its own process id; returns its exit status."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
        shutil.rmtree(self.data, ignore_errors=True)
        return self.process.returncode if self.process else None

    def faults(self):
        """Lines of the server's log that tell of something broken."""
        lines = []
        for line in self.log.read_text(errors="replace").splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and entry.get("level") == "error":
                lines.append(line)
        return lines

    def unread(self, to, subject=""):
        """Unread mails to an address whose subject has these words, oldest first."""
        folder = self.data / "mail"
        mails = [Mail(path) for path in sorted(folder.glob("*.eml")) if path not in self.read] if folder.exists() else []
        return [mail for mail in mails if mail.to == to and subject in mail.subject]

    def since(self, before):
        """The mails that are not among some files, oldest first."""
        return [Mail(path) for path in sorted((self.data / "mail").glob("*.eml")) if path not in before]

    def mail(self, to, subject="", seconds=20):
        """The newest unread mail of these; waits for one. All of them are read then."""
        deadline = time.monotonic() + seconds
        while True:
            mails = self.unread(to, subject)
            if mails:
                self.read.update(mail.path for mail in mails)
                return mails[-1]
            if time.monotonic() > deadline:
                raise AssertionError(f"no mail to {to} with '{subject}'")
            time.sleep(0.1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
