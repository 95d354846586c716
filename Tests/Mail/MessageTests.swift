import Base
import Testing

@testable import Mail

private func message(_ subject: String, _ text: String, to: String = "a@x.example") throws
    -> Message
{
    Message(
        id: ID<Message>().text,
        from: try #require(Mailbox("Vakka <vakka@vakka.example>")),
        to: try #require(Mailbox(to)),
        subject: subject,
        text: text,
        language: .finnish,
        origin: "http://localhost",
        at: Instant(milliseconds: 1_763_751_900_000)
    )
}

@Suite struct MessageTests {
    @Test(arguments: [
        "Hei\r\nBcc: x@evil.example", "a\nb", "a\u{0}b", "=?utf-8?Q?x?=", "a\u{85}b\u{2028}c",
        String(repeating: "x", count: 500),
    ])
    func `a hostile subject adds no field`(subject: String) throws {
        let mail = try message(subject, "Hei")
        let sent = mail.fields.map { "\($0.name): \($0.value)" }
        #expect(sent.count == 8)
        // Whatever starts a line in a value belongs to it: a space goes before.
        for line in sent.joined(separator: "\r\n ").split(separator: "\r\n") {
            #expect(line.utf8.count <= 77)
            #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        }
        #expect(
            sent.allSatisfy {
                $0.split(separator: "\r\n").dropFirst().allSatisfy { $0.first == " " }
            }
        )
        let text = String(decoding: mail.file, as: UTF8.self)
        let head = try #require(text.split(separator: "\r\n\r\n").first)
        let names = head.split(separator: "\r\n").compactMap { $0.split(separator: ":").first }
        #expect(names.count == 11 && !names.contains("Bcc"))
    }

    @Test(arguments: [
        "a@x.example\r\nRCPT TO:<b@y.example>", "a@x.example>\n", "<a@x.example>,<b@y.example>",
        "a b@x.example", "a@b@c", "@x.example", "a@", "a@x..example", "a@x.example NOTIFY=NEVER",
        "ä@x.example", "\"a\"@x.example", "a@[127.0.0.1]", "a@x.example,b@y.example", "",
    ])
    func `an address that could be more than one is none`(text: String) {
        #expect(Mailbox(address: text) == nil)
        #expect(Mailbox(text) == nil)
        #expect(Mailbox("Nimi <\(text)>") == nil)
    }

    @Test func `a sender has a name and an address`() throws {
        let sender = try #require(Mailbox("Vakka <vakka@vakka.example>"))
        #expect(sender.name == "Vakka")
        #expect(sender.address == "vakka@vakka.example")
        #expect(sender.domain == "vakka.example")
        #expect(
            Mailbox("Vakka\r\nBcc: x@y.example <vakka@vakka.example>")?.name.contains("\r") != true
        )
    }

    @Test func `a mail has the same id and date each time`() throws {
        let mail = try message("Pyyntö", "Hei")
        let fields = Dictionary(uniqueKeysWithValues: mail.fields.map { ($0.name, $0.value) })
        #expect(fields["Date"] == "Fri, 21 Nov 2025 19:05:00 +0000")
        #expect(fields["Message-ID"] == "<\(mail.id)@vakka.example>")
        #expect(mail.file == mail.file)
    }
}
