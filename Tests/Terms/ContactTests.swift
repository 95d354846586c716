import Terms
import Testing

@Suite struct `A telephone number` {
    @Test(arguments: [
        "0401234567", "040 123 4567", "040-1234567", "040–123–4567", "(040) 123 4567",
        "040.123.4567",
        "+358 40 123 4567", "+358401234567", "00358 40 1234567", "+358 (0)40 123 4567",
        "tel:+358-40-123-4567", "TEL: +358401234567", "\u{202A}+358 40 123 4567\u{202C}",
        "040\u{A0}123\u{202F}4567", "0\u{AD}401234567", "+3580401234567", "040/1234567",
        "００４０１２３４５６７".replacing("００４０", with: "０４０"), "00358(0)401234567", "040\t123 4567",
        "＋358401234567", "040\u{2011}1234567", "040 123\u{200B}4567",
    ])
    func `of Finland is kept in one form, however it is pasted`(_ typed: String) {
        #expect(Phone(typed)?.number == "+358401234567")
    }

    @Test(arguments: [
        ("+46 (0)70 123 45 67", "+46701234567"), ("0046 70-123 45 67", "+46701234567"),
        ("+1 (212) 555-0100", "+12125550100"), ("+39 06 1234 5678", "+390612345678"),
        ("+44 (0)20 7946 0000", "+442079460000"), ("09 123 4567", "+35891234567"),
        ("018 12 345", "+3581812345"), ("0600 12345", "+35860012345"),
        ("(0)40 123 4567", "+358401234567"),
    ])
    func `of any country is read`(_ typed: String, _ kept: String) {
        #expect(Phone(typed)?.number == kept)
    }

    @Test(arguments: [
        "", "112", "abc", "040 123 4567 x12", "040 12a4567", "401234567", "+", "+0401234567",
        "++358401234567", "+358+401234567", "040", "0", "+358", "+12345678901234567",
        "040123456789012345",
        "12345", "tel:", "040 123 4567, 050 765 4321", "0x40", "040 ４五6", "-----", "(0)",
    ])
    func `is none when it cannot be called`(_ typed: String) {
        #expect(Phone(typed) == nil)
    }

    @Test(arguments: [
        ("040 123 4567", "+358 40 123 4567"), ("0912345678", "+358 9 1234 5678"),
        ("013123456", "+358 13 123 456"), ("01812345", "+358 18 12 345"),
        ("+46701234567", "+46 701 234 567"), ("+12125550100", "+1 212 555 0100"),
        ("+390612345678", "+39 061 234 5678"), ("+3725123456", "+372 512 3456"),
    ])
    func `is shown in groups, and read from them again`(_ typed: String, _ shown: String) throws {
        let phone = try #require(Phone(typed))
        #expect(phone.shown == shown)
        #expect(Phone(shown) == phone)
        #expect(Phone.shown(phone.number) == shown)
    }
}

@Suite struct `A business id` {
    @Test(arguments: [
        "1234567-1", "12345671", " 1234567 - 1 ", "FI12345671", "fi 1234567–1", "1234567−1",
        "1234567\u{2011}1\u{200B}", "１２３４５６７-1",
    ])
    func `is kept in one form, however it is pasted`(_ typed: String) {
        #expect(BusinessID(typed)?.text == "1234567-1")
    }

    @Test(arguments: ["", "1234567-2", "1234567", "SE12345671", "123456a-1", "1234567-11"])
    func `is none when its check figure does not hold`(_ typed: String) {
        #expect(BusinessID(typed) == nil)
    }

    @Test func `of six figures, as old ones have, gets its zero`() {
        #expect(BusinessID("100000-6")?.text == BusinessID("0100000-6")?.text)
    }
}

@Suite struct `An address of mail` {
    @Test(arguments: [
        ("liisa@example.org", "liisa@example.org"),
        (" Liisa.Malli@Example.ORG ", "liisa.malli@example.org"),
        ("mailto:liisa@example.org", "liisa@example.org"),
        ("liisa+vakka@a-b.example", "liisa+vakka@a-b.example"),
        ("o'brien@example.ie", "o'brien@example.ie"), ("liisa@työ.fi", "liisa@xn--ty-gka.fi"),
        ("liisa@TYÖ.FI", "liisa@xn--ty-gka.fi"), ("liisa@tyo\u{308}.fi", "liisa@xn--ty-gka.fi"),
        ("liisa@xn--ty-gka.fi", "liisa@xn--ty-gka.fi"),
        ("liisa@XN--TY-GKA.fi", "liisa@xn--ty-gka.fi"),
        ("a@bücher.example", "a@xn--bcher-kva.example"), ("a@faß.de", "a@xn--fa-hia.de"),
        ("a@россия.рф", "a@xn--h1alffa9f.xn--p1ai"), ("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"),
        ("a@شبكة.example", "a@xn--ngbc5azd.example"), ("a@čáhci.no", "a@xn--hci-dla3t.no"),
        ("a@ısı.example", "a@xn--s-ekab.example"),
        ("liisa\u{200B}@example.org", "liisa@example.org"),
        ("\u{FEFF}liisa@ex\u{AD}ample.org", "liisa@example.org"), ("a@b。example", "a@b.example"),
        ("1@2.example", "1@2.example"), ("a@3com.com", "a@3com.com"),
    ])
    func `is kept in one form`(_ typed: String, _ kept: String) {
        #expect(EmailAddress(typed)?.text == kept)
    }

    @Test(arguments: [
        "", "@", "liisa", "liisa@", "@example.org", "liisa@example", "a@b@c.fi", ".a@b.fi",
        "a.@b.fi",
        "a..b@c.fi", "a@.fi", "a@b..fi", "a@b.fi.", "a@-b.fi", "a@b-.fi", "a@b.1", "a@127.0.0.1",
        "a@[127.0.0.1]", "\"a b\"@c.fi", "a b@c.fi", "a@b c.fi", "a@b_c.fi", "ä@b.fi",
        "a@b.fi,c@d.fi",
        "Liisa <a@b.fi>", "a@\u{212A}ela.fi", "\u{212A}ela@b.fi", "a@\u{130}ela.fi", "\u{131}@b.fi",
        "a@\u{212B}.fi", "a@xn--.fi", "a@xn--a.fi", "a@xn--ty-gkb9999999.fi", "a@ab--cd.fi",
        "a@ä-.fi", "a@-ä.fi",
        "a@\u{301}a.fi", "a@☃.fi", "a@ａ.fi", "a@ﬁ.fi", "a\n@b.fi", "a\u{0}@b.fi",
        "a@b.fi\r\nBcc: c@d.fi",
        "a@b\u{202E}.fi \u{7}", "a@xn--TYÖ.fi", "a@\u{1E9E}.de",
    ])
    func `is none by the grammar`(_ typed: String) {
        #expect(EmailAddress(typed) == nil)
    }

    @Test func `has parts of bounded length`() {
        let long = String(repeating: "a", count: 63)
        #expect(EmailAddress("\(long)a@b.fi") != nil)
        #expect(EmailAddress("\(long)aa@b.fi") == nil)
        #expect(EmailAddress("a@\(long).fi") != nil)
        #expect(EmailAddress("a@\(long)a.fi") == nil)
        #expect(EmailAddress("a@\(String(repeating: "ä", count: 63)).fi") == nil)
        let name = "\(long).\(long).\(long)"
        #expect(EmailAddress("a@\(name).\(String(repeating: "b", count: 57)).fi") != nil)
        #expect(EmailAddress("a@\(name).\(String(repeating: "b", count: 58)).fi") == nil)
    }

    @Test(arguments: ["liisa@työ.fi", "a@россия.рф", "a@例え.テスト", "a@example.org", "a@faß.de"])
    func `is shown as people read it, and read again`(_ typed: String) throws {
        let address = try #require(EmailAddress(typed))
        #expect(address.shown == typed)
        #expect(EmailAddress(address.shown) == address)
        #expect(EmailAddress(address.text) == address)
    }
}
