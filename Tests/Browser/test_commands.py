"""The command line, and a server on a database that somebody else keeps (`VAKKA_DATABASE`)."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from house import ROOT, free_port

PROGRAM = os.environ.get("VAKKA_BINARY") or str(ROOT / ".build/debug/vakka")


class Outside:
    """A PostgreSQL that is not Vakka's own, on a loopback port with a password."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vakka-outside-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.user = "postgres" if os.getuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.run("initdb", "-D", self.folder / "data", "-U", "keeper", "-A", "trust", "--encoding=UTF8", "--no-sync")
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o",
                 f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off", "start")
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "keeper", "vakka")

    def run(self, program, *words):
        # Its own output goes nowhere: the server it starts would keep a pipe open.
        with (self.folder.parent / f"{self.folder.name}.log").open("wb") as log:
            subprocess.run([str(self.programs / program), *map(str, words)], user=self.user, check=True,
                           cwd="/", stdout=log, stderr=subprocess.STDOUT)

    def stop(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder.parent / f"{self.folder.name}.log").unlink()


@pytest.fixture(scope="module")
def outside():
    database = Outside()
    yield database
    database.stop()


@pytest.fixture(params=["words", "address"], scope="module")
def settings(request, outside):
    """Both ways in which libpq reads where a database is."""
    return {
        "words": f"host=127.0.0.1 port={outside.port} dbname=vakka user=keeper",
        "address": f"postgresql://keeper@127.0.0.1:{outside.port}/vakka?application_name=vakka",
    }[request.param]


@pytest.fixture
def command(settings, tmp_path):
    def run(*words, status=0):
        done = subprocess.run([PROGRAM, *words], cwd=ROOT, env=environment(settings, tmp_path),
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == status, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    return run


def environment(settings, data, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VAKKA_")}
    return kept | {"VAKKA_DATABASE": settings, "VAKKA_DATA": str(data)} | more


def test_commands_do_on_an_outside_database_what_they_say(command, settings):
    slug = "ulko-" + ("sanat" if settings.startswith("host") else "osoite")
    command("migrate")
    assert command("migrate").count("migrated") == 0
    assert re.search(r"passes|nothing|in order|as it must", command("doctor"), re.I)
    command("space", "create", slug, "--kind", "association", "--name", "Ulkopuolinen",
            "--coordinator", "kaisa@koti.example", "--coordinator-name", "Kaisa Koti")
    assert slug in command("space", "list")
    command("member", "invite", "--space", slug, "--role", "auditor", "--address", "tarkastaja@koti.example",
            "--name", "Taru Tarkka")
    command("member", "list", "--space", slug)
    command("space", "suspend", slug)
    assert "suspended" in command("space", "list")
    command("space", "resume", slug)
    events = [json.loads(line) for line in command("audit", "export", "--space", slug).splitlines() if line.startswith("{")]
    actions = [event["action"] if "action" in event else event["public"]["action"] for event in events]
    assert "log.exported" in command("audit", "export", "--space", "vakka") + command("audit", "export", "--space", "vakka")
    for action in ("space.made", "member.invited", "space.suspended", "space.resumed"):
        assert action in actions, actions


def test_wrong_words_are_refused_with_what_is_right(command):
    for words in (["space", "create", "x y", "--kind", "association", "--name", "X"], ["space", "create", "hyva", "--kind", "klubi", "--name", "X"],
                  ["space", "suspend", "olematon"], ["member", "list", "--space", "olematon"], ["serve", "--port", "70000"],
                  ["space", "create", "yritys", "--kind", "employer", "--name", "X", "--business-id", "1234567-8"],
                  ["olematon"], ["serve", "--olematon"], ["space", "create", "sign-in", "--kind", "association", "--name", "X"]):
        done = None
        for status in (1, 2):
            try:
                done = command(*words, status=status)
                break
            except AssertionError as wrong:
                last = wrong
        assert done is not None, last
        assert done.strip() and "Fault(" not in done and "violates" not in done and "⟦" not in done, f"{words}: {done}"


def test_every_command_explains_itself(command):
    for name in ("serve", "migrate", "space", "member", "routes", "access", "audit", "doctor"):
        assert f"vakka {name}" in command(name, "--help")
    assert re.fullmatch(r"vakka \d+\.\d+\.\d+\n", command("--version"))
    assert "coordinator" in command("access")
    routes = [json.loads(line) for line in command("routes", "--json").splitlines()]
    assert len(routes) > 50 and all({"method", "path", "permission", "discloses"} <= set(route) for route in routes)


def test_a_server_stands_on_an_outside_database_and_leaves_it_running(settings, outside, tmp_path):
    log = tmp_path / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen([PROGRAM, "serve", "--port", "0"], cwd=ROOT, env=environment(settings, tmp_path),
                                   stdout=output, stderr=subprocess.STDOUT)
    try:
        origin = waited(log, process, r"listening on (http://127\.0\.0\.1:[1-9]\d*)")
        assert get(origin + "/health/ready") == (200, "ready")
        status, page = get(origin + "/sign-in")
        assert status == 200 and "vakka-demo" not in page, "the demo is not loaded into somebody's own database"
        assert "VAKKA_SMTP is not set" in log.read_text()
        assert get(origin + "/demo/mail")[0] == 404
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    outside.run("psql", "-h", "127.0.0.1", "-p", outside.port, "-U", "keeper", "-c", "select 1", "vakka")


def test_a_port_that_the_system_chose_stands_in_the_mail(tmp_path):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vakka-port-"))
    folder.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VAKKA_")}
    log = tmp_path / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen([PROGRAM, "serve", "--port", "0", "--data", str(folder)], cwd=ROOT, env=kept,
                                   stdout=output, stderr=subprocess.STDOUT)
    try:
        origin = waited(log, process, r"listening on (http://127\.0\.0\.1:[1-9]\d*)", seconds=120)
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        browser.addheaders = [("Sec-Fetch-Site", "same-origin")]
        sent(browser, origin + "/sign-in", email="coordinator@takk.demo", password="vakka-demo")
        page = sent(browser, origin + "/takk/members", page=origin + "/takk/members/new", email="uusi@koti.example",
                    name="Uusi Ohjaaja", roles="trainer", language="fi")
        assert "uusi@koti.example" in page
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            mails = [path.read_bytes() for path in (folder / "mail").glob("*.eml")]
            if any(b"uusi@koti.example" in mail and origin.encode() in mail.replace(b"=\r\n", b"") for mail in mails):
                break
            time.sleep(0.2)
        else:
            raise AssertionError(f"no mail names {origin}")
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        shutil.rmtree(folder, ignore_errors=True)


def test_a_house_without_the_demo_has_no_demo_sign_ins_whatever_its_database_holds():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vakka-no-demo-"))
    folder.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VAKKA_")}
    try:
        for words, is_demo in (((), True), (("--no-demo",), False)):
            log = folder / f"{is_demo}.log"
            with log.open("wb") as output:
                process = subprocess.Popen([PROGRAM, "serve", "--data", str(folder), "--port", "0", *words], cwd=ROOT,
                                           env=kept, stdout=output, stderr=subprocess.STDOUT)
            try:
                origin = waited(log, process, r"listening on (\S+)", seconds=300)
                status, page = get(origin + "/sign-in")
                assert status == 200 and ("vakka-demo" in page) == is_demo
                browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
                browser.addheaders = [("Sec-Fetch-Site", "same-origin")]
                try:
                    sent(browser, origin + "/sign-in", email="operator@vakka.demo", password="vakka-demo")
                    is_inside = True
                except urllib.error.HTTPError as refused:
                    is_inside = refused.code != 422
                assert is_inside == is_demo
                if not is_demo:
                    assert re.search(r"\d+ demo sign-ins have no password", log.read_text())
            finally:
                process.send_signal(signal.SIGTERM)
                assert process.wait(60) == 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_start_that_was_killed_while_the_demo_was_loaded_is_made_good_by_the_next():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vakka-killed-"))
    folder.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VAKKA_")}

    def start(name):
        log = folder / f"{name}.log"
        with log.open("wb") as output:
            return log, subprocess.Popen([PROGRAM, "serve", "--data", str(folder), "--port", "0"], cwd=ROOT, env=kept,
                                         stdout=output, stderr=subprocess.STDOUT)

    try:
        log, process = start("first")
        waited(log, process, r"(loading the demo spaces)", seconds=300)
        time.sleep(1)
        process.kill()
        process.wait(60)
        assert "listening" not in log.read_text()
        log, process = start("second")
        try:
            origin = waited(log, process, r"listening on (\S+)", seconds=300)
            status, page = get(origin + "/sign-in")
            assert status == 200 and "coordinator@takk.demo" in page
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sent(browser, address, page=None, **fields):
    """Sends a form with the sealed field of the page on which it stands."""
    with browser.open(page or address, timeout=20) as answer:
        found = re.search(r'name="once" value="([^"]+)"', answer.read().decode())
    fields["once"] = found.group(1) if found else ""
    with browser.open(address, urllib.parse.urlencode(fields).encode(), timeout=20) as answer:
        return answer.read().decode()


def waited(log, process, pattern, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(pattern, log.read_text(errors="replace"))
        if found:
            return found.group(1)
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace"))


def get(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode().strip()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode().strip()
