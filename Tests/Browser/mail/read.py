"""Prints the mails of a folder as Python's own parser understands them: records end with 1E, fields with 1F."""

import email
import email.policy
import pathlib
import sys

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.mail")):
    sender, recipients, wire = path.read_bytes().split(b"\n", 2)
    mail = email.message_from_bytes(wire, policy=email.policy.default)
    if mail.defects:
        raise SystemExit(f"{path}: {mail.defects}")
    parts = [part for part in mail.walk() if not part.is_multipart()]
    if [part.get_content_type() for part in parts] != ["text/plain"]:
        raise SystemExit(f"{path}: not one part of text")
    if not wire.isascii():
        raise SystemExit(f"{path}: no ASCII")
    # The field with the boundary is libcurl's own, 80 bytes long.
    longest = max(len(line) for line in wire.split(b"\r\n") if not line.startswith(b"Content-Type: multipart/mixed; "))
    fields = [sender.decode(), recipients.decode(), str(mail["to"]), str(mail["subject"]), str(mail["message-id"]),
              parts[0].get_content().replace("\r\n", "\n"), str(longest), ",".join(name.lower() for name in mail.keys())]
    sys.stdout.write("\x1f".join(fields) + "\x1e")
