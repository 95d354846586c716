"""Clients that write all the time and know which of their writes were acknowledged."""

import threading
import time
import uuid

from house import SPACE, Line


class Ledger:
    """Adds people, each under a key of its own, again and again with the same key until it is acknowledged."""

    def __init__(self, house, clients=4, pause=0.05, seconds_max=15):
        self.house = house
        self.pause = pause
        self.seconds_max = seconds_max
        self.mark = "F" + uuid.uuid4().hex[:8]
        self.acknowledged = {}
        self.answers = {}
        self.events = []
        self.oddities = []
        self.without_retry_after = 0
        self.longest = 0.0
        self.sent = 0
        self.gives_up = False
        self.is_ending = False
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.run, args=(n,), daemon=True) for n in range(clients)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.end()

    def end(self, seconds=30):
        """No new writes; those without an acknowledgement are sent until they have it, for some seconds."""
        self.is_ending = True
        end = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0.1, end - time.monotonic()))
        self.gives_up = True
        for thread in self.threads:
            thread.join(self.seconds_max + 1)

    def run(self, number):
        line = Line(self.house, self.seconds_max)
        count = 0
        while not self.is_ending:
            count += 1
            name = f"{self.mark}-{number}-{count}"
            once = self.house.once(f"/{SPACE}/people/new")
            if not once:
                time.sleep(0.05)
                continue
            form = {"once": once, "given_name": "Ledger", "family_name": name, "kind": "contact",
                    "email": "", "phone": "", "municipality": "", "language": "fi"}
            while not self.gives_up:
                status, location = self.send(line, form)
                if status == 303:
                    with self.lock:
                        self.acknowledged[name] = location
                    break
                if status and status < 500:
                    with self.lock:
                        self.oddities.append((name, status))
                    break
                time.sleep(0.05)
            time.sleep(self.pause)

    def send(self, line, form):
        begun = time.monotonic()
        status, fields = line.ask("POST", f"/{SPACE}/people", form)
        ended = time.monotonic()
        location = fields.get("location", "")
        if status == 303 and not location.startswith(f"/{SPACE}/people/"):
            status = 403
        with self.lock:
            self.sent += 1
            self.answers[status] = self.answers.get(status, 0) + 1
            self.events.append((begun, ended, status))
            self.longest = max(self.longest, ended - begun)
            if status == 503 and not fields.get("retry-after"):
                self.without_retry_after += 1
        return status, location

    def first_after(self, moment):
        """Seconds from a moment to the first acknowledgement of something sent after it; None when there is none yet."""
        with self.lock:
            later = [ended for begun, ended, status in self.events if begun >= moment and status == 303]
        return min(later) - moment if later else None

    def longest_between(self, start, end):
        """The longest wait for an answer that came in a span of time."""
        with self.lock:
            return max([ended - begun for begun, ended, _ in self.events if start <= ended <= end], default=0.0)

    def answers_since(self, moment):
        counts = {}
        with self.lock:
            for begun, _, status in self.events:
                if begun >= moment:
                    counts[status] = counts.get(status, 0) + 1
        return counts

    def compare(self, sql):
        """Compares with the database: lost, doubled and surplus writes, and events of the log that are missing or too many.

        `sql` runs a statement and returns its rows.
        """
        rows = dict((name, int(count)) for name, count in sql(
            f"select family_name, count(*) from person where family_name like '{self.mark}-%' group by 1"))
        events = int(sql(
            "select count(*) from log.event e join log.event_subjects s on s.tenant_id = e.tenant_id and s.event_id = e.id"
            " join person on person.tenant_id = s.tenant_id and person.id = s.people[1]"
            f" where e.action = 'person.added' and person.family_name like '{self.mark}-%'")[0][0])
        total = sum(rows.values())
        return {
            "acknowledged": len(self.acknowledged),
            "lost": len(set(self.acknowledged) - set(rows)),
            "doubled": sum(1 for count in rows.values() if count > 1),
            "unacknowledged": len(set(rows) - set(self.acknowledged)),
            "events_off": events - total,
            "odd": len(self.oddities),
        }


def verdict(found):
    """Whether nothing was lost, doubled or left out of the log."""
    return found["acknowledged"] > 0 and not (
        found["lost"] or found["doubled"] or found["events_off"] or found["odd"])


def in_words(found):
    return (f"{found['acknowledged']} acknowledged, {found['lost']} lost, {found['doubled']} doubled, "
            f"{found['events_off']} events off")
