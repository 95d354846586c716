"""One space's slow page, opened in six tabs, while people of another space read theirs."""

import time

from house import House, Line
from postgres import Postgres
from visitors import Visitors

# What reading one person of the slow space costs: waiting, or work for a processor.
KINDS = {
    "waiting": "perform pg_sleep(0.1)",
    "working": "perform count(*) from generate_series(1, 400000)",
}
SLOW, OTHER = "takk", "pksotu"
TABS = 6


class Tabs(Visitors):
    """Tabs of one session that open the slow page again and again."""

    def __init__(self, house):
        super().__init__(house, people=TABS, path=f"/{SLOW}/people")
        self.answers, self.longest = {}, 0.0

    def run(self):
        line = Line(self.house, 10)
        while not self.is_ending:
            begun = time.monotonic()
            status, fields = line.ask("GET", self.path)
            # Who is stopped hears it with another wait than who got no lane.
            what = "stopped" if status == 503 and fields.get("retry-after") == "10" else status
            with self.lock:
                self.longest = max(self.longest, time.monotonic() - begun)
                self.answers[what] = self.answers.get(what, 0) + 1


def slow_pages():
    postgres = Postgres("slow-pages").start()
    slow = House("slow-pages", database=postgres.settings()).start()
    slow.sign_in(f"coordinator@{SLOW}.demo")
    # The same server, seen by somebody else.
    other = House("slow-pages-other", database=postgres.settings())
    other.port = slow.port
    other.sign_in(f"coordinator@{OTHER}.demo")
    space = postgres.sql(f"select id from space where slug = '{SLOW}'")[0][0]
    path = f"/{OTHER}/people"
    watch(other, path, 3)
    figures, words, holds = {}, [], True
    for kind, work in KINDS.items():
        before = watch(other, path, 10)
        postgres.sql(f"""
            create or replace function public.drag() returns boolean language plpgsql volatile as
              $$ begin {work}; return true; end $$;
            create policy dragging on person as restrictive for select to public
              using (tenant_id <> '{space}' or public.drag())""")
        with Tabs(slow) as tabs:
            time.sleep(2)
            during = watch(other, path, 15)
        postgres.sql("drop policy dragging on person")
        ratio = during.p99() / before.p99()
        figures[kind] = {
            "before_p99_seconds": before.p99(), "during_p99_seconds": during.p99(), "ratio": ratio,
            "failures": during.failures[:10], "tabs": tabs.answers, "tabs_longest_seconds": tabs.longest,
        }
        words.append(f"{kind} {before.p99() * 1000:.0f} → {during.p99() * 1000:.0f} ms,"
                     f" {during.availability():.2%}; the tabs: {tabs.answers.get('stopped', 0)} stopped,"
                     f" {tabs.answers.get(503, 0)} without a lane, after {tabs.longest:.1f} s at most")
        holds = holds and ratio <= 2 and not during.failures
        holds = holds and set(tabs.answers) <= {"stopped", 503} and "stopped" in tabs.answers and tabs.longest < 5
    slow.stop()
    postgres.stop()
    return {
        "goal": "other spaces' p99 <= 2 ×, and no 503 for them; the page is stopped within 5 s",
        "figure": "p99 " + "; ".join(words),
        "holds": holds,
        "figures": figures,
    }


def watch(house, path, seconds):
    """Some people of a space who read a page for some seconds."""
    with Visitors(house, path=path) as visitors:
        time.sleep(seconds)
    return visitors
