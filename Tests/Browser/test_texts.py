"""What people type at its worst: a hundred letters without a space, Hebrew and Arabic, in every column that takes it."""

import pathlib
import subprocess

import pytest

from house import House
from test_pages import SIGN_INS, Crawl, links

PHONE = {"width": 360, "height": 740}
LATIN = "Wolfeschlegelsteinhausenbergerdorff" * 3
HEBREW = "משה־דוד"
ARABIC = "ليلى"
# Settings, addresses and keys of the house are no texts of anybody.
LEFT_OUT = {"accounts.session", "accounts.throttle", "accounts.code", "accounts.kept_form", "public.submission", "public.outbox",
            "public.letter", "public.letter_kind", "public.migration", "public.role_gift", "public.role_in_kind",
            "public.person_in_kind", "public.engagement_step", "accounts.notice_pace", "accounts.notice_choice"}
# Every column of text that takes such a value gets one: what is a code, an address or a key refuses it by its constraint.
# Each row gets another of the three; triggers and references between tables stand aside meanwhile.
FILL = """
set session_replication_role = replica;
create temp table taken (name text);
do $$
declare
  place record;
  word constant text[] := array[%(words)s];
begin
  for place in
    select c.table_schema || '.' || c.table_name as tbl, c.column_name as col
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema in ('public', 'accounts') and c.data_type = 'text'
       and c.is_generated = 'NEVER' and c.table_schema || '.' || c.table_name <> all (array[%(left_out)s])
       and c.column_name !~ '(email|password|slug|path|hash|language|readers)'
  loop
    begin
      execute format($f$
        update %%1$s t set %%2$I = case when t.%%2$I is null or t.%%2$I = '' then t.%%2$I
          else left((%%3$L::text[])[1 + mod(n.number, 3)] || n.number / 3, 100) end
          from (select ctid as at, (row_number() over ())::int as number from %%1$s) n where n.at = t.ctid
        $f$, place.tbl, place.col, word);
      insert into taken values (place.tbl || '.' || place.col);
    exception when check_violation or unique_violation or string_data_right_truncation or raise_exception then
    end;
  end loop;
end $$;
select name from taken order by 1;
"""
LOOK = """max => {
  const findings = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > max) findings.push(`${wide} px wide`);
  for (const one of document.querySelectorAll('main *, header *, footer *')) {
    // What is cut off at an edge cannot be read; a field scrolls by itself.
    if (one.tagName !== 'INPUT' && getComputedStyle(one).overflowX === 'clip' && one.scrollWidth > one.clientWidth + 1)
      findings.push(`${one.tagName}.${one.className} cuts off ${one.scrollWidth - one.clientWidth} px`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());)
    if (/[\\u0590-\\u08ff]/.test(text.data) && !text.parentElement.closest('bdi, option, textarea, title, script'))
      findings.push(`no bdi around '${text.data.trim().slice(0, 40)}'`);
  return findings;
}"""


@pytest.fixture(scope="module")
def typed_house():
    """A server whose people have typed the worst."""
    house = House()
    house.start()
    words = ", ".join(f"'{word}'" for word in (LATIN[:96], HEBREW * 3, ARABIC * 5))
    left_out = ", ".join(f"'{name}'" for name in sorted(LEFT_OUT))
    program = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"))[-1]
    done = subprocess.run(
        [program, "-XqAt", "-v", "ON_ERROR_STOP=1", f"host={house.data}/postgres.socket dbname=vakka user=postgres"],
        input=FILL % {"words": words, "left_out": left_out}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    house.columns = done.stdout.split()
    yield house
    faults = house.faults()
    house.stop()
    assert not faults, "\n".join(faults)


class Narrow(Crawl):
    """A walk along links that looks at how wide each page is."""

    def look(self, address):
        answer = self.page.request.get(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return []
        if answer.status >= 500:
            self.say(address, f"status {answer.status}")
            return []
        self.visited.append(address)
        self.page.goto(address)
        for finding in self.page.evaluate(LOOK, PHONE["width"]):
            self.say(address, finding)
        return [] if address.startswith("/demo/mail/") else links(self.page, self.origin)


def test_the_worst_stands_in_many_columns(typed_house):
    print("\n".join(typed_house.columns))
    for name in ("public.person.given_name", "public.person.family_name", "public.course.name", "public.space.name_fi", "public.membership.name"):
        assert name in typed_house.columns
    assert len(typed_house.columns) > 20


@pytest.mark.parametrize("address", [None, *SIGN_INS])
def test_no_page_widens_and_nothing_turns_the_words_around_it(address, typed_house, chromium):
    context = chromium.new_context(base_url=typed_house.origin, viewport=PHONE, locale="fi", reduced_motion="reduce")
    page = context.new_page()
    crawl = Narrow(page, typed_house.origin, None)
    if address is None:
        for start in ("/", "/sign-in", "/password/forgotten", "/accessibility", "/takk/open-courses", "/tyonantaja-1/answer"):
            crawl.walk(start)
    else:
        page.goto("/sign-in")
        form = page.locator("main form").first
        form.locator("[name=email]").fill(address)
        form.locator("[name=password]").fill("vakka-demo")
        form.locator("button.is-main").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        slug = address.split("@")[1].removesuffix(".demo")
        crawl.walk("/operator" if slug == "vakka" else f"/{slug}/today")
    context.close()
    print(f"{address}: {len(crawl.visited)} pages")
    assert len(crawl.visited) > 3
    assert not crawl.findings, "\n".join(crawl.findings)
