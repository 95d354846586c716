import Terms
import Testing

@Suite struct `A personal identity code` {
    @Test(arguments: [
        "131052-308T", "131052+308T", "131052A308T", "131052Y308T", "131052F308T", "010594Y9032",
        "010594Y9021", "020594X903P", "020594X902N", "030594W903B", "030694W9024", "040594V9030",
        "040594V902Y", "050594U903M", "050594U902L", "010516B903X", "010516B902W", "020516C903K",
        "020516C902J", "030516D9037", "030516D9026", "010501E9032", "020502E902X", "020503F9037",
        "020504A902E", "020504B904H",
    ])
    func `is found alone and in a sentence`(_ code: String) {
        #expect(IdentityCode.found(in: code) == String(code.prefix(7)))
        #expect(IdentityCode.found(in: "Hänen tunnuksensa on \(code).") != nil)
        #expect(IdentityCode.found(in: "hetu:\(code.lowercased()), puh. 040 123 4567") != nil)
        #expect(IdentityCode.found(in: "(\(code))\n2. rivi") != nil)
    }

    @Test(arguments: [
        "131052 - 308T", "131052–308T", "131052−308T", "13 10 52-308 T", "13.10.52-308T",
        "1 3 1 0 5 2 - 3 0 8 T", "131052\u{AD}-\u{200B}308T", "131052\u{2011}308T",
        "131052-308t", "131052\u{A0}-308T", "１３１０５２－３０８Ｔ", "１３１０５２ｙ３０８ｔ",
    ])
    func `is found as people paste it`(_ text: String) {
        #expect(IdentityCode.found(in: text) != nil)
        #expect(IdentityCode.found(in: "a \(text) b") != nil)
    }

    @Test(arguments: [
        "131052-308S", "131052-308", "131052 308T", "311152-308T", "000052-308T", "131352-308T",
        "9131052-308T", "131052-308T5", "131052-308Tx", "131052-000V", "131052G308T",
        "040 123 4567",
        "Kurssi 13.10.2052–14.10.2052", "1234567-1", "ISO 8601", "", "290201-3081",
    ])
    func `is not seen where there is none`(_ text: String) {
        #expect(IdentityCode.found(in: text) == nil)
    }

    @Test func `is refused with every other check character`() {
        for check in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" where check != "T" {
            #expect(IdentityCode.found(in: "131052-308\(check)") == nil)
        }
    }

    @Test func `of a leap day is one only in a leap year`() {
        // 29 February of 2000 was a day, of 1900 it was none.
        let check = Array("0123456789ABCDEFHJKLMNPRSTUVWXY")[290_200_123 % 31]
        #expect(IdentityCode.found(in: "290200A123\(check)") != nil)
        #expect(IdentityCode.found(in: "290200-123\(check)") == nil)
    }
}
