"""What the browser's tests stand on: one server, one Chromium, and pages that forgive nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from house import House

PASSWORD = "vakka-demo"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def house():
    server = House()
    server.start()
    yield server
    faults = server.faults()
    status = server.stop()
    assert not faults, "the server's log tells of faults:\n" + "\n".join(faults)
    assert status == 0, f"the server ended with {status}"


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class Guard:
    """Watches one browser: no other host, no errors in the console, no policy broken, no script that fails."""

    def __init__(self, context, origin):
        self.origin = origin
        self.findings = []
        self.refusals_allowed = False
        context.on("request", self.request)
        context.on("console", self.console)
        context.on("weberror", self.failed)

    def request(self, request):
        if not request.url.startswith((self.origin + "/", "data:", "blob:")):
            self.findings.append(f"asked another host: {request.url}")

    def failed(self, problem):
        self.findings.append(f"script failed on {problem.page.url if problem.page else '?'}: {problem.error} {problem.error.stack}")

    def console(self, message):
        is_refusal = "Failed to load resource" in message.text
        if message.type == "error" and not (is_refusal and self.refusals_allowed):
            self.findings.append(f"console: {message.text} ({message.location.get('url')}, page {message.page.url if message.page else None})")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call" and report.failed:
        item.has_failed = True
    return report


@pytest.fixture
def people(chromium, house, request):
    """Makes browsers, each with cookies of its own; at the end their guards are asked."""
    contexts = []

    def person(scripts=True, width=1280, scheme="light", language="fi"):
        context = chromium.new_context(
            base_url=house.origin,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale=language,
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        guard = Guard(context, house.origin)
        contexts.append((context, guard))
        page = context.new_page()
        page.guard = guard
        return page

    yield person
    findings = [finding for _, guard in contexts for finding in guard.findings]
    for context, _ in contexts:
        if getattr(request.node, "has_failed", False):
            # What each of them saw last.
            for page in context.pages:
                print(f"--- {page.url}\n{page.locator('body').inner_text()[:1500]}")
        context.close()
    assert not findings, "\n".join(sorted(set(findings)))


@pytest.fixture
def sign_in(people):
    """A browser in which `role@slug.demo` is signed in."""

    def enter(address, **options):
        page = people(**options)
        page.goto("/sign-in")
        form = page.locator("main form").first
        form.locator("[name=email]").fill(address)
        form.locator("[name=password]").fill(PASSWORD)
        form.locator("button.is-main").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    return enter


@pytest.fixture
def axe():
    """Accessibility as axe sees it: a list of sentences, empty when nothing is wrong."""
    engine = Axe()

    def check(page, only=None):
        what = {"runOnly": {"type": "rule", "values": only}} if only else {"runOnly": {"type": "tag", "values": AXE_TAGS}}
        results = engine.run(page, options=what)
        return [
            f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    return check
