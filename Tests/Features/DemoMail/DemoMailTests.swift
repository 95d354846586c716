import Access
import Base
import Glibc
import Mail
import Support
import Testing

@testable import DemoMail

private func message(to: String, _ subject: String, _ text: String, at: Int64) throws -> Message {
    Message(
        id: ID<KeptMail>().text,
        from: try #require(Mailbox("Vakka <vakka@localhost>")),
        to: try #require(Mailbox(to)),
        subject: subject,
        text: text,
        language: .finnish,
        origin: "http://localhost",
        at: Instant(milliseconds: at)
    )
}

@Test func `the demo's mail is listed newest first, and each can be read`() throws {
    let folder = "\(TestCluster.scratch)/demomail"
    try keep(
        message(to: "a@x.example", "Vanhempi työ", "Moi", at: 1_000_000_000_000),
        folder: folder
    )
    let link = "Avaa http://localhost/consent#abc. Ei http://localhost.evil.example/x eikä <b>"
    let newer = try message(to: "b@x.example", "Uudempi", link, at: 1_000_000_001_000)
    try keep(newer, folder: folder)
    let house = try TestHouse("demomail", isDemo: true, mailFolder: folder)
    let list = try house.get("/demo/mail")
    #expect(list.status == 200)
    let first = try #require(list.text.firstRange(of: "Uudempi"))
    let second = try #require(list.text.firstRange(of: "Vanhempi työ"))
    #expect(first.lowerBound < second.lowerBound)
    let page = try house.get("/demo/mail/\(newer.id)")
    #expect(page.status == 200)
    #expect(page.text.contains("<a href=\"/consent#abc\">http://localhost/consent#abc</a>. Ei "))
    #expect(!page.text.contains("href=\"http://localhost.evil"))
    #expect(page.text.contains("&lt;b"))
    #expect(try house.get("/demo/mail/\(ID<KeptMail>())").status == 404)
    #expect(try house.get("/demo/mail/passwd").status == 404)
    #expect(house.faults.all.isEmpty)
}

@Test func `without mail the page says where mail comes from`() throws {
    let house = try TestHouse(
        "demomail_none",
        isDemo: true,
        mailFolder: "\(TestCluster.scratch)/demomail-none"
    )
    #expect(try house.get("/demo/mail").text.contains("Yhtään viestiä ei ole vielä."))
}

@Test func `outside the demo there is no mail to read`() throws {
    let house = try TestHouse("demomail_off", isDemo: false, mailFolder: TestCluster.scratch)
    #expect(try house.get("/demo/mail").status == 404)
    #expect(try house.get("/demo/mail/\(ID<KeptMail>())").status == 404)
}

@Test func `kept mail comes back as it was, readable by its owner alone`() throws {
    let folder = "\(TestCluster.scratch)/kept"
    let body = "Moi ä\n\n" + String(repeating: "pitkä ", count: 50) + "\n.x = y\n"
    let subject = "Öljyä " + String(repeating: "ja 😀 vettä ", count: 12) + "loppu"
    let mail = try message(to: "a@x.example", subject, body, at: 1_763_751_900_000)
    try keep(mail, folder: folder)
    try keep(mail, folder: folder)
    let kept = keptMail(folder: folder)
    try #require(kept.count == 1)
    #expect(kept[0].subject == subject)
    #expect(kept[0].text == body)
    #expect(kept[0].recipient == "a@x.example")
    #expect(kept[0].at == mail.at)
    #expect(keptMail(folder: folder, id: kept[0].id)?.subject == subject)
    var status = stat()
    let path = "\(folder)/\(mail.at.milliseconds)-\(mail.id).eml"
    #expect(unsafe stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(keptMail(folder: "\(TestCluster.scratch)/absent").isEmpty)
}
