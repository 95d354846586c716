"""Puts a delivery report into a Maildir as a mail server would: report.py MAILDIR ENVELOPE-SENDER ACTION STATUS."""

import email.message
import email.policy
import mailbox
import sys
from email.header import Header
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

folder, sender, action, status = sys.argv[1:]
report = MIMEMultipart("report", **{"report-type": "delivery-status"})
report["From"], report["To"], report["Subject"] = "MAILER-DAEMON@mx.example", sender, Header("Viestiä ei voitu toimittaa").encode()
report["Auto-Submitted"] = "auto-replied"
report.attach(MIMEText("Osoitetta ei löydy.\n", "plain", "utf-8"))
mail, recipient = email.message.Message(), email.message.Message()
mail["Reporting-MTA"] = "dns; mx.example"
recipient["Final-Recipient"] = "rfc822; aino@x.example"
recipient["Action"], recipient["Status"] = action, status
recipient["Diagnostic-Code"] = "smtp; 550 5.1.1 <aino@x.example>: Recipient address rejected: User unknown in virtual mailbox table"
said = email.message.Message()
said["Content-Type"] = "message/delivery-status"
said.set_payload([mail, recipient])
report.attach(said)
returned = email.message.EmailMessage()
returned["Subject"], returned["To"] = "Kurssi", "aino@x.example"
returned.set_content("Hei!\n")
report.attach(MIMEMessage(returned))
mailbox.Maildir(folder).add(report.as_bytes(policy=email.policy.compat32.clone(linesep="\r\n")))
