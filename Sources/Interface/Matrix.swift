public import HTML
public import Wording

/// What is known of one participant at one session.
///
/// The raw value is what a form sends.
public enum Mark: String, CaseIterable, Sendable {
    /// Nothing yet.
    case unmarked = ""
    /// Was there.
    case present = "p"
    /// Was not there.
    case absent = "a"
    /// Was prevented and said so.
    case excused = "e"
    /// Nobody knows any more.
    case unknown = "u"
}

/// Participants by sessions, with a mark where they meet.
public struct Matrix: Sendable {
    /// One participant, with a mark for each session.
    public struct Row: Sendable {
        /// The participant's id.
        public var id: String
        /// The participant's name.
        public var name: any Text
        /// Where the participant's own page is; nil for a name alone.
        public var path: String?
        /// The marks as they are kept, in the order of the sessions.
        public var marks: [Mark]
        /// The marks that the page shows as chosen, when a form comes back; nil for the kept ones.
        public var chosen: [Mark]?
        /// What stands in the way of a mark, by the place of its session.
        public var remarks: [Int: String]
        /// A state below the name, such as 'paused'.
        public var note: String
        /// The places of sessions that cannot be marked for this participant.
        public var shut: Set<Int>
        /// Whether the marks can only be read.
        public var isLocked: Bool

        /// A participant.
        public init(
            id: String,
            name: any Text,
            path: String? = nil,
            marks: [Mark],
            chosen: [Mark]? = nil,
            remarks: [Int: String] = [:],
            note: String = "",
            shut: Set<Int> = [],
            isLocked: Bool = false
        ) {
            self.id = id
            self.name = name
            self.path = path
            self.marks = marks
            self.chosen = chosen
            self.remarks = remarks
            self.note = note
            self.shut = shut
            self.isLocked = isLocked
        }
    }

    /// One session.
    public struct Session: Sendable {
        /// The session's id.
        public var id: String
        /// Its short date.
        public var title: String
        /// Whether it can be marked: not before its day.
        public var isOpen: Bool

        /// A session.
        public init(id: String, title: String, isOpen: Bool = true) {
            self.id = id
            self.title = title
            self.isOpen = isOpen
        }
    }

    /// The sessions, first to last.
    public var sessions: [Session]
    /// The participants.
    public var rows: [Row]
    /// Lines below them that only paper has: a title, and a text for each session.
    public var foot: [(title: String, cells: [String])]

    /// A matrix.
    public init(sessions: [Session], rows: [Row], foot: [(title: String, cells: [String])] = []) {
        self.sessions = sessions
        self.rows = rows
        self.foot = foot
    }
}

/// A mark that the form changed.
public struct ChangedMark: Sendable, Equatable {
    /// The participant's id.
    public let row: String
    /// The session's id.
    public let session: String
    /// What the page showed.
    public let before: Mark
    /// What was chosen.
    public let after: Mark
}

extension Matrix {
    /// The marks that a sent form changed, and nothing else, so that two people marking at once do
    /// not undo each other.
    ///
    /// Fields that make no sense are left out.
    public static func changes(in fields: [(name: String, value: String)]) -> [ChangedMark] {
        var values: [String: String] = [:]
        for field in fields { values[field.name] = field.value }
        var changes: [ChangedMark] = []
        for field in fields where field.name.hasPrefix("mark.") {
            let parts = field.name.split(separator: ".")
            guard parts.count == 3, let column = Int(parts[2]), column >= 0,
                let row = values["row.\(parts[1])"],
                let session = values["session.\(parts[2])"],
                let shown = values["was.\(parts[1])"],
                let before = mark(at: column, of: shown),
                let after = Mark(rawValue: field.value),
                before != after
            else { continue }
            changes.append(
                ChangedMark(row: row, session: session, before: before, after: after)
            )
        }
        return changes
    }

    /// One letter a session, `-` for unmarked.
    static func shown(_ marks: [Mark]) -> String {
        marks.map { $0 == .unmarked ? "-" : $0.rawValue }.joined()
    }

    /// More sessions than any course has.
    private static var lettersMax: Int { 100 }

    private static func mark(at column: Int, of shown: String) -> Mark? {
        guard shown.utf8.count <= lettersMax, column < shown.utf8.count,
            let letter = shown.dropFirst(column).first
        else {
            return nil
        }
        return letter == "-" ? .unmarked : Mark(rawValue: String(letter))
    }
}

extension HTML {
    /// The attendance matrix, inside a form of the caller's with one button.
    ///
    /// Each mark is a list to open; with scripts the arrow keys move, a letter of the reader's language marks, and the last
    /// mark can be undone.
    ///
    /// The form sends `row.N`, `session.N`, `was.N` and `mark.N.M`; `Matrix.changes(in:)` reads
    /// them.
    public mutating func matrix(_ matrix: Matrix, caption: String, _ words: Words) {
        for (column, session) in matrix.sessions.enumerated() {
            hiddenField("session.\(column)", session.id)
        }
        let keys = Mark.allCases.map { $0.key(words) }.joined()
        custom("attendance-matrix", .data("keys", keys)) { h in
            h.p(
                words(
                    "interface.matrix.help",
                    [
                        "present": Mark.present.key(words), "absent": Mark.absent.key(words),
                        "excused": Mark.excused.key(words),
                    ]
                ),
                .class("help matrix-help")
            )
            h.div(.class("sheet")) { h in
                h.table(.class("list matrix")) { h in
                    h.caption(caption, .class("unseen"))
                    h.thead { h in
                        h.tr { h in
                            h.th(words("interface.matrix.participant"), .scope("col"))
                            for (column, session) in matrix.sessions.enumerated() {
                                h.th(session.title, .scope("col"), .id("s\(column)"))
                            }
                        }
                    }
                    h.tbody { h in
                        for (index, row) in matrix.rows.enumerated() {
                            h.matrixRow(index, row, matrix.sessions, words)
                        }
                    }
                    h.matrixFoot(matrix.foot)
                }
            }
            h.p(.class("matrix-undo"), .hidden()) { h in
                h.button(
                    words("interface.matrix.undo"),
                    .class("button is-quiet"),
                    .type("button")
                )
            }
        }
    }

    private mutating func matrixFoot(_ lines: [(title: String, cells: [String])]) {
        guard !lines.isEmpty else { return }
        tfoot(.class("printed")) { h in
            for line in lines {
                h.tr { h in
                    h.th(line.title, .scope("row"))
                    for cell in line.cells { h.td(cell) }
                }
            }
        }
    }

    private mutating func matrixRow(
        _ index: Int,
        _ row: Matrix.Row,
        _ sessions: [Matrix.Session],
        _ words: Words
    ) {
        tr { h in
            h.th(.scope("row"), .id("p\(index)")) { h in
                if !row.isLocked {
                    h.hiddenField("row.\(index)", row.id)
                    h.hiddenField("was.\(index)", Matrix.shown(row.marks))
                }
                if let path = row.path {
                    h.a(.href(path)) { h in row.name.write(to: &h) }
                } else {
                    row.name.write(to: &h)
                }
                if !row.note.isEmpty { h.small(row.note, .class("more")) }
            }
            for (column, session) in sessions.enumerated() {
                let mark = column < row.marks.count ? row.marks[column] : .unmarked
                h.td(.data("label", session.title)) { h in
                    if !row.isLocked, !session.isOpen, mark == .unmarked,
                        row.remarks[column] == nil
                    {
                        // Still to come: nothing to choose yet.
                        h.text("–")
                    } else if row.isLocked || row.shut.contains(column) {
                        h.span(.class("locked")) { h in
                            h.span(mark.title(words), .when(mark == .unmarked, .class("unseen")))
                            if mark == .unmarked { h.span("–", .ariaHidden()) }
                        }
                        if let remark = row.remarks[column] {
                            h.small(remark, .class("problem"))
                        }
                    } else {
                        h.markField(index, column, mark, row, words)
                    }
                }
            }
        }
    }

    private mutating func markField(
        _ index: Int,
        _ column: Int,
        _ mark: Mark,
        _ row: Matrix.Row,
        _ words: Words
    ) {
        let chosen = row.chosen.flatMap { column < $0.count ? $0[column] : nil } ?? mark
        let remark = row.remarks[column]
        let name = "mark.\(index).\(column)"
        select(
            .name(name),
            .ariaLabelledBy("p\(index) s\(column)"),
            remark == nil ? .absent : .id(name),
            remark == nil ? .absent : .ariaDescribedBy("\(name)-problem")
        ) { h in
            for choice in Mark.allCases {
                h.option(
                    choice.title(words),
                    .value(choice.rawValue),
                    // The first choice stands without being said.
                    .selected(choice == chosen && choice != .unmarked)
                )
            }
        }
        if let remark { small(remark, .class("problem"), .id("\(name)-problem")) }
    }
}

extension Mark {
    /// The key that makes the mark, in the reader's language: `p` begins both *paikalla* and *poissa*.
    func key(_ words: Words) -> String {
        switch self {
        case .unmarked: " "
        case .present: words("interface.matrix.key.present")
        case .absent: words("interface.matrix.key.absent")
        case .excused: words("interface.matrix.key.excused")
        case .unknown: "?"
        }
    }

    /// The mark in a word.
    public func title(_ words: Words) -> String {
        switch self {
        case .unmarked: words("interface.matrix.unmarked")
        case .present: words("interface.matrix.present")
        case .absent: words("interface.matrix.absent")
        case .excused: words("interface.matrix.excused")
        case .unknown: words("interface.matrix.unknown")
        }
    }
}
