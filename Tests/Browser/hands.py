"""The hands of somebody at a phone: they look at each page that comes, and press by keyboard."""

import re

from house import ROOT

PHONE, NARROWEST = 390, 320


def word(language, slice, key):
    """What the house says in a language, up to the first place that is filled in, or the last such."""
    lines = (ROOT / f"Web/wording/{language}/{slice}.txt").read_text().splitlines()
    text = next(line for line in lines if line.startswith(f"{key} = ")).partition(" = ")[2]
    return max(re.split(r"\{\w+\}", text), key=len).strip()


def says(text, slice, key):
    return any(word(language, slice, key) in text for language in ("fi", "sv", "en"))


class Hands:
    def __init__(self, house, people, sign_in, axe):
        self.house, self.people, self.sign_in, self.axe = house, people, sign_in, axe
        self.seen_pages = set()

    def look(self, page):
        """The page is whole, accessible, and scrolls sideways on no phone."""
        assert "⟦" not in page.content(), page.url
        for width in (NARROWEST, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{page.url} scrolls {wide} px sideways at {width}"
        # One look of axe at each kind of page in each language is enough.
        kind = (page.title(), page.locator("html").get_attribute("lang"), page.locator("[name=confirmed]").count())
        if kind not in self.seen_pages:
            self.seen_pages.add(kind)
            findings = self.axe(page)
            assert not findings, page.url + "\n" + "\n".join(findings)

    def open(self, page, path):
        page.goto(path)
        self.look(page)
        return page.locator("main").inner_text()

    def reach(self, page, selector):
        """Goes on by the tab key until something has the focus."""
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{page.url}: no way to {selector} by keyboard")

    def press(self, page, selector, key="Enter"):
        """Presses a button or a link by keyboard, and looks at the page that comes."""
        self.reach(page, selector)
        with page.expect_navigation():
            page.keyboard.press(key)
        self.look(page)

    def turn_day(self, page, field):
        """Moves a day by one with the arrow keys, whichever part of the date comes first in this browser."""
        self.reach(page, f"[name='{field}']")
        value = lambda: page.locator(f"[name='{field}']").input_value()
        before = value()
        for _ in range(3):
            there, back = ("ArrowUp", "ArrowDown") if int(before[8:]) < 28 else ("ArrowDown", "ArrowUp")
            page.keyboard.press(there)
            if value()[:7] == before[:7] and value() != before:
                return before, value()
            page.keyboard.press(back)
            page.keyboard.press("ArrowRight")
        raise AssertionError(f"the day of {field} does not turn: {before}")

    def speak(self, page, language):
        """The page once more, in another language."""
        button = page.locator(f"details [name=turn][value={language}]").first
        if not button.is_visible():
            page.locator("details:has([name=turn]) > summary").first.click()
        with page.expect_navigation():
            button.click()
        assert page.locator("html").get_attribute("lang") == language
        self.look(page)
