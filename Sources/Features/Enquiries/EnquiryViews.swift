import Base
import HTML
import Interface
import Terms
import Wording

/// The association's own text, and the form to ask.
func coOperationView(
    _ h: inout HTML,
    _ text: String,
    _ form: FormView,
    privacy: String,
    _ words: Words
) {
    for line in text.split(separator: "\n") { h.p(String(line)) }
    h.part(words("enquiries.form")) { h in
        h.p(words("enquiries.lead"))
        h.form(form)
        h.p { h in h.a(words("enquiries.privacy"), .href(privacy)) }
    }
}

/// Whether anybody finds the form.
func doorNote(_ h: inout HTML, _ door: String?, _ words: Words) {
    h.p(.class("soft")) { h in
        if let door {
            h.text(words("public-texts.open") + " ")
            h.a(words("public-texts.look"), .href(door))
        } else {
            h.text(words("public-texts.shut"))
        }
    }
}

/// What a coordinator can do with an enquiry besides answering it.
enum EnquiryStep: String, CaseIterable, Sendable {
    case partner
    case closed
    case reopened

    /// The steps from where an enquiry stands.
    static func from(_ state: EnquiryState) -> [EnquiryStep] {
        switch state {
        case .new: [.closed]
        case .answered: [.partner, .closed]
        case .closed: [.reopened]
        case .partner, .erased: []
        }
    }
}

/// An enquiry: who asks and what, the answer, and what comes next.
func enquiryView(
    _ h: inout HTML,
    _ form: FormView,
    _ enquiry: ReadEnquiry,
    _ request: KeptSpaceRequest?,
    contact: String,
    at path: String,
    list: String,
    partnerships: String,
    once: () -> String,
    _ words: Words
) {
    h.wayBack(words("enquiries.title"), to: list)
    let isErased = enquiry.state == .erased
    h.pageHead(
        isErased ? words("enquiries.nameless") : enquiry.organisation,
        lead: words("enquiries.came", ["time": words.moment(enquiry.sentAt)])
    ) { h in
        h.state(
            words.dynamic("enquiries.state.\(enquiry.state.rawValue)"),
            enquiry.state.look
        )
    }
    h.p(words.dynamic("enquiries.next.\(enquiry.state.rawValue)"))
    h.part(words("enquiries.wish")) { h in paragraphs(&h, enquiry.wish) }
    h.part(words("enquiries.use")) { h in paragraphs(&h, enquiry.use) }
    if !isErased {
        h.part(words("enquiries.asker")) { h in
            h.facts { h in
                h.fact(words("enquiries.name"), enquiry.name)
                h.fact(words("enquiries.email")) { h in
                    h.mailLink(enquiry.email)
                }
                if !enquiry.phone.isEmpty {
                    h.fact(words("enquiries.phone")) { h in
                        h.a(Phone.shown(enquiry.phone), .href("tel:\(enquiry.phone)"))
                    }
                }
                h.fact(
                    words("enquiries.language"),
                    words.dynamic("interface.language.\(enquiry.language.rawValue)")
                )
            }
        }
    }
    if let time = enquiry.answeredAt, !isErased {
        h.part(words("enquiries.answered", ["time": words.moment(time)])) { h in
            paragraphs(&h, enquiry.answer)
        }
    }
    // Who has typed an answer while another coordinator was first keeps it before their eyes.
    if enquiry.state == .new || !form.entry.isSound {
        h.part(words("enquiries.answer")) { h in
            h.p(
                contact.isEmpty
                    ? words("enquiries.goes.without") : words("enquiries.goes", ["email": contact])
            )
            h.form(form)
        }
    }
    if let request, !isErased {
        h.p(
            words.dynamic(
                "space-requests.state.\(request.state.rawValue)",
                [
                    "business_id": request.businessID,
                    "day": words.date((request.decidedAt ?? request.askedAt).inFinland.day),
                ]
            )
        )
    }
    if enquiry.state == .partner {
        h.p { h in h.a(words("enquiries.to-partnerships"), .href(partnerships)) }
    }
    h.buttons { h in
        if enquiry.state == .answered, request?.stands != true {
            h.button(words("space-requests.propose"), to: "\(path)/space")
        }
        for step in EnquiryStep.from(enquiry.state) {
            h.act(action: "\(path)/state", once: once()) { h in
                h.hiddenField("to", step.rawValue)
                h.submitButton(words.dynamic("enquiries.to.\(step.rawValue)"))
            }
        }
    }
}

private func paragraphs(_ h: inout HTML, _ text: String) {
    for line in text.split(separator: "\n") { h.p(String(line)) }
}
