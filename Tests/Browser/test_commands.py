"""The command line, and a server on a database that somebody else keeps (`VAKKA_DATABASE`)."""

import contextlib
import email
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from house import ROOT, free_port

PROGRAM = os.environ.get("VAKKA_BINARY") or str(ROOT / ".build/debug/vakka")
MAIL = pathlib.Path(__file__).parent / "mail"


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


@contextlib.contextmanager
def serving(folder, *words, **settings):
    """A server on a data folder: its process and its address. Unless the test has killed it, it ends as it should."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VAKKA_")}
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen([PROGRAM, "serve", "--data", str(folder), "--port", "0", *map(str, words)], cwd=ROOT,
                                   env=kept | settings, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process, waited(log, process, r"listening on (http://127\.0\.0\.1:[1-9]\d*)", seconds=300)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0


@pytest.fixture(scope="module")
def loaded():
    """A data folder in which the demo has been loaded once."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="vakka-loaded-"))
    folder.chmod(0o755)
    with serving(folder):
        pass
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def folder(loaded):
    """A copy of that folder."""
    copy = pathlib.Path(tempfile.mkdtemp(prefix="vakka-copy-"))
    subprocess.run(["cp", "-a", f"{loaded}/.", copy], check=True)
    yield copy
    shutil.rmtree(copy)


def signed_in(origin, address="coordinator@takk.demo"):
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    browser.addheaders = [("Sec-Fetch-Site", "same-origin"), ("Accept-Language", "fi")]
    sent(browser, origin + "/sign-in", email=address, password="vakka-demo")
    return browser


def test_a_port_that_the_system_chose_stands_in_the_mail(folder):
    with serving(folder) as (_, origin):
        page = sent(signed_in(origin), origin + "/takk/members", page=origin + "/takk/members/new", email="uusi@koti.example",
                    name="Uusi Ohjaaja", roles="trainer", language="fi")
        assert "uusi@koti.example" in page
        until(lambda: any(b"uusi@koti.example" in mail and origin.encode() in mail.replace(b"=\r\n", b"")
                          for mail in (path.read_bytes() for path in (folder / "mail").glob("*.eml"))))


def test_a_house_without_the_demo_has_no_demo_sign_ins_whatever_its_database_holds(folder):
    for words, is_demo in (((), True), (("--no-demo",), False)):
        with serving(folder, *words) as (_, origin):
            status, page = get(origin + "/sign-in")
            assert status == 200 and ("vakka-demo" in page) == is_demo
            try:
                signed_in(origin, "operator@vakka.demo")
                is_inside = True
            except urllib.error.HTTPError as refused:
                is_inside = refused.code != 422
            assert is_inside == is_demo
            if not is_demo:
                assert re.search(r"\d+ demo sign-ins have no password", (folder / "server.log").read_text())


def test_an_employer_that_the_space_does_not_know_is_found_in_the_public_register_that_is_named(folder):
    kept, port = folder / "asked", free_port()
    kept.mkdir()
    register = subprocess.Popen([sys.executable, MAIL.parent / "register/server.py", str(port), kept])
    try:
        with serving(folder, "--company-register", f"http://127.0.0.1:{port}/companies") as (_, origin):
            browser = signed_in(origin)
            path = re.search(r"/takk/applications/[0-9a-f-]{36}", page(browser, origin + "/takk/applications?state=received")).group(0)
            found = sent(browser, f"{origin}{path}/employer/search", page=f"{origin}{path}/employer", employer_name="paja", find="employer")
            assert "Julkisesta rekisteristä löytyi 1 yritys" in found and "2345678-0 Paja &amp; Pojat Oy" in found
        assert [path.read_text().splitlines()[0] for path in kept.iterdir()] == ["GET /companies?name=paja HTTP/1.1"]
    finally:
        register.terminate()
        register.wait(20)


class Post:
    """A real mail server, and the folder into which it puts what comes back."""

    def __init__(self, folder, *words):
        self.kept, self.returned = folder / "arrived", folder / "returned"
        for place in (self.kept, *(self.returned / part for part in ("new", "cur", "tmp"))):
            place.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.process = subprocess.Popen([sys.executable, MAIL / "server.py", str(self.port), self.kept, *words])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)

    @property
    def settings(self):
        return {"VAKKA_SMTP": f"smtp://127.0.0.1:{self.port}", "VAKKA_BOUNCES": str(self.returned)}

    def arrived(self):
        """Sender, recipient and Message-ID of each mail, in the order in which they came."""
        for path in sorted(self.kept.glob("*.mail")):
            sender, recipient, wire = path.read_bytes().split(b"\n", 2)
            yield sender.decode(), recipient.decode(), email.message_from_bytes(wire)["message-id"]


def test_a_mail_that_comes_back_is_told_on_the_page_of_whom_it_was_to_and_on_today(folder):
    with Post(folder) as post, serving(folder, "--bounces", post.returned, **post.settings) as (_, origin):
        browser = signed_in(origin)
        person = sent(browser, origin + "/takk/people", page=origin + "/takk/people/new", given_name="Palaa", family_name="Posti",
                      kind="contact", email="palaa@koti.example", language="fi")
        place = re.search(r'/takk/people/[0-9a-f-]{36}', person).group(0)
        sent(browser, origin + "/takk/members", page=origin + "/takk/members/new", email="palaa@koti.example", name="Palaa Posti",
             roles="trainer", language="fi")
        sender = until(lambda: [mail[0] for mail in post.arrived() if mail[1] == "palaa@koti.example"])[0]
        assert re.fullmatch(r"vakka\+[0-9a-f]{32}@localhost", sender)
        mark = "Osoite palaa@koti.example ei ota vastaan viestejä"
        assert mark not in page(browser, origin + place)
        subprocess.run([sys.executable, MAIL / "report.py", post.returned, sender, "failed", "5.1.1"], check=True)
        until(lambda: mark in page(browser, origin + place))
        assert re.search(r"Palaa Posti(<[^>]*>|\s)*: osoite ei ota vastaan viestejä", page(browser, origin + "/takk/today"))
        assert not list((post.returned / "new").iterdir())


def test_a_server_killed_in_the_middle_of_the_mornings_mails_sends_each_member_the_same_one(folder):
    """Each morning's mail is made once; one that was on its way when the server died comes again with the same Message-ID."""
    database = ["psql", "-XAtqd", f"host={folder}/postgres.socket dbname=vakka user=postgres"]

    def sql(statement):
        done = subprocess.run([*database, "-c", statement], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    # Mornings begin at midnight, so that it is always past their beginning.
    morning = (ROOT / "Migrations/functions/accounts/digests_due.sql").read_text().replace("'07:00'", "'00:00'")
    def made():
        return {f"<{name}@localhost>" for name in sql("select id from public.outbox where kind = 'waiting'")}

    with Post(folder, "--slow", "2") as post, serving(folder, **post.settings) as (process, _):
        # In their middle one takes long; all of it at once, so that no mail is made before.
        due = sql(morning + """alter table public.notice_digest drop constraint notice_digest_made_at_check;
            create sequence public.tried;
            create function public.take_long() returns trigger language plpgsql security definer as $$ begin
              if nextval('public.tried') > (select count(*) from accounts.digests_due()) then perform pg_sleep(60); end if;
              return new; end $$;
            create trigger long before insert on public.notice_digest for each row execute function public.take_long();
            insert into accounts.notice_choice (account_id, kind, pace, chosen_at)
              select distinct account_id, 'waiting', 'daily', now() - interval '3 days' from public.membership;
            select matter from accounts.digests_due()""")
        # One that has only just arrived is not noted yet.
        under_way = until(lambda: made() & {mail for _, _, mail in list(post.arrived())[-1:]})
        process.kill()
        process.wait(60)
        assert 0 < len(sql("select day from public.notice_digest")) < len(due)
    sql("""select pg_terminate_backend(pid) from pg_stat_activity where usename = 'vakka_app';
        drop function public.take_long() cascade; drop sequence public.tried""")
    with Post(folder) as post, serving(folder, **post.settings):
        until(lambda: sorted(sql("select membership_id from public.notice_digest")) == sorted(due))
        sql("update public.outbox set due_at = now() where state = 'waiting'")
        until(lambda: not sql("select id from public.outbox where kind = 'waiting' and state <> 'sent'"), seconds=60)
        members = sql("select count(distinct (tenant_id, account_id)) from public.outbox where kind = 'waiting'")
        mornings = made()
    arrived = [mail for _, _, mail in post.arrived() if mail in mornings]
    assert len(mornings) > 5 and members == [str(len(mornings))]
    assert sorted(arrived) == sorted([*mornings, *under_way])


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


def until(found, seconds=30):
    """What is found, once something is."""
    deadline = time.monotonic() + seconds
    while not (what := found()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return what


def page(browser, address):
    with browser.open(address, timeout=20) as answer:
        return answer.read().decode()


def get(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode().strip()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode().strip()
