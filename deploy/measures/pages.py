"""What each page costs: its bytes, its statements and its round trips, in every role of the demo."""

import http.cookiejar
import re
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from ground import PROGRAM, ROOT

PEOPLE = [
    "coordinator@takk.demo", "trainer@takk.demo", "expert@takk.demo", "auditor@takk.demo", "coordinator@pksotu.demo",
    "consent@tyonantaja-1.demo", "coordinator@kumppani-a.demo", "operator@vakka.demo",
]
BYTES_MAX = 30 * 1024


class Reader:
    """Somebody signed in to the demo."""

    def __init__(self, server, address):
        self.server = server
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.browser.addheaders = [("Sec-Fetch-Site", "same-origin")]
        page = self.browser.open(server.origin + "/sign-in", timeout=30).read().decode()
        once = re.search(r'name="once" value="([^"]+)"', page).group(1)
        form = urllib.parse.urlencode({"email": address, "password": "vakka-demo", "once": once}).encode()
        self.browser.open(server.origin + "/sign-in", form, timeout=30).read()

    def get(self, path):
        """Status, type and body."""
        try:
            with self.browser.open(self.server.origin + path, timeout=60) as answer:
                return answer.status, answer.headers.get_content_type(), answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refusal:
            return refusal.code, "", ""


def patterns():
    """The paths of all pages, as patterns, each with its name."""
    import json
    lines = subprocess.run([PROGRAM, "routes", "--json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found = []
    for line in lines:
        route = json.loads(line)
        if route["method"] == "GET":
            path = re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(route["path"]))
            found.append((route["path"], re.compile(f"^{path}$")))
    return sorted(found, key=lambda one: one[0].count("{"))


def walk(reader, known):
    """Every page that can be reached by links, one for each pattern: pattern → path."""
    waiting, seen, pages = ["/spaces", "/account"], set(), {}
    while waiting:
        path = waiting.pop(0)
        pattern = next((name for name, shape in known if shape.match(path)), None)
        if pattern is None or pattern in pages or path in seen:
            continue
        seen.add(path)
        status, kind, body = reader.get(path)
        if status != 200 or kind != "text/html":
            continue
        pages[pattern] = path
        waiting += [link.replace("&amp;", "&").split("?")[0] for link in re.findall(r'href="(/[^"#]*)', body)]
    return pages


def effort(server):
    """Statements and round trips that the server's lanes have made so far; None where it does not count them."""
    numbers = dict(re.findall(r"^(\w+) (\d+)$", server.get("/metrics").decode(), re.M))
    if "vakka_database_statements_total" not in numbers:
        return None
    return int(numbers["vakka_database_statements_total"]), int(numbers["vakka_database_round_trips_total"])


def measure(table, ground, server):
    """The largest page of each role, and what each page asks of the database."""
    known = patterns()
    largest, costs = [], {}
    for address in PEOPLE:
        reader = Reader(server, address)
        for pattern, path in walk(reader, known).items():
            reader.get(path)
            before = effort(server)
            body = reader.get(path)[2]
            after = effort(server)
            largest.append((len(body.encode()), pattern, address))
            if before and after:
                cost = (after[0] - before[0], after[1] - before[1])
                costs[pattern] = max(costs.get(pattern, (0, 0)), cost)
    size, pattern, address = max(largest)
    table.add("largest page of the demo", f"{size / 1024:.1f} KiB", f"{pattern} as {address}", f"{size / 1024:.1f} KiB", "≤ 30 KiB",
              size <= BYTES_MAX, "; ".join(f"{path} {number / 1024:.0f} KiB" for number, path in
                                           sorted({(number, path) for number, path, _ in largest}, reverse=True)[:8]))
    for kind, limit in (("css", 25), ("js", 15)):
        total = sum(path.stat().st_size for path in (ROOT / "Web").rglob(f"*.{kind}"))
        table.add({"css": "styles", "js": "scripts"}[kind], f"{total / 1024:.1f} KiB", "look.md", f"{total / 1024:.1f} KiB",
                  f"≤ {limit} KiB", total <= limit * 1024)
    if costs:
        worst = max(costs.items(), key=lambda one: one[1])
        table.add("statements and round trips of a page", f"{worst[1][0]} and {worst[1][1]}", worst[0],
                  f"{worst[1][0]} / {worst[1][1]}", "(told)", True,
                  "; ".join(f"{path} {statements}/{trips}" for path, (statements, trips) in sorted(costs.items())))
