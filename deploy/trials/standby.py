"""A primary with a synchronous standby, and the loss of either."""

import time

from house import House, wait_until
from ledger import Ledger, in_words, verdict
from postgres import Postgres

def pair(name):
    """A primary that waits for its standby, and the standby."""
    primary = Postgres(name).start()
    standby = primary.make_standby(name + "-standby").start()
    wait_for_standby(primary)
    return primary, standby


def let_commits_wait(primary, names):
    primary.sql(f"alter system set synchronous_standby_names = '{names}'")
    primary.sql("select pg_reload_conf()")


def wait_for_standby(primary):
    let_commits_wait(primary, "standby")
    query = "select sync_state from pg_stat_replication"
    wait_until(lambda: primary.sql(query) == [["sync"]], 20, pause=0.1)


def both(first, second):
    return (f"host=127.0.0.1,127.0.0.1 port={first.port},{second.port} dbname=vakka"
            " target_session_attrs=read-write")


def promotion():
    """The primary is killed and the standby takes its place; then the old one is made anew as the standby."""
    primary, standby = pair("promotion")
    places = [primary.port, standby.port]
    house = House("promotion-app", database=both(primary, standby)).start()
    house.sign_in()
    added = []
    with Ledger(house) as ledger:
        for count in range(10):
            time.sleep(1)
            primary.kill()
            standby.promote()
            # The new primary waits for a standby of its own only once there is one, as a cluster's manager would have it.
            let_commits_wait(standby, "")
            moment = time.monotonic()
            wait_until(lambda: ledger.first_after(moment) is not None, 15)
            added.append(ledger.first_after(moment) or 15)
            fresh = standby.make_standby(f"promotion-{count}")
            fresh.port = places[count % 2]
            fresh.start()
            primary, standby = standby, fresh
            wait_for_standby(primary)
        ledger.end()
    found = ledger.compare(primary.sql)
    house.stop()
    standby.stop()
    primary.stop()
    return {
        "goal": "0 lost; the app adds <= 2 s",
        "figure": f"{in_words(found)}; 10 promotions: first write {max(added):.2f} s after the new primary at most",
        "holds": verdict(found) and max(added) <= 2 and not set(ledger.answers) - {303, 503},
        "figures": {**found, "added_seconds_max": max(added), "answers": ledger.answers},
    }


def standby_gone():
    """Without the standby no commit is known to be kept."""
    primary, standby = pair("standby-gone")
    house = House("standby-gone-app", database=primary.settings()).start()
    house.sign_in()
    with Ledger(house) as ledger:
        time.sleep(2)
        standby.kill()
        moment = time.monotonic() + 0.1
        time.sleep(40)
        backends = int(primary.sql("select count(*) from pg_stat_activity where backend_type = 'client backend'")[0][0])
        told = ledger.answers_since(moment)
        longest = ledger.longest_between(moment, time.monotonic())
        pages = sum(house.ask("GET", "/sign-in")[0] == 200 for _ in range(20))
        standby.start()
        back = time.monotonic()
        wait_until(lambda: ledger.first_after(back) is not None, 30)
        added = ledger.first_after(back) or 30
        ledger.end()
    found = ledger.compare(primary.sql)
    house.stop()
    standby.stop()
    primary.stop()
    return {
        "goal": "every commit answered 503 within 10 s, never 200",
        "figure": f"{told.get(503, 0)} × 503, others {sum(told.values()) - told.get(503, 0)}; slowest {longest:.1f} s;"
                  f" {backends} backends after 40 s, {pages} of 20 pages without data; back {added:.1f} s after the"
                  f" standby; {in_words(found)}",
        "holds": verdict(found) and set(told) == {503} and longest <= 10,
        "figures": {**found, "answers": told, "longest_answer_seconds": longest, "backends": backends,
                    "back_seconds": added, "pages_of_20": pages},
    }
