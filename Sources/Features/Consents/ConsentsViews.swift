import Base
import HTML
import Interface
import Terms
import Wording

/// The employer's requests, newest first.
func consentsPage(
    _ h: inout HTML,
    _ lines: [ConsentLine],
    state: ConsentState?,
    path: String,
    newer: String?,
    older: String?,
    _ words: Words
) {
    h.pageHead(words("consents.title"), lead: words("consents.lead"))
    let states = [nil] + ConsentState.allCases.map(Optional.some)
    h.filters(
        nil,
        chips: states.map { one in
            Chip(
                one.map { words.dynamic("consents.state.\($0.rawValue)") } ?? words("consents.all"),
                one.map { "\(path)?state=\($0.rawValue)" } ?? path,
                isCurrent: one == state
            )
        },
        words
    )
    if lines.isEmpty {
        h.emptyState(
            words.dynamic(state == nil ? "consents.none" : "consents.none.filtered"),
            words.dynamic(
                state == nil ? "consents.none.what-to-do" : "consents.none.filtered.what-to-do"
            )
        )
    } else {
        consentList(&h, lines, path: path, words)
    }
    h.pager(newer: newer, older: older, words)
}

private func consentList(_ h: inout HTML, _ lines: [ConsentLine], path: String, _ words: Words) {
    h.list(
        lines,
        caption: words("consents.title"),
        columns: [
            .link(words("consents.employee"), path: { "\(path)/\($0.id)" }) { line in
                line.employee.isEmpty ? words("consents.over") : line.employee
            },
            .text(words("consents.course"), \.course),
            .cell(words("consents.state")) { h, line in
                h.state(words.dynamic("consents.state.\(line.state.rawValue)"), kind(line.state))
            },
            .text(words("consents.sent")) { words.date($0.sentAt.inFinland.day) },
            .text(words("consents.giver"), \.giver),
        ],
        words
    )
}

/// What a member sees of one request: state and next step, facts, history.
struct ConsentSheet {
    let request: ConsentRequest
    /// The form of the answer, when the request is open and the reader may answer.
    let answer: AnswerSheet?
    let withdrawal: WithdrawalSheet?
    let receiptPath: String?
    /// Where the reader's other requests are.
    let listPath: String
    let passedBy: [String]
    let history: [HistoryEntry]
}

func consentPage(_ h: inout HTML, _ sheet: ConsentSheet, _ words: Words) {
    let request = sheet.request
    if request.state == .cancelled {
        h.pageHead(words("answer.over.title"))
        h.p(words("answer.over"))
        if let path = sheet.receiptPath {
            h.p { h in h.button(words("consents.receipt"), to: path) }
        }
        h.p { h in h.a(words("consents.back"), .href(sheet.listPath)) }
        return
    }
    if let answer = sheet.answer {
        h.p { h in
            h.state(words.dynamic("consents.state.\(request.state.rawValue)"), kind(request.state))
        }
        answerPage(&h, answer, words)
    } else {
        if let withdrawal = sheet.withdrawal { h.errorSummary(withdrawal.problems, words) }
        h.pageHead(
            request.facts.employee,
            lead: words(
                "answer.asks",
                [
                    "provider": request.facts.provider, "employer": request.facts.employer,
                ]
            )
        )
        h.health(
            kind(request.state),
            words.dynamic("consents.state.\(request.state.rawValue)"),
            [words.dynamic("consents.means.\(request.state.rawValue)")]
        )
        requestFacts(&h, request, words)
        if let path = sheet.receiptPath {
            h.p { h in h.mainButton(words("consents.receipt"), to: path) }
        }
    }
    h.part(words("consents.asked-of")) { h in
        h.p(
            (sheet.passedBy + [request.giverName.isEmpty ? request.giverEmail : request.giverName])
                .joined(separator: " → ")
        )
    }
    if let withdrawal = sheet.withdrawal { withdrawalForm(&h, withdrawal, words) }
    h.part(words("consents.history")) { h in h.history(sheet.history) }
    h.p { h in h.a(words("consents.back"), .href(sheet.listPath)) }
}
