import Base
import Testing

/// Texts as people paste them, and as somebody sends them who means no good.
@Suite struct `A typed text` {
    private func line(_ typed: String) -> TypedText { TypedText(line: typed) }

    @Test(arguments: [
        ("e\u{301}", "\u{E9}"), ("A\u{30A}ngstro\u{308}m", "\u{C5}ngstr\u{F6}m"),
        ("\u{212B}", "\u{C5}"), ("Liisa", "Liisa"), ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"),
        ("q\u{307}\u{323}", "q\u{323}\u{307}"),
    ])
    func `is composed`(_ typed: String, _ kept: String) {
        #expect(Array(line(typed).text.unicodeScalars) == Array(kept.unicodeScalars))
        #expect(line(typed).fault == nil)
    }

    @Test(
        arguments: [
            0xAD, 0x34F, 0x180E, 0x200B, 0x2060, 0xFEFF, 0x200C, 0x200D,
            0xFE0F,
            0xE0100, 0x180B,
        ] as [UInt32]
    )
    func `loses what people paste without knowing`(_ value: UInt32) throws {
        let scalar = Character(try #require(Unicode.Scalar(value)))
        #expect(line("Lii\(scalar)sa").text == "Liisa")
        #expect(line("\(scalar)Liisa\(scalar)").text == "Liisa")
        #expect(line("Liisa\(scalar) \(scalar)Malli").text == "Liisa Malli")
        #expect(line("Liisa\(scalar)").fault == nil)
        #expect(!line("\(scalar)\(scalar)").isVisible)
        #expect(line("\(scalar)").text.isEmpty)
    }

    @Test(
        arguments: [
            0x00, 0x07, 0x1B, 0x7F, 0x80, 0x9F, 0x115F, 0x1160, 0x17B4, 0x2061, 0x61C, 0x200E,
            0x200F, 0x202A, 0x202E,
            0x2066,
            0x2069, 0x206A, 0x2800, 0x3164, 0xFFA0, 0xFFF9, 0x1D173, 0xE0001, 0xE0041, 0xE007F,
        ] as [UInt32]
    )
    func `is refused with what no eye sees`(_ value: UInt32) throws {
        let scalar = Character(try #require(Unicode.Scalar(value)))
        #expect(line("Lii\(scalar)sa").fault == .unseen)
        #expect(TypedText(lines: "Lii\(scalar)sa").fault == .unseen)
    }

    @Test(
        arguments: [0xE000, 0xF8FF, 0xF0000, 0x10FFFD, 0xFFFD, 0xFFFC, 0x378, 0xFFFF, 0xFDD0]
            as [UInt32]
    )
    func `is refused with what no font shows`(_ value: UInt32) throws {
        let scalar = Character(try #require(Unicode.Scalar(value)))
        #expect(line("Lii\(scalar)sa").fault == .unknown)
    }

    @Test func `has one space for each run of white space in a line`() {
        #expect(line(" \u{A0}Liisa \t\u{2003} Malli\u{3000}").text == "Liisa Malli")
        #expect(line("\u{2028}\r\nLiisa\n").text == "Liisa")
        #expect(line("\u{2028}\r\nLiisa\n").fault == nil)
    }

    @Test(arguments: [
        "\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}", " \n ",
    ])
    func `of one line has no second one`(_ end: String) {
        #expect(line("Liisa\(end)Malli").fault == .unseen)
        #expect(TypedText(lines: "Liisa\(end)Malli").fault == nil)
    }

    @Test func `of several lines keeps its lines`() {
        let text = TypedText(
            lines: "\r\n yksi\r\nkaksi\rkolme\n\nviisi\u{2028}kuusi\tseitsemän  \n"
        )
        #expect(text.text == "yksi\nkaksi\nkolme\n\nviisi\nkuusi\tseitsemän")
        #expect(TypedText(lines: "a\r\r\nb").text == "a\n\nb")
    }

    @Test(arguments: [
        "می\u{200C}خواهم", "क्\u{200D}ष", "ක්\u{200D}ෂ", "👩\u{200D}🔬", "🏳\u{FE0F}\u{200D}🌈",
        "👨\u{200D}👩\u{200D}👧", "❤\u{FE0F}", "葛\u{E0100}城",
    ])
    func `keeps joiners and selectors where they do something`(_ typed: String) {
        #expect(Array(line(typed).text.unicodeScalars) == Array(composed(typed).unicodeScalars))
        #expect(line(typed).fault == nil)
    }

    @Test(arguments: [
        "Čoahkkinniitu", "Ŋ", "Þóra", "Nguyễn Văn Đức", "Михаил", "Γιώργος", "שרה", "محمد", "李小龍",
        "กานต์", "O’Brien", "d'Arc", "Jean-Luc", "3M", "Åå Ää Öö", "1️⃣",
    ])
    func `of any script stays as it is`(_ name: String) {
        #expect(line(name).text == name)
        #expect(line(name).fault == nil)
        #expect(line(name).isVisible)
    }

    @Test(arguments: ["", "  ", "\u{301}", "\u{200D}\u{200D}", "\u{A0}\u{2003}"])
    func `that shows nothing is not visible`(_ typed: String) {
        #expect(!line(typed).isVisible)
    }

    @Test func `counts its letters and its characters`() {
        #expect(line("A-1 b\u{301}").letters == 2)
        #expect(line("12 34").letters == 0)
        #expect(line("e\u{301}e").length == 2)
    }

    @Test func `that was kept is kept again as it is`() {
        // Every character between two letters, once as typed and once as kept.
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let first = line("a\(Character(scalar))b")
            guard first.fault == nil else { continue }
            let second = line(first.text)
            guard second.fault == nil, first.text.utf8.elementsEqual(second.text.utf8) else {
                Issue.record("\(String(value, radix: 16))")
                continue
            }
        }
    }
}
