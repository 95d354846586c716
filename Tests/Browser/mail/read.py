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
    longest = max(len(line) for line in wire.split(b"\r\n"))
    fields = [sender.decode(), recipients.decode(), str(mail["to"]), str(mail["subject"]), str(mail["message-id"]),
              mail.get_content().replace("\r\n", "\n"), str(longest), ",".join(name.lower() for name in mail.keys())]
    sys.stdout.write("\x1f".join(fields) + "\x1e")
