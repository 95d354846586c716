"""Reload and back after each form that leads on to another page: always a page of the house, and nothing done twice."""

import random

import pytest

from test_path import DESK, PHONE, Path, main_button

WRONG = "00000000"


def mark():
    return "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=8))


def send(page, **fields):
    """Fills the page's first form and sends it."""
    for name, value in fields.items():
        page.fill(f"main form [name={name}]", value)
    with page.expect_navigation():
        main_button(page).click()


def reload(page):
    """Loads the page again; fails where the browser would first ask whether to send a form again."""
    asked = []
    note = lambda request: asked.append(request) if request.method == "POST" else None
    page.on("request", note)
    answer = page.reload()
    page.remove_listener("request", note)
    assert not asked, f"{page.url} sends a form again"
    assert answer.status == 200, f"{page.url}: {answer.status}"
    assert page.locator("h1").count() == 1, page.url


def back(page):
    """Goes back; fails on the browser's own page that says the form is gone."""
    page.go_back()
    assert page.url.startswith("http"), page.url
    assert page.locator("h1").count() == 1, page.url


def test_signing_in_by_code(house, people):
    page = people()
    page.goto("/sign-in")
    page.fill("[name=email]", "trainer@takk.demo")
    with page.expect_navigation():
        page.locator("button[formaction='/sign-in/codes']").click()
    code = house.mail("trainer@takk.demo").code()
    reload(page)
    send(page, code=WRONG)
    assert page.locator("[role=alert], .problems").count()
    reload(page)
    assert not house.unread("trainer@takk.demo")
    send(page, code=code)
    assert "/sign-in" not in page.url
    back(page)
    assert "/sign-in/code" not in page.url


def test_applying(house, people):
    page = people()
    address = f"paluu-{mark()}@testi.example"
    page.goto("/takk/open-courses")
    page.locator("main a[href*='/open-courses/']").first.click()
    with page.expect_navigation():
        main_button(page).click()
    form = page.url
    send(page, given_name="Aino", family_name="Paluu", email=address)
    assert page.url == form + "/confirmation"
    code = house.mail(address).code()
    reload(page)
    send(page, code=WRONG)
    reload(page)
    assert not house.unread(address)
    back(page)
    back(page)
    assert page.url == form
    page.go_forward()
    page.get_by_role("link", name="Korjaa osoitetta").click()
    assert page.input_value("[name=family_name]") == "Paluu"
    back(page)
    send(page, code=code)
    application = page.url.split("?")[0]
    assert "/applications/" in application
    reload(page)
    back(page)
    assert page.url == application


def test_joining(house, people, sign_in):
    coordinator = sign_in("coordinator@takk.demo")
    address = f"uusi-{mark()}@testi.example"
    coordinator.goto("/takk/members/new")
    coordinator.check("[name=roles][value=trainer]")
    send(coordinator, name="Noora Paluu", email=address)
    page = people()
    page.goto(house.mail(address).link(house.origin))
    with page.expect_navigation():
        main_button(page).click()
    assert page.url.endswith("/takk/invitation/acceptance")
    reload(page)
    assert address in page.locator("main").inner_text()
    send(page, **{"new_password": "kolmetoista vihreää kissaa"})
    assert "/takk/today" in page.url
    back(page)
    assert page.url.endswith("/takk/today")


@pytest.mark.parametrize("options", [DESK, PHONE], ids=["with scripts", "without scripts on a phone"])
def test_answering(options, house, people, sign_in, axe):
    path = Path(house, people, sign_in, axe, options)
    path.open_course()
    path.apply()
    path.release()
    page = path.giver
    link = house.mail(path.giver_address).link(house.origin)
    address, token = link.split("#")
    page.goto(link)
    if not options["scripts"]:
        page.goto(address)
        page.fill("[name=token]", token)
    path.go(page, main_button(page))
    question = page.url
    reload(page)
    page.check("form:has([name=consent]) [name=consent][value=yes]")
    page.fill("form:has([name=consent]) [name=name]", "Anna Antaja")
    path.go(page, main_button(page))
    code_page = page.url
    code = house.mail(path.giver_address).code()
    reload(page)
    # Back at the question stands what was chosen.
    back(page)
    assert page.url == question
    assert page.is_checked("form:has([name=consent]) [name=consent][value=yes]")
    page.go_forward()
    assert page.url == code_page
    send(page, code=WRONG)
    reload(page)
    send(page, code=code)
    assert page.locator("[role=status]").inner_text()
    assert "Anna Antaja" in page.locator("main").inner_text()
    reload(page)
    assert token not in page.url
    # Any way back leads to the receipt, and nothing is asked or mailed again.
    house.mail(path.giver_address)
    for _ in range(3):
        back(page)
        assert "Anna Antaja" in page.locator(".receipt").inner_text()
    assert not house.unread(path.giver_address)
