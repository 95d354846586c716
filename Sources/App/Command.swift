import Base

/// One command of the program.
struct Command: Sendable {
    let name: String
    let summary: String
    /// What `--help` says after the summary: forms and options.
    let usage: String
    /// Options that take a value, and those that do not.
    let valued: [String]
    let flags: [String]
    let run: @Sendable (Options) throws(Failure) -> Void

    var help: String {
        "vakka \(name): \(summary)\n\n\(usage)\n  --data DIR   the data folder (default .vakka, or VAKKA_DATA)"
    }
}

/// What stands after a command's name.
struct Options: Sendable {
    /// Words that are no options: `create`, a slug.
    let words: [String]
    private let values: [String: [String]]
    private let flags: Set<String>

    /// Throws a fault that names an option which the command does not have.
    init(_ arguments: [String], of command: Command) throws(Failure) {
        var words: [String] = []
        var values: [String: [String]] = [:]
        var flags: Set<String> = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("--") else {
                words.append(argument)
                continue
            }
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
            let name = parts.first ?? ""
            if command.valued.contains(name) || name == "data" {
                guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                    throw .broken(Fault("an option lacks its value", argument))
                }
                values[name, default: []].append(value)
            } else if command.flags.contains(name), parts.count == 1 {
                flags.insert(name)
            } else {
                throw .broken(Fault("no such option", argument))
            }
        }
        self.words = words
        self.values = values
        self.flags = flags
    }

    func value(_ name: String) -> String? { values[name]?.last }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// A value that the command cannot do without.
    func need(_ name: String) throws(Failure) -> String {
        guard let value = value(name), !value.isEmpty else {
            throw .broken(Fault("an option is missing", "--\(name)"))
        }
        return value
    }
}
