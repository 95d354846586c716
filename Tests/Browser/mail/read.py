"""Prints the mails of a folder as Python's own parser understands them: records end with 1E, fields with 1F."""

import email
import email.policy
import html.parser
import pathlib
import sys


class Page(html.parser.HTMLParser):
    """The words and links of a mail's page, which has nothing but them."""

    def __init__(self, text):
        super().__init__()
        self.words, self.links, self.language = "", [], ""
        self.is_head = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag not in ("html", "head", "meta", "title", "body", "p", "br", "a", "bdi", "wbr"):
            raise SystemExit(f"<{tag}> in a mail")
        if extra := set(dict(attributes)) - {"html": {"lang"}, "meta": {"charset"}, "a": {"href"}}.get(tag, set()):
            raise SystemExit(f"{extra} of <{tag}> in a mail")
        self.language = dict(attributes).get("lang", self.language)
        self.links += [dict(attributes)["href"]] if tag == "a" else []
        self.is_head = tag == "title"
        self.words += " " if tag in ("p", "br") else ""

    def handle_endtag(self, tag):
        self.is_head = False
        self.words += " " if tag == "p" else ""

    def handle_data(self, data):
        self.words += "" if self.is_head else data


def words(text):
    """What is read of a text, without its lines and the marks that isolate what is written from right to left."""
    return text.replace("\u2068", "").replace("\u2069", "").split()


for path in sorted(pathlib.Path(sys.argv[1]).glob("*.mail")):
    sender, recipients, wire = path.read_bytes().split(b"\n", 2)
    mail = email.message_from_bytes(wire, policy=email.policy.default)
    if mail.defects:
        raise SystemExit(f"{path}: {mail.defects}")
    parts = [part for part in mail.walk() if not part.is_multipart()]
    if [part.get_content_type() for part in parts] != ["text/plain", "text/html"] \
            or mail.get_content_type() != "multipart/alternative":
        raise SystemExit(f"{path}: not a text and its page")
    if not wire.isascii():
        raise SystemExit(f"{path}: no ASCII")
    text, page = parts[0].get_content().replace("\r\n", "\n"), Page(parts[1].get_content())
    if words(text) != words(page.words):
        raise SystemExit(f"{path}: {words(text)} is not {words(page.words)}")
    # The field with the boundary is libcurl's own, 86 bytes long.
    longest = max(len(line) for line in wire.split(b"\r\n") if not line.startswith(b"Content-Type: multipart/"))
    fields = [sender.decode(), recipients.decode(), str(mail["to"]), str(mail["subject"]), str(mail["message-id"]),
              text, str(longest), ",".join(name.lower() for name in mail.keys()), " ".join(page.links), page.language,
              f"{mail['list-unsubscribe'] or ''} {mail['list-unsubscribe-post'] or ''}".strip()]
    sys.stdout.write("\x1f".join(fields) + "\x1e")
