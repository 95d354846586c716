import Base
import Testing

@testable import Mail

private let token = "0123456789abcdef0123456789abcdef"

/// Reports in the shapes of mail servers, written from RFC 3464 and their documents.
private enum Shape {
    /// Folded fields, the status of the recipient with nothing behind it.
    static let postfix = """
        Return-Path: <>
        X-Original-To: vakka+\(token)@tila.example
        Delivered-To: vakka@tila.example
        Received: by mx.tila.example (Postfix)
        \tid 4AbCdE0123; Sat, 28 Nov 2026 10:00:00 +0200 (EET)
        From: MAILER-DAEMON@mx.tila.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: vakka+\(token)@tila.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="4AbCdE0123.1764316800/mx.tila.example"

        This is a MIME-encapsulated message.

        --4AbCdE0123.1764316800/mx.tila.example
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not
        be delivered to one or more recipients.

        --4AbCdE0123.1764316800/mx.tila.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.tila.example
        X-Postfix-Queue-ID: 4AbCdE0123
        X-Postfix-Sender: rfc822; vakka+\(token)@tila.example
        Arrival-Date: Sat, 28 Nov 2026 10:00:00 +0200 (EET)

        Final-Recipient: rfc822; aino@x.example
        Original-Recipient: rfc822;aino@x.example
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.x.example
        Diagnostic-Code: smtp; 550 5.1.1 <aino@x.example>: Recipient address
            rejected: User unknown in virtual mailbox table

        --4AbCdE0123.1764316800/mx.tila.example
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        Subject: Kurssi

        Hei!

        --4AbCdE0123.1764316800/mx.tila.example--

        """

    /// A boundary without marks, small letters, the address between angles.
    static let exim = """
        Envelope-to: vakka+\(token)@tila.example
        X-Failed-Recipients: aino@x.example
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mx.example>
        To: <vakka+\(token)@tila.example>
        References: <018f@tila.example>
        Content-Type: multipart/report; report-type=delivery-status; boundary=1764316800-eximdsn-123456
        MIME-Version: 1.0
        Subject: Mail delivery failed: returning message to sender

        --1764316800-eximdsn-123456
        Content-type: text/plain; charset=us-ascii

        This message was created automatically by mail delivery software.

        --1764316800-eximdsn-123456
        Content-type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Action: failed
        Final-Recipient: rfc822;aino@x.example
        Status: 5.0.0
        Remote-MTA: dns; mx.x.example
        Diagnostic-Code: smtp; 550 no such user

        --1764316800-eximdsn-123456
        Content-type: text/rfc822-headers

        Subject: Kurssi

        --1764316800-eximdsn-123456--

        """

    /// Windows' way: a long boundary, a page beside the text, a name before the address, a remark after the status.
    static let exchange = """
        From: Microsoft Outlook <postmaster@x.example>
        To: "Vakka" <vakka+\(token.uppercased())@tila.example>
        Date: Sat, 28 Nov 2026 08:00:00 +0000
        Content-Type: multipart/report; report-type="delivery-status";
        \tboundary="_4f1c2a9e-0b7d-4a39-9c55-6f0d0e1a2b3c_"
        X-MS-Exchange-Message-Is-Ndr:
        Content-Language: fi-FI
        Subject: =?utf-8?B?RWkgdG9pbWl0ZXR0dQ==?=
        Auto-Submitted: auto-replied
        MIME-Version: 1.0

        --_4f1c2a9e-0b7d-4a39-9c55-6f0d0e1a2b3c_
        Content-Type: multipart/alternative; differences=Content-Type;
        \tboundary="_d8b0_"

        --_d8b0_
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: base64

        RWkgdG9pbWl0ZXR0dQ==
        --_d8b0_--

        --_4f1c2a9e-0b7d-4a39-9c55-6f0d0e1a2b3c_
        Content-Type: message/delivery-status

        Reporting-MTA: dns;mail.x.example
        Received-From-MTA: dns;mx.tila.example
        Arrival-Date: Sat, 28 Nov 2026 07:59:59 +0000

        Original-Recipient: rfc822;aino@x.example
        Final-Recipient: rfc822;aino@x.example
        Action: failed
        Status: 5.1.10 (bad address)
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound
        X-Display-Name: aino@x.example

        --_4f1c2a9e-0b7d-4a39-9c55-6f0d0e1a2b3c_
        Content-Type: message/rfc822

        Subject: Kurssi

        --_4f1c2a9e-0b7d-4a39-9c55-6f0d0e1a2b3c_--

        """
}

private func read(_ text: String, _ lineEnd: String = "\r\n") -> DeliveryReport? {
    DeliveryReport(Array(text.replacing("\n", with: lineEnd).utf8))
}

@Suite struct DeliveryReportTests {
    @Test(arguments: ["\n", "\r\n"])
    func `reports of Postfix, Exim and Exchange name the mail and why it came back`(end: String) {
        for (shape, status) in [
            (Shape.postfix, "5.1.1"), (Shape.exim, "5.0.0"), (Shape.exchange, "5.1.10"),
        ] {
            let report = read(shape, end)
            #expect(report?.token == token && report?.fate == .failed)
            #expect(report?.status == status)
        }
    }

    @Test func `a late mail is no failed one, and of several recipients the worst is told`() {
        let late = Shape.postfix.replacing("Action: failed", with: "Action: delayed")
            .replacing("Status: 5.1.1", with: "Status: 4.4.1")
        #expect(read(late)?.fate == .delayed)
        let both = late.replacing(
            "\nFinal-Recipient: rfc822; aino",
            with: """

                Final-Recipient: rfc822; muu@x.example
                Action: failed
                Status: 5.2.2

                Final-Recipient: rfc822; aino
                """
        )
        #expect(read(both)?.fate == .failed && read(both)?.status == "5.2.2")
        #expect(read(late.replacing("Action: delayed", with: "Action: relayed")) == nil)
    }

    @Test(arguments: [
        ("report-type=delivery-status", "report-type=disposition-notification"),
        ("multipart/report", "multipart/mixed"), ("Action: failed", "Action: perhaps"),
        ("Action: failed", "Action: failed\nAction: delayed"), ("Status: 5.1.1", "Status: 5.1"),
        ("Status: 5.1.1", "Status: 9.1.1"), ("Status: 5.1.1\n", ""),
        ("Status: 5.1.1", "Status: 5.1.1x"),
        ("Final-Recipient:", "Other:"), ("Reporting-MTA:", "Other:"),
        ("Content-Type: message/delivery-status", "Content-Type: text/plain"),
        ("+\(token)@", "@"), ("+\(token)@", "+\(token)0@"),
        ("+\(token)@", "+\(token.dropLast())g@"),
        ("boundary=", "boundary=\"x\"; boundary="),
        ("Subject: Undelivered", "no field\nSubject: U"),
        (
            "Content-Type: message/delivery-status",
            "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64"
        ),
    ])
    func `what is not written as the RFC says is no report`(old: String, new: String) {
        let changed = Shape.postfix.replacing(old, with: new)
        #expect(changed != Shape.postfix && read(changed) == nil)
    }

    @Test func `a mail that quotes a report, or is too long, is none`() {
        #expect(read("From: x@y.example\nTo: vakka@tila.example\n\n" + Shape.postfix) == nil)
        let long = Shape.postfix + String(repeating: "x", count: Limits.reportBytesMax)
        #expect(read(long) == nil)
        #expect(DeliveryReport([]) == nil)
    }
}
