"""Every page that somebody can reach by links, in every role of the demo."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

# The partners' spaces are alike: one of them stands for all.
SIGN_INS = [
    "coordinator@takk.demo",
    "trainer@takk.demo",
    "expert@takk.demo",
    "auditor@takk.demo",
    "coordinator@pksotu.demo",
    "expert@pksotu.demo",
    "auditor@pksotu.demo",
    "coordinator@kumppani-a.demo",
    "auditor@kumppani-a.demo",
    "consent@tyonantaja-1.demo",
    "coordinator@tyonantaja-1.demo",
    "auditor@tyonantaja-1.demo",
    "consent@tyonantaja-2.demo",
    "operator@vakka.demo",
]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PAGE_BYTES_MAX = 30 * 1024
# Pages that differ only in whose they are: so many of each kind are looked at.
ALIKE_MAX = 2
# Filters combine without end: of each path, so many sets of questions are looked at, each once.
QUERIES_MAX = 6
PAGES_MAX = 120
# Words that stand on two lines, but for a word longer than any of a language.
BROKEN = """() => {
  const found = new Set(), range = document.createRange();
  const texts = document.createTreeWalker(document.querySelector('body'), NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    if (!text.parentElement.checkVisibility()) continue;
    for (const word of text.data.matchAll(/(?<!\\S)\\S{2,30}(?!\\S)/gu)) {
      // Addresses and what has a dash may be broken.
      if (/[@/\\p{Pd}]|\\p{L}[.]\\p{L}/u.test(word[0])) continue;
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].filter(one => one.width > 1).map(one => Math.round(one.top)));
      if (lines.size > 1) found.add(word[0]);
    }
  }
  return [...found];
}"""


def kind(address):
    """What pages have in common: the path with ids left out, and which questions the query asks."""
    parts = urlsplit(address)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return UUID.sub("{id}", parts.path) + ("?" + "&".join(names) if names else "")


def links(page, origin):
    """Where the page's links lead on this site, without fragments and without changing the language."""
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    addresses = []
    for address in found:
        address = address.split("#")[0]
        if address.startswith(origin + "/") and "language" not in dict(parse_qsl(urlsplit(address).query)):
            addresses.append(address[len(origin):])
    return addresses


class Crawl:
    """A walk along links, from one page on."""

    def __init__(self, page, origin, axe):
        self.page = page
        self.origin = origin
        self.axe = axe
        self.findings = []
        self.seen = set()
        self.alike = {}
        self.visited = []

    def walk(self, start):
        waiting = [start]
        while waiting and len(self.visited) < PAGES_MAX:
            address = waiting.pop(0)
            if address in self.seen:
                continue
            self.seen.add(address)
            if self.is_new(kind(address)):
                waiting += self.look(address)

    def is_new(self, group):
        """Whether there is something to learn from one more page of this kind; counts it."""
        path, _, query = group.partition("?")
        if query and (self.alike.get(group) or self.alike.get(f"{path}?", 0) >= QUERIES_MAX):
            return False
        if self.alike.get(group, 0) >= ALIKE_MAX:
            return False
        self.alike[group] = self.alike.get(group, 0) + 1
        if query:
            self.alike[f"{path}?"] = self.alike.get(f"{path}?", 0) + 1
        return True

    def say(self, address, what):
        self.findings.append(f"{address}: {what}")

    def look(self, address):
        """Looks at one page; returns the links on it."""
        answer = self.page.request.get(address)
        if answer.status != 200:
            self.say(address, f"status {answer.status}")
            return []
        if not answer.headers.get("content-type", "").startswith("text/html"):
            # A file: it must say that it is one, and be no page.
            if "attachment" not in answer.headers.get("content-disposition", "") and "json" not in address:
                self.say(address, "neither a page nor a file to keep")
            return []
        self.visited.append(address)
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(color_scheme="light")
        response = self.page.goto(address)
        html = response.text()
        if "⟦" in html:
            self.say(address, "a word is missing: " + html[html.index("⟦"):][:60])
        if 0 < html.find("<h1") < html.find(">← <"):
            self.say(address, "the way back stands below the heading")
        size = len(html.encode())
        if size > PAGE_BYTES_MAX:
            self.say(address, f"{size} bytes of HTML")
        for sentence in self.axe(self.page):
            self.say(address, sentence)
        self.page.emulate_media(color_scheme="dark")
        for sentence in self.axe(self.page, only=["color-contrast", "link-in-text-block"]):
            self.say(address, f"dark: {sentence}")
        for width in (1280, 768, 390):
            self.page.set_viewport_size({"width": width, "height": 844})
            if broken := self.page.evaluate(BROKEN):
                self.say(address, f"words are broken at {width} px: {', '.join(broken[:5])}")
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.say(address, f"scrolls {wide} px sideways at 390 px")
        found = links(self.page, self.origin)
        # What a mail links to is for its reader alone.
        return [link for link in found if link.startswith("/demo/mail")] if address.startswith("/demo/mail") else found

    def languages(self):
        """The same pages in Swedish and English: every word is there."""
        for language in ("sv", "en", "fi"):
            for address in self.visited:
                parts = urlsplit(address)
                query = urlencode(parse_qsl(parts.query, keep_blank_values=True) + [("language", language)])
                html = self.page.request.get(f"{parts.path}?{query}").text()
                if "⟦" in html:
                    self.say(address, f"{language}: a word is missing: " + html[html.index("⟦"):][:60])
                if f'<html lang="{language}"' not in html:
                    self.say(address, f"{language}: the page does not say that it is in this language")


@pytest.mark.parametrize("address", SIGN_INS)
def test_every_page_of_a_role_is_whole(address, house, sign_in, axe):
    page = sign_in(address)
    slug = address.split("@")[1].removesuffix(".demo")
    crawl = Crawl(page, house.origin, axe)
    crawl.walk("/operator" if slug == "vakka" else f"/{slug}/today")
    crawl.languages()
    print(f"{address}: {len(crawl.visited)} pages")
    assert len(crawl.visited) > 3
    assert not crawl.findings, "\n".join(crawl.findings)


def test_public_pages_are_whole(house, people, axe):
    crawl = Crawl(people(), house.origin, axe)
    for start in ("/", "/sign-in", "/password/forgotten", "/accessibility", "/demo/mail", "/takk/open-courses", "/tyonantaja-1/answer"):
        crawl.walk(start)
    crawl.languages()
    assert not crawl.findings, "\n".join(crawl.findings)


@pytest.mark.parametrize("path", ["/ei-ole", "/takk/ei-ole", "/pksotu/today"])
def test_a_page_that_is_not_there_is_a_page_too(path, sign_in, axe):
    page = sign_in("coordinator@takk.demo")
    page.guard.refusals_allowed = True
    response = page.goto(path)
    assert response.status == 404
    assert not axe(page)


def test_an_attendance_list_and_a_receipt_print_on_one_sheet_each(sign_in):
    def sheets(page):
        paper = page.pdf(prefer_css_page_size=True, format="A4")
        boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", paper))
        assert len(boxes) == 1
        _, _, width, height = map(float, boxes.pop().split())
        return len(re.findall(rb"/Type\s*/Page[^s]", paper)), width > height

    trainer = sign_in("trainer@takk.demo")
    trainer.goto("/takk/courses")
    trainer.locator("main td a", has_text="vertaistoimija, Tampere").first.click()
    trainer.locator("a[href$='/attendance']").first.click()
    trainer.locator(".matrix tbody tr").nth(13).wait_for()
    assert sheets(trainer) == (1, True)
    trainer.emulate_media(media="print")
    foot = trainer.locator("tfoot.printed").inner_text()
    assert "klo\N{NO-BREAK SPACE}13" in foot and "Allekirjoitus" in foot and trainer.locator("p.printed").is_visible()
    giver = sign_in("consent@tyonantaja-1.demo")
    giver.goto("/tyonantaja-1/consents?state=given")
    giver.locator("td a").first.click()
    giver.goto(urlsplit(giver.url).path + "/receipt")
    assert giver.locator(".receipt").count() == 1
    assert sheets(giver) == (1, False)


def test_marks_on_a_phone_are_kept_as_they_are_made_and_wait_for_the_line(sign_in, axe):
    page = sign_in("trainer@takk.demo", width=360)
    page.guard.refusals_allowed = True
    page.goto("/takk/courses")
    page.locator("main td a", has_text="vertaistoimija, Tampere").first.click()
    page.locator("a[href$='/attendance']").first.click()
    page.locator("main .chips a").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert not axe(page)
    said = page.locator(".marks-foot [role=status]")
    saved = page.locator(".marks fieldset:not(.is-unsaved)")
    names = saved.count()
    assert names > 10 and not page.locator("[name=save]").is_visible()
    page.locator(".marks [value='']").first.focus()
    page.keyboard.press("ArrowLeft")
    said.get_by_text("Merkinnät on tallennettu.").wait_for()
    # The line fails: what is marked stays, is told apart, and goes when the line is back.
    page.context.set_offline(True)
    for row in (1, 2):
        page.locator(".marks li").nth(row).locator("label", has_text="Ei tiedossa").click()
    said.get_by_text("Ei vielä tallessa: 2.").wait_for()
    assert saved.count() == names - 2
    page.context.set_offline(False)
    said.get_by_text("Merkinnät on tallennettu.").wait_for()
    page.locator(".marks li").nth(3).locator("label").last.click()
    page.get_by_role("button", name="Merkitse loput läsnä").click()
    said.get_by_text("Merkinnät on tallennettu.").wait_for()
    page.reload()
    # An arrow at the end of the marks goes round to the other end, or one to the left: it is a mark in any case.
    assert [page.locator(f".marks li:nth-child({row}) :checked").get_attribute("value") for row in (2, 3, 4)] == ["u", "u", "p"]
    assert page.locator("[data-of='']").inner_text() == "0"


def test_marks_on_a_phone_are_kept_without_scripts_too(sign_in):
    page = sign_in("trainer@takk.demo", width=360, scripts=False)
    page.goto("/takk/courses")
    page.locator("main td a", has_text="vertaistoimija, Tampere").first.click()
    page.locator("a[href$='/attendance']").first.click()
    page.locator("main .chips a").nth(1).click()
    page.locator(".marks li").first.locator("label").last.click()
    page.get_by_role("button", name="Tallenna").click()
    assert page.locator("[data-of='']").inner_text() == "1"
    page.get_by_role("button", name="Merkitse loput läsnä").click()
    assert page.locator("[data-of='']").inner_text() == "0"
    assert page.locator(".marks :checked").first.get_attribute("value") == "p"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_keyboard_reaches_the_content_first(scripts, people):
    page = people(scripts=scripts)
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#main"


def test_the_keys_go_to_pages_acts_and_the_search(sign_in, axe):
    page = sign_in("coordinator@takk.demo")
    page.goto("/takk/today")
    # A page of the rail, an act by the beginnings of its words, and whatever else is typed.
    for typed, path in (("hakem", "/takk/applications"), ("kutsu jäsen", "/takk/members/new"), ("aino 12", "/takk/search")):
        page.keyboard.press("Control+k")
        page.locator("#go input").fill(typed)
        page.locator(f"#go li:first-child a[href*='{path}']").wait_for()
        assert not axe(page)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert urlsplit(page.url).path == path


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_list_is_sorted_and_filtered_wide_and_on_a_phone(width, scripts, sign_in, axe):
    page = sign_in("coordinator@takk.demo", scripts=scripts, width=width)
    page.goto("/takk/people")
    more = page.locator(".narrowing > summary")
    # Where there is little room the filters wait behind one line.
    assert more.is_visible() == (width == 390)
    if width == 390:
        more.click()
    for name in ("Ryhmä", "Tilanne", "Kieli"):
        assert page.get_by_role("list", name=name).is_visible()
    # Where its word stands: the link begins with words that only a screen reader has.
    word = page.get_by_role("link", name="Lisätty").evaluate(
        "link => { const range = document.createRange(); range.selectNodeContents(link.lastChild);"
        " const { x, y, width, height } = range.getBoundingClientRect(); return [x + width / 2, y + height / 2] }")
    with page.expect_navigation():
        page.mouse.click(*word)
    assert page.url.endswith("?sort=-added")
    head = page.locator("th[aria-sort=descending]")
    assert head.is_visible() and "Lisätty" in head.inner_text()
    assert page.get_by_role("columnheader", name="Tilanne").count() == (1 if width == 1280 else 0)
    if width == 390:
        more.click()
    with page.expect_navigation():
        page.get_by_role("list", name="Tilanne").get_by_role("link", name="Mukana").click()
    # What it is sorted by stays.
    assert "sort=-added" in page.url and "state=active" in page.url
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert not scripts or not axe(page)
    # What has just been done is taken back from where it was done.
    page.locator("tbody [type=checkbox]").first.check()
    page.locator("button[value=archived]").click()
    page.get_by_role("button", name="Arkistoi").click()
    page.get_by_role("button", name="Kumoa").click()
    assert page.locator(".notice").inner_text() == "Kumottu. Kaikki on niin kuin ennen."
    assert "sort=-added" in page.url and "state=active" in page.url
