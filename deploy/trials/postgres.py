"""A PostgreSQL that the trials own: a copy of the demo's, on a port of loopback."""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess

from house import SCRATCH, children, demo_data, free_port, wait_until

PROGRAMS = "/usr/lib/postgresql/%d/bin" % max(int(n) for n in os.listdir("/usr/lib/postgresql") if n.isdigit())
# PostgreSQL refuses to run as root.
AS_USER = []
if os.geteuid() == 0:
    entry = pwd.getpwnam("postgres")
    AS_USER = ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


def psql(settings, statement):
    """The rows of a statement."""
    done = subprocess.run([PROGRAMS + "/psql", "-XAtq", "-F", "\t", "-d", settings, "-c", statement],
                          capture_output=True, text=True, timeout=30)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return [line.split("\t") for line in done.stdout.splitlines()]


class Postgres:
    def __init__(self, name, folder=None):
        self.name = name
        self.folder = folder or demo_data(name) + "/postgres"
        self.port = free_port()
        self.process = None
        atexit.register(self.stop)

    def settings(self, user=None):
        return f"host=127.0.0.1 port={self.port} dbname=vakka" + (f" user={user}" if user else "")

    def sql(self, statement):
        return psql(self.settings("postgres"), statement)

    def start(self, **settings):
        options = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "",
                   "max_connections": 60, "shared_buffers": "128MB", **settings}
        words = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        with open(os.path.join(SCRATCH, self.name + ".postgres.log"), "ab") as log:
            self.process = subprocess.Popen(AS_USER + [PROGRAMS + "/postgres", "-D", self.folder] + words,
                                            stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        if wait_until(self.answers, 60) is None:
            raise SystemExit(f"PostgreSQL does not start; see {self.folder}")
        return self

    def answers(self):
        """Whether it takes connections, which it does not while it recovers."""
        return subprocess.run([PROGRAMS + "/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode == 0

    def kill(self):
        """SIGKILL for the postmaster and all its children."""
        victims = [self.process.pid] + children(self.process.pid)
        for victim in victims:
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(30)

    def promote(self):
        subprocess.run(AS_USER + [PROGRAMS + "/pg_ctl", "-D", self.folder, "-w", "promote"],
                       check=True, stdout=subprocess.DEVNULL)

    def make_standby(self, name):
        """A standby of this one, made from its running files."""
        folder = os.path.join(SCRATCH, name)
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder, 0o700)
        if AS_USER:
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        subprocess.run(
            AS_USER + [PROGRAMS + "/pg_basebackup", "-D", folder, "-R", "-X", "stream", "-c", "fast", "-d",
                       f"host=127.0.0.1 port={self.port} user=postgres application_name=standby"],
            check=True, stdout=subprocess.DEVNULL)
        return Postgres(name, folder=folder)
