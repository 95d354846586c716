package import Base
import HTML
import HTTP
package import Interface
package import Terms
import Wording

/// What can be done with a request; by a link, each needs a code from a second mail.
package enum AnswerStep: String, CaseIterable, Sendable {
    case decision
    case delegation
    case withdrawal
}

package enum YesOrNo: String, CaseIterable, Sendable {
    case yes
    case no
}

/// What is typed under a request: an answer, the colleague to whom it is passed on, or the name under a withdrawal.
package struct AnswerForm: Sendable {
    /// What it is about, as it stands now.
    package let about: ConsentCase
    package var consent: YesOrNo?
    package var support: Set<Support> = []
    package var contact = ""
    package var name = ""
    package var colleague = ""
    package var address = ""
    package var code = ""
    /// The language in which the text was shown.
    package var shown = Language.finnish

    package init(about: ConsentCase) { self.about = about }

    /// The answer that was typed.
    package var answer: ConsentAnswer {
        ConsentAnswer(consents: consent == .yes, support: support, contact: contact, name: name)
    }
}

extension ConsentCase {
    /// The fields of a step.
    ///
    /// `asksTwice`: an answer without the working time that was asked for has to be meant.
    package func fields(_ step: AnswerStep, asksTwice: Bool = false) -> FieldList<AnswerForm> {
        switch step {
        case .decision: decisionFields(asksTwice)
        case .delegation: delegationFields
        case .withdrawal:
            FieldList(.signature("name", \.name, "answer.name", help: "answer.name.help"))
        }
    }

    private func decisionFields(_ asksTwice: Bool) -> FieldList<AnswerForm> {
        let asked = request.asked
        var fields: [Field<AnswerForm>] = [
            .choice(
                "consent",
                \.consent,
                "answer.consent",
                words: "answer.consent",
                isOnCards: true
            )
        ]
        let ticks = asked.subtracting([.contact]).sorted()
        if !ticks.isEmpty { fields.append(.support(ticks)) }
        if asked.contains(.contact) {
            fields.append(
                .line(
                    "contact",
                    \.contact,
                    "answer.contact",
                    help: "answer.contact.help",
                    limit: Limits.nameCharactersMax,
                    isRequired: false
                )
            )
        }
        fields.append(.signature("name", \.name, "answer.name", help: "answer.name.help"))
        if asksTwice { fields.append(.sure(asked)) }
        return FieldList(fields.map { .field($0) })
    }

    private var delegationFields: FieldList<AnswerForm> {
        let link = link
        return FieldList(
            .name("colleague", \.colleague, "answer.delegation.name").checked { entry, _ in
                if link.map(\.canBePassedOn) == false {
                    entry.problem("colleague", entry.words("answer.delegation.often"))
                }
            },
            .email("address", \.address, "answer.delegation.address").checked { entry, form in
                if !form.address.isEmpty, form.address == link?.email {
                    entry.problem("address", entry.words("answer.delegation.same"))
                }
            }
        )
    }
}

extension Field where Value == AnswerForm {
    /// The code of the second mail; what was typed is not shown again.
    package static func code(sentTo address: String) -> Field {
        Field(
            "code",
            "answer.code",
            Parts(
                read: { entry, form in form.code = entry.secret("code") },
                pairs: { _ in [] },
                write: { h, entry in
                    let words = entry.words
                    h.codeField(
                        "code",
                        label: words("answer.code"),
                        help: words("answer.code.help", ["address": address]),
                        problem: entry.problems["code"]
                    )
                },
                text: { _, _ in "" }
            )
        )
    }

    /// What was asked, as boxes; what was not asked is not read.
    fileprivate static func support(_ asked: [Support]) -> Field {
        Field(
            "support",
            "answer.support",
            Parts(
                read: { entry, form in
                    let ticked = entry.form.all("support").compactMap(Support.init(rawValue:))
                    form.support = Set(ticked).intersection(asked)
                },
                pairs: { form in
                    form.support.sorted().map { Form.Pair("support", $0.rawValue) }
                },
                write: { h, entry in
                    let words = entry.words
                    h.checkboxCards(
                        "support",
                        label: words("answer.support"),
                        choices: asked.map {
                            Choice($0.rawValue, words.dynamic("answer.promise.\($0.rawValue)"))
                        },
                        chosen: entry.form.all("support"),
                        help: words("answer.support.help"),
                        problem: entry.problems["support"]
                    )
                },
                text: { form, words in words.supports(form.support) }
            )
        )
    }

    /// The language of the text that stands on the page: that is the text which is answered to.
    package static var shown: Field {
        Field(
            "shown",
            "answer.text",
            Parts(
                read: { entry, form in
                    form.shown = Language(rawValue: entry.secret("shown")) ?? entry.words.language
                },
                pairs: { _ in [] },
                write: { h, entry in h.hiddenField("shown", entry.words.language.rawValue) },
                text: { _, _ in "" }
            )
        )
    }

    /// The box under an answer without working time, once it has been sent without.
    fileprivate static func sure(_ asked: Set<Support>) -> Field {
        Field(
            "sure",
            "answer.without-working-time.sure",
            Parts(
                read: { entry, form in
                    guard entry.isSound, !entry.isTicked("sure"),
                        form.answer.state(asked: asked) == .withoutSupport
                    else { return }
                    entry.problem("sure", entry.words("answer.without-working-time"))
                },
                pairs: { _ in [] },
                write: { h, entry in
                    guard let problem = entry.problems["sure"] else { return }
                    let label = entry.words("answer.without-working-time.sure")
                    h.checkbox("sure", label: label, problem: problem)
                },
                text: { _, _ in "" }
            )
        )
    }
}
