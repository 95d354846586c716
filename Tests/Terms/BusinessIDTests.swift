import Terms
import Testing

@Test(arguments: ["1234567-1", "7654321-2", "1000000-4", "1000010-0"])
func `a business id with the right check figure is one`(text: String) {
    #expect(isBusinessID(text))
}

@Test func `every other check figure is refused`() {
    for figure in 0...9 where figure != 1 {
        #expect(!isBusinessID("1234567-\(figure)"))
    }
}

@Test func `numbers whose rest is 1 are never given, whatever figure follows`() {
    // 7 · 0 + … + 2 · 6 = 12, and 12 mod 11 = 1.
    for figure in 0...9 {
        #expect(!isBusinessID("0000006-\(figure)"))
    }
}

@Test(arguments: [
    "", "1234567", "12345671", "234567-1", "01234567-1", "1234567-11", "1234567–1", " 1234567-1",
    "1234567-1\n", "123456a-1", "١٢٣٤٥٦٧-١", "+234567-1", "1234567-/",
])
func `another shape is refused`(text: String) {
    #expect(!isBusinessID(text))
}
