import Base
import HTML
import HTTP
import Interface
import Terms
import Wording

/// The fields of an order; of several associations one is chosen, and times lie after `now`.
func orderFields(of associations: [Association], now: Instant) -> FieldList<EngagementDraft> {
    let fields = engagementFields(now: now)
    return FieldList(
        associations.isEmpty ? fields : [.field(associationField(associations))] + fields
    )
}

/// What stands in the form of a new order: nothing that somebody would have to notice.
func orderTemplate(of associations: [Association]) -> Form {
    [
        "partnership": associations.count == 1 ? associations[0].partnership.text : "",
        "experts": "1",
    ]
}

private func associationField(_ associations: [Association]) -> Field<EngagementDraft> {
    let choices = associations.map { Choice($0.partnership.text, $0.name) }
    return Field<EngagementDraft>(
        "partnership",
        "order.association",
        Field<EngagementDraft>.Parts(
            read: { entry, draft in
                draft.partnership = entry.typed("partnership")
                if !choices.contains(where: { $0.value == draft.partnership }) {
                    entry.problem("partnership", entry.words("form.problem.choice"))
                }
            },
            pairs: { [Form.Pair("partnership", $0.partnership)] },
            write: { h, entry in
                h.select(
                    "partnership",
                    label: entry.words("order.association"),
                    choices: choices,
                    chosen: entry.typed("partnership"),
                    empty: choices.count == 1 ? nil : entry.words("order.association.choose"),
                    problem: entry.problems["partnership"]
                )
            },
            text: { draft, _ in
                associations.first { $0.partnership.text == draft.partnership }?.name ?? ""
            },
            logged: { draft in
                let chosen = associations.first { $0.partnership.text == draft.partnership }
                return [("partner", chosen?.name ?? "")]
            }
        )
    )
}
