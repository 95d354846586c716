import Base
import Foundation
import Testing

@Test func `the changelog begins with the version of the program`() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let changes = try String(contentsOfFile: "/\(root)/deploy/CHANGELOG.md", encoding: .utf8)
    let newest = changes.split(separator: "\n").first { $0.hasPrefix("## ") }
    #expect(newest?.split(separator: " ").dropFirst().first.map(String.init) == Release.version)
}
