"""The whole path with four people, each in a browser of their own: a coordinator opens a course, an applicant applies and
releases the employer's name, the employer's consent-giver answers by a mailed link and code, the coordinator gives the
place, the trainer marks attendance. With scripts on a desk, and without scripts on a phone."""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

DESK = {"scripts": True, "width": 1280, "scheme": "light"}
PHONE = {"scripts": False, "width": 390, "scheme": "dark"}


def business_id():
    """A Y-tunnus with a right check digit, of nobody."""
    while True:
        figures = [random.randrange(10) for _ in range(7)]
        rest = sum(figure * weight for figure, weight in zip(figures, (7, 9, 10, 5, 8, 4, 2))) % 11
        if rest != 1:
            return "".join(map(str, figures)) + f"-{0 if rest == 0 else 11 - rest}"


def main_button(page):
    return page.locator("main button.is-main, main a.is-main").first


class Path:
    def __init__(self, house, people, sign_in, axe, options):
        mark = "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=8))
        self.house = house
        self.axe = axe
        self.has_scripts = options["scripts"]
        self.course = f"Polku {mark}"
        self.family_name = f"Hakija{mark}"
        self.applicant_address = f"hakija-{mark}@testi.example"
        self.giver_address = f"antaja-{mark}@testi.example"
        self.coordinator = sign_in("coordinator@takk.demo", **options)
        self.trainer = sign_in("trainer@takk.demo", **options)
        self.applicant = people(**options)
        self.giver = people(**options)

    def go(self, page, locator):
        """Follows a link or sends a form, and looks whether a whole page came."""
        with page.expect_navigation():
            locator.click()
        assert "⟦" not in page.content(), page.url
        assert page.locator("h1").count() == 1, page.url
        wrong = page.locator(".error-summary, [role=alert]")
        assert wrong.count() == 0, f"{page.url}: {wrong.first.inner_text()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} scrolls {wide} px sideways"
        findings = self.axe(page) if self.has_scripts else []
        assert not findings, page.url + "\n" + "\n".join(findings)

    def open_course(self):
        page = self.coordinator
        page.goto("/takk/courses/new")
        # Today: a past course takes no applications, and attendance is marked from the day on.
        first = datetime.now(ZoneInfo("Europe/Helsinki")).date()
        page.fill("[name=name]", self.course)
        page.fill("[name=employer_name]", "Iltapäiväkoulutus")
        page.fill("[name='afternoon.1.on']", first.isoformat())
        for box in page.locator("[name=trainers]").all():
            box.check()
        self.go(page, main_button(page))
        self.go(page, page.locator("form:has([name=to][value=open]) button"))

    def apply(self):
        page = self.applicant
        page.goto("/takk/open-courses")
        self.go(page, page.get_by_role("link", name=self.course))
        self.go(page, main_button(page))
        page.fill("[name=given_name]", "Aino")
        page.fill("[name=family_name]", self.family_name)
        page.fill("[name=email]", self.applicant_address)
        self.go(page, main_button(page))
        page.fill("[name=code]", self.house.mail(self.applicant_address).code())
        self.go(page, main_button(page))

    def release(self):
        page = self.applicant
        self.go(page, page.locator("main a[href$='/release']").first)
        page.fill("[name=employer_name]", f"Firma {self.family_name}")
        page.fill("[name=business_id]", business_id())
        page.fill("[name=giver_name]", "Anna Antaja")
        page.fill("[name=giver_email]", self.giver_address)
        for box in page.locator("[name=support]").all():
            box.check()
        page.check("[name=agreed]")
        # Before this, nothing has left for the employer.
        assert not self.house.unread(self.giver_address)
        self.go(page, main_button(page))

    def consent(self):
        page = self.giver
        link = self.house.mail(self.giver_address).link(self.house.origin)
        address, token = link.split("#")
        page.goto(link)
        if self.has_scripts:
            assert not page.locator("[name=token]").is_visible()
        else:
            page.goto(address)
            page.fill("[name=token]", token)
        self.go(page, main_button(page))
        page.check("form:has([name=consent]) [name=consent][value=yes]")
        for box in page.locator("form:has([name=consent]) [name=support]").all():
            box.check()
        page.fill("form:has([name=consent]) [name=contact]", "Kalle Kontakti")
        page.fill("form:has([name=consent]) [name=name]", "Anna Antaja")
        self.go(page, main_button(page))
        page.fill("[name=code]", self.house.mail(self.giver_address).code())
        self.go(page, main_button(page))
        # The receipt stands on the page and comes by mail.
        assert "Anna Antaja" in page.locator("main").inner_text()
        self.house.mail(self.giver_address)

    def enrol(self):
        page = self.coordinator
        page.goto("/takk/applications")
        self.go(page, page.locator("main td").get_by_role("link", name=self.family_name).first)
        self.go(page, page.locator("form[action$='/enrolment'] button"))

    def attend(self):
        page = self.trainer
        page.goto("/takk/courses")
        self.go(page, page.get_by_role("link", name=self.course))
        self.go(page, page.locator("main a[href$='/attendance']").first)
        assert self.family_name in page.locator("main").inner_text()
        mark = page.locator("[name='mark.0.0']")
        if self.has_scripts:
            mark.focus()
            page.keyboard.press("l")
        else:
            mark.select_option("p")
        self.go(page, main_button(page))
        page.goto(page.url.split("?")[0])
        assert page.locator("[name='mark.0.0']").input_value() == "p"

    def look_back(self):
        """The applicant has the place, and sees who has looked."""
        page = self.applicant
        page.goto("/takk/applications")
        if page.locator("main .row").count():
            self.go(page, page.get_by_role("link", name=self.course).first)
        assert page.locator("main .health, main [class*=health]").first.inner_text()
        self.go(page, page.locator("main a[href$='/own-log']").first)
        assert "TAKK" in page.locator("main").inner_text()


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["with scripts", "without scripts on a phone"])
def test_the_whole_path(options, house, people, sign_in, axe):
    path = Path(house, people, sign_in, axe, options)
    path.open_course()
    path.apply()
    path.release()
    path.consent()
    path.enrol()
    path.attend()
    path.look_back()
