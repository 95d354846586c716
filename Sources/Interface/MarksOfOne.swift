public import HTML
public import Wording

extension HTML {
    /// One session of a matrix, for a phone: all names, each with every mark in sight; inside a form of the caller's.
    ///
    /// With scripts each mark is sent as it is made, what the line did not carry is told apart and sent again, and the button
    /// that saves all is not needed. The form sends what `matrix` sends, and `rest` where all that is left is marked at once.
    public mutating func marksOfOne(_ matrix: Matrix, _ words: Words) {
        guard let session = matrix.sessions.first else { return }
        let isOpen = session.isOpen && matrix.rows.contains { !$0.isShut }
        custom(
            "session-marks",
            .data("saved", words("interface.marks.saved")),
            .data("unsaved", words("interface.marks.unsaved", ["count": "{count}"])),
            .data("sending", words("interface.marks.sending"))
        ) { h in
            h.hiddenField("session.0", session.id)
            h.totals(matrix.rows.filter { !$0.shut.contains(0) }, words)
            h.ul(.class("marks")) { h in
                for (index, row) in matrix.rows.enumerated() {
                    h.li { h in h.marks(index, row, isOpen: session.isOpen, words) }
                }
            }
            guard isOpen else { return }
            h.div(.class("buttons marks-foot")) { h in
                h.mainButton(words("house.save"), name: "save", value: "all")
                h.submitButton(
                    words("interface.marks.rest"),
                    name: "rest",
                    value: Mark.present.rawValue
                )
                h.p("", .class("soft"), .role("status"))
            }
        }
    }

    private mutating func totals(_ rows: [Matrix.Row], _ words: Words) {
        p(.class("totals"), .id("s0")) { h in
            for mark in [Mark.present, .absent, .excused, .unknown, .unmarked] {
                h.span { h in
                    h.text(mark.title(words) + " ")
                    h.strong(
                        words.number(rows.count { $0.shown(0) == mark }),
                        .data("of", mark.rawValue)
                    )
                }
            }
        }
    }

    private mutating func marks(_ index: Int, _ row: Matrix.Row, isOpen: Bool, _ words: Words) {
        let remark = row.remarks[0]
        let chosen = row.shown(0)
        fieldset(
            remark == nil ? .absent : .class("is-wrong"),
            remark == nil ? .absent : .ariaDescribedBy("p\(index)-problem")
        ) { h in
            h.legend(.id("p\(index)")) { h in
                row.name.write(to: &h)
                if !row.note.isEmpty { h.small(row.note, .class("more")) }
            }
            if let remark { h.small(remark, .class("problem"), .id("p\(index)-problem")) }
            guard isOpen, !row.isShut else {
                h.span(
                    row.shut.contains(0) ? words("interface.marks.shut") : chosen.title(words),
                    .class("soft")
                )
                return
            }
            h.hiddenField("row.\(index)", row.id)
            h.hiddenField("was.\(index)", Matrix.shown(row.marks))
            h.div { h in
                for mark in [Mark.present, .absent, .excused, .unknown, .unmarked] {
                    h.label { h in
                        h.input(
                            .type("radio"),
                            .name("mark.\(index).0"),
                            mark == .present ? .id("mark.\(index).0") : .absent,
                            .value(mark.rawValue),
                            .checked(mark == chosen)
                        )
                        guard mark == .unmarked else {
                            h.span(mark.title(words))
                            return
                        }
                        h.span { h in
                            h.text("–")
                            h.span(mark.title(words), .class("unseen"))
                        }
                    }
                }
            }
        }
    }
}

extension Matrix.Row {
    /// Whether its first session can only be read.
    fileprivate var isShut: Bool { isLocked || shut.contains(0) }

    /// The mark that the page shows.
    fileprivate func shown(_ column: Int) -> Mark {
        let marks = chosen ?? marks
        return marks.indices.contains(column) ? marks[column] : .unmarked
    }
}
