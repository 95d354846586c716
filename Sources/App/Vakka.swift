import Base
import Glibc
import Server

/// `vakka`: the command line of the house.
@main
enum Vakka {
    static func main() {
        Signals.block()
        var words = CommandLine.arguments.dropFirst()
        guard let name = words.popFirst() else {
            print(usage)
            exit(2)
        }
        do throws(Failure) {
            try run(name, Array(words))
        } catch {
            tell(error)
            exit(1)
        }
    }

    private static func run(_ name: String, _ words: [String]) throws(Failure) {
        if name == "--help" || name == "help" {
            print(usage)
            return
        }
        if name == "--version" {
            print("vakka \(Release.version)")
            return
        }
        guard let command = commands.first(where: { $0.name == name }) else {
            print("vakka: no command '\(name)'\n\n\(usage)")
            exit(2)
        }
        if words.contains("--help") {
            print(command.help)
            return
        }
        try command.run(try Options(words, of: command))
    }

    static let commands: [Command] = [
        serveCommand, migrateCommand, spaceCommand, memberCommand, routesCommand, accessCommand,
        auditCommand, doctorCommand,
    ]

    private static var usage: String {
        let lines = commands.map { command in
            "  " + command.name + String(repeating: " ", count: max(1, 10 - command.name.count))
                + command.summary
        }
        return "vakka: the console for expertise by experience\n\n" + lines.joined(separator: "\n")
            + "\n\n--version tells the version. Each takes --help. --data DIR and the environment (deploy/vakka.conf.sample) are the same for all."
    }

    /// Says on the error stream what went wrong.
    private static func tell(_ failure: Failure) {
        let sentence =
            switch failure {
            case .broken(let fault):
                fault.detail.isEmpty ? fault.what : "\(fault.what): \(fault.detail)"
            case .refused(.unavailable): "the database cannot be reached"
            case .refused(let refusal): "refused: \(refusal)"
            }
        complain("vakka: \(sentence)")
    }
}

/// Writes a line to the error stream.
func complain(_ line: String) {
    put(line, 2)
}

/// A line of progress for whoever started the program, at once.
func say(_ line: String) {
    put("vakka: \(line)", 1)
}

/// One write for one line, so that lines of several threads do not mix.
private func put(_ line: String, _ descriptor: Int32) {
    let bytes = Array((line + "\n").utf8)
    unsafe write(descriptor, bytes, bytes.count)
}
