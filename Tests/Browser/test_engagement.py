"""A partner's coordinator who is a stranger here orders an expert by experience; the association asks two; one says yes on a
phone; the hour changes, and the expert says yes again. On a phone, the answers by keyboard, the expert in Swedish."""

import datetime

from hands import PHONE, Hands

TITLE = "Koulutuspäivä puhelimella"


class Engagement(Hands):
    """Everybody's part of the path; `clicks` counts what is pressed."""

    clicks = 0

    def go(self, page, target):
        """Presses a link or a button, and looks at the page that comes."""
        self.clicks += 1
        with page.expect_navigation():
            target.click()
        self.look(page)

    def press(self, page, selector, key="Enter"):
        self.clicks += 1
        super().press(page, selector, key)

    def from_today(self, page, text):
        """Opens what Today says of the matter."""
        slug = page.url.split("/")[3]
        self.open(page, f"/{slug}/today")
        row = page.locator("main li", has_text=TITLE).filter(has_text=text).first
        self.go(page, row.locator("a").first)

    def order(self):
        page = self.partner = self.sign_in("coordinator@kumppani-a.demo", width=PHONE)
        self.open(page, "/kumppani-a/orders")
        self.go(page, page.locator("main a[href$='/orders/new']").first)
        day = datetime.date.today() + datetime.timedelta(days=60)
        for name, value in {
            "group_size": "12", "title": TITLE, "wish": "Mitä toivoisit ensimmäiseltä tapaamiselta?", "minutes": "45", "fee": "120",
            "time.1.on": day.isoformat(), "time.1.start": "13:00", "time.1.end": "15:00", "place": "Siltakatu 12, Joensuu",
            "host": "Vastaanotto, 013 555 0101",
        }.items():
            page.fill(f"[name='{name}']", value)
        for name, value in {
            "kind": "training", "travel_paid": "yes", "is_remote": "no", "is_recorded": "no", "has_media": "no",
        }.items():
            page.check(f"[name={name}][value={value}]")
        page.select_option("[name=purpose]", "staff-training")
        page.select_option("[name=audience]", "staff")
        self.go(page, page.locator("main button.is-main").first)
        self.place = page.url.split("?")[0]
        self.go(page, page.locator("form[action$='/sending'] button"))

    def ask(self):
        page = self.coordinator = self.sign_in("coordinator@pksotu.demo", width=PHONE)
        self.from_today(page, "tilaa")
        self.go(page, page.locator("form[action$='/desk'] button"))
        self.go(page, page.locator("main a[href$='/experts']").first)
        onni = page.get_by_label("Onni Tarinala")
        onni.check()
        others = [box for box in page.locator("[name=experts]:not(:checked)").all() if box.is_visible()]
        others[0].check()
        self.go(page, page.locator("main button.is-main").first)

    def accept(self, stand):
        """By keyboard, in Swedish; what was chosen before is not chosen for them."""
        if stand == "asked":
            self.expert = self.sign_in("expert@pksotu.demo", width=PHONE, language="sv")
        page = self.expert
        self.open(page, "/pksotu/today?language=sv")
        self.from_today(page, "ändrats" if stand == "changed" else "frågar")
        text = page.locator("main").inner_text()
        assert ("Förut:" in text) == (stand == "changed"), text
        self.reach(page, "[name=choice]")
        page.keyboard.press("Space")
        self.press(page, "main form button.is-main")
        assert "Överenskommet" in page.locator("main").inner_text()

    def change(self):
        page = self.partner
        self.open(page, self.place)
        assert "Sovittu" in page.locator("main").inner_text()
        self.go(page, page.locator("main a[href*='/engagement-changes/']").first)
        page.fill("[name='time.1.start']", "14:00")
        page.fill("[name='time.1.end']", "16:00")
        self.go(page, page.locator("main button.is-main").first)
        assert "14:00–16:00" in page.locator("main").inner_text()
        page = self.coordinator
        self.from_today(page, "ehdottaa muutosta")
        self.press(page, "form[action$='/acceptance'] button")
        assert "14:00–16:00" in page.locator("main").inner_text()
        self.open(self.partner, self.place)
        assert "Sovittu" not in self.partner.locator("main .state").first.inner_text()


def test_an_expert_is_ordered_asked_and_asked_again(house, people, sign_in, axe):
    path = Engagement(house, people, sign_in, axe)
    path.order()
    path.ask()
    path.accept("asked")
    path.change()
    path.accept("changed")
    path.open(path.partner, path.place)
    assert "Sovittu" in path.partner.locator("main").inner_text()
    # Every press of the three of them; what is typed is not counted.
    assert path.clicks <= 16, path.clicks
