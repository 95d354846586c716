"""A coordinator who is a stranger here moves one afternoon of a course that is under way, and then changes what it is about.
Before each is saved the page says who is asked again and who is only told; afterwards each end is looked at: employers with
an answer and without, participants, applicants, the trainer, and those whom it does not concern. On a phone, in three
languages, the forms by keyboard alone."""

import csv
import io
import re
from collections import Counter

from hands import PHONE, Hands, says, word

COURSE = "vertaistoimija, Pori"
# What the house sends by itself in time has nothing to do with a change.
BY_ITSELF = ("Muistutus", "Påminnelse", "Työnantajaltasi ei", "Din arbetsgivare har inte", "Työnantaja ei vastannut")


class Change(Hands):
    def __init__(self, house, people, sign_in, axe):
        super().__init__(house, people, sign_in, axe)
        self.mails = house.data / "mail"

    def by_code(self, address, language):
        page = self.people(width=PHONE, language=language)
        page.goto("/sign-in")
        page.fill("[name=email]", address)
        with page.expect_navigation():
            page.locator("button[formaction='/sign-in/codes']").click()
        page.fill("[name=code]", self.house.mail(address, word(language, "accounts", "signIn.mail.sign-in.subject")).code())
        with page.expect_navigation():
            page.locator("main button.is-main").first.click()
        page.goto(f"/takk/today?language={language}")
        return page

    # The mail

    def sent(self, act, number):
        """What is sent because of an act: so many mails, each with its reader."""
        before = set(self.mails.glob("*.eml"))
        act()
        fresh = lambda: [mail for mail in self.house.since(before) if not mail.subject.startswith(BY_ITSELF)]
        for _ in range(200):
            if len(fresh()) >= number:
                break
            self.page.wait_for_timeout(100)
        # Whoever is mailed beyond that is mailed in the same breath.
        self.page.wait_for_timeout(500)
        return fresh()

    # The story

    def course(self):
        """The stranger finds the course, and who is in it."""
        self.page = page = self.sign_in("coordinator@takk.demo", width=PHONE)
        page.guard.refusals_allowed = True
        self.open(page, "/takk/courses")
        with page.expect_navigation():
            page.get_by_role("link", name=COURSE).click()
        self.look(page)
        self.path = page.url
        course = self.path.rsplit("/", 1)[1]
        table = page.request.get(f"/takk/applications/export.csv?course={course}").text().lstrip("\ufeff")
        rows = list(csv.reader(io.StringIO(table), delimiter=";"))[1:]
        self.name = {row[1]: " ".join(reversed(row[0].split(" ", 1))) for row in rows}
        self.at = {}
        for row in rows:
            self.at.setdefault(row[4], []).append(row[1])

    def edit(self):
        page = self.page
        self.open(page, self.path + "/edit")
        return page

    def seen(self, page, key):
        """Names and number under a heading of the page that is seen before anything is kept."""
        heading = word("fi", "courses", f"{key}.other").strip(" (")
        fact = page.locator("dt", has_text=heading)
        number = int(re.search(r"\((\d+)\)", fact.inner_text()).group(1))
        names = set(fact.locator("xpath=following-sibling::dd[1]").inner_text().split("\n")[0].split(", "))
        assert len(names) == number
        return names

    def sees_both(self, page, language, new, old):
        """The new day stands among what is now, and the old one among what was before."""
        days = [f"{int(day[8:])}.{int(day[5:7])}" for day in (new, old)]
        for part, day, other in zip(("now", "before"), days, reversed(days)):
            heading = page.get_by_role("heading", name=word(language, "answers", f"answer.renewed.{part}"), exact=True)
            text = page.locator("section, div", has=heading).last.inner_text()
            assert re.search(rf"\b{re.escape(day)}\b", text) and not re.search(rf"\b{re.escape(other)}\b", text), text

    def confirm(self, page):
        self.reach(page, "[name=confirmed]")
        page.keyboard.press("Space")
        self.press(page, "main button.is-main")
        assert page.url.split("?")[0] == self.path


def test_an_afternoon_is_moved(house, people, sign_in, axe):
    change = Change(house, people, sign_in, axe)
    change.course()
    at, names = change.at, lambda addresses: {change.name[address] for address in addresses}
    (held,), (given,), without = at["Mukana koulutuksessa"], at["Suostumus saatu"], at["Suostumus ilman työaikaa"]
    waiting, gone = at["Odottaa työnantajaa"], at["Hakija perui"]
    asked = [held, given, *without, *waiting]
    told = [address for address in change.name if address not in asked + gone]
    assert len(asked) == 5 and len(told) == 6 and gone, at
    trainer, outsider = "trainer2@takk.demo", "trainer@takk.demo"
    givers = Counter({"consent@tyonantaja-1.demo": 2, "consent@tyonantaja-2.demo": 1, "esihenkilo@tyonantaja-3.demo": 2})
    peace = {address: sign_in(address, width=PHONE) for address in (outsider, "expert@takk.demo")}
    before = {address: change.open(page, "/takk/today") for address, page in peace.items()}

    # Before it is kept: who is asked again, who is only told, in three languages.
    page = change.edit()
    old, new = change.turn_day(page, "afternoon.2.on")
    change.press(page, "main button.is-main")
    for language in ("sv", "en", "fi"):
        change.speak(page, language)
        assert word(language, "courses", "course.change.confirm") in page.locator("main").inner_text()
        assert page.locator("[name='afternoon.2.on']").input_value() == new
    assert change.seen(page, "course.change.asked") == names(asked)
    assert change.seen(page, "course.change.told") == names(told) | {"Ulla Uusiluoma"}
    mails = change.sent(lambda: change.confirm(page), 17)
    assert says(page.locator("main").inner_text(), "courses", "courses.done.changed.asked")
    people_told = Counter(asked + told + [trainer])
    assert Counter(mail.to for mail in mails) == people_told + givers, "somebody is missed, or disturbed"
    kinds = {**dict.fromkeys(told, "applicant"), **dict.fromkeys(asked, "asked"), trainer: "trainer"}
    kinds[at["Keskeytynyt"][0]] = "paused"
    for mail in mails:
        if mail.to in givers:
            assert says(mail.subject, "consents", "mail.request.renewed.subject"), mail.subject
            assert says(mail.text, "consents", "mail.request.renewed.before"), mail.text
        else:
            assert says(mail.text, "courses", f"places.mail.changed.{kinds[mail.to]}"), (mail.to, mail.text)
    (asked_anew,) = [mail for mail in mails if mail.to in givers and change.name[held] in mail.text]

    # The participant keeps the seat, and may take the permission back; the applicant under way has nothing to do.
    participant = change.by_code(held, "en")
    change.open(participant, "/takk/applications")
    with participant.expect_navigation():
        participant.locator("main .row, main a[href*='/applications/']").first.click()
    change.look(participant)
    text = participant.locator("main").inner_text()
    assert word("en", "applications", "application.step.place.renewing") in text
    assert participant.locator("form[action$='/release/withdrawal']").count() == 1
    applicant = change.by_code(at["Hakemus perillä"][0], "sv")
    change.open(applicant, "/takk/applications")
    assert word("sv", "applications", "application.stage.received") in applicant.locator("main").inner_text()
    withdrawn = change.by_code(gone[0], "fi")
    assert "Hakija perui" not in change.open(withdrawn, "/takk/today")
    for address, page in peace.items():
        assert change.open(page, "/takk/today") == before[address], address

    # The employer who has consented: old and new side by side, one answer, by keyboard, in Swedish.
    giver = sign_in("consent@tyonantaja-2.demo", width=PHONE, language="sv")
    change.open(giver, "/tyonantaja-2/today?language=sv")
    change.press(giver, "main .task a, main li a")
    change.sees_both(giver, "sv", new, old)
    change.reach(giver, "[name=consent]")
    giver.keyboard.press("Space")
    change.reach(giver, "[name=support][value=working-time]")
    giver.keyboard.press("Space")
    change.press(giver, "main button.is-main")
    assert "/receipt" in giver.url, giver.url

    # The employer who had not answered has one request for each, the new one, and sees both too.
    unanswered = sign_in("consent@tyonantaja-1.demo", width=PHONE)
    change.open(unanswered, "/tyonantaja-1/consents?state=waiting")
    assert unanswered.locator("main .row").count() == len(waiting)
    with unanswered.expect_navigation():
        unanswered.locator("main .row").first.click()
    change.look(unanswered)
    change.sees_both(unanswered, "fi", new, old)

    # The employer without an account, by the mailed link and code: the seat that was kept is a place again.
    link = people(width=PHONE, language="en")
    link.goto(asked_anew.link(house.origin))
    change.look(link)
    change.press(link, "main button.is-main")
    change.reach(link, "[name=consent]")
    link.keyboard.press("Space")
    change.reach(link, "[name=support][value=working-time]")
    link.keyboard.press("Space")
    change.reach(link, "[name=name]")
    link.keyboard.type("Esko Esihenkilö")
    change.press(link, "main button.is-main")
    change.reach(link, "[name=code]")
    link.keyboard.type(house.mail("esihenkilo@tyonantaja-3.demo", word("en", "answers", "mail.answer.code.subject")).code())
    change.press(link, "main button.is-main")
    participant.reload()
    assert word("en", "applications", "application.step.place.yes") in participant.locator("main").inner_text()

    # Another room asks no more of anybody: employers are told, and none has to answer.
    page = change.edit()
    page.fill("[name=address]", "Mallitie 11, sali C")
    change.press(page, "main button.is-main")
    assert change.seen(page, "course.change.told") == names(asked + told) | {"Ulla Uusiluoma"}
    assert not page.locator("dt", has_text="Työnantajalta kysytään uudelleen").count()
    mails = change.sent(lambda: change.confirm(page), 17)
    assert Counter(mail.to for mail in mails) == people_told + givers
    for mail in mails:
        if mail.to in givers:
            assert says(mail.subject, "consents", "mail.change.subject"), mail.subject

    # Another topic is nobody's matter at an employer.
    page = change.edit()
    page.fill("[name='afternoon.3.topic']", "Vertaistuki työpaikan arjessa")
    change.press(page, "main button.is-main")
    mails = change.sent(lambda: change.confirm(page), 12)
    assert Counter(mail.to for mail in mails) == people_told
