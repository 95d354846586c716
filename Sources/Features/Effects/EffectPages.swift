import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// What somebody answers.
private struct NewEffect: Sendable {
    var answer: EffectAnswer?
}

private let expertFields = FieldList<NewEffect>(
    .choice(
        "answer",
        \.answer,
        "effect.answer",
        asks: "effect.expert",
        words: "effect.expert",
        isOpen: true
    )
)

private let partnerFields = FieldList<NewEffect>(
    .choice(
        "answer",
        \.answer,
        "effect.answer",
        asks: "effect.partner",
        words: "effect.partner",
        isOpen: true
    )
)

@Sendable func showExpertQuestion(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(expertPage)
}

@Sendable func answerAsExpert(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Offer> = try visit.id()
    return try visit.submit(expertPage) { (db, page, new, _) throws(Failure) in
        try count(new, of: id, db)
        // That one has answered, and not what.
        return .done(
            Entry(.offerEffectTold, of: Object(id)),
            to: page.back,
            did: "effect.done.thanks"
        )
    }
}

@Sendable func showPartnerQuestion(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(partnerPage)
}

@Sendable func answerAsPartner(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Engagement> = try visit.id()
    return try visit.submit(partnerPage) { (db, page, new, _) throws(Failure) in
        try count(new, of: id, db)
        return .done(
            Entry(.orderEffectTold, of: Object(id)),
            to: page.back,
            did: "effect.done.thanks"
        )
    }
}

private func expertPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewEffect> {
    let id: ID<Offer> = try visit.id()
    return try page(id, "/offers/\(id)", expertFields, .offerRead, visit, db)
}

private func partnerPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewEffect> {
    let id: ID<Engagement> = try visit.id()
    return try page(id, "/orders/\(id)", partnerFields, .engagementRead, visit, db)
}

private func page<Of>(
    _ id: ID<Of>,
    _ path: String,
    _ fields: FieldList<NewEffect>,
    _ look: Action,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewEffect> {
    let words = visit.words
    let matter = try db.one(.effectMatter, id)
    let back = visit.here(path)
    var page = FormPage(
        words("effect.title"),
        lead: matter.title,
        fields,
        NewEffect(),
        isNew: true,
        action: "\(back)/effect",
        save: words("effect.do"),
        back: back,
        look: Entry(look, of: Object(id, matter.title))
    )
    if visit.isChanging { page.refusal = matter.refusal }
    page.wayBack = (matter.title, back)
    page.content = { h, form in
        if matter.refusal == nil || !form.entry.isSound || !form.entry.typed("answer").isEmpty {
            h.p(words("effect.what"), .class("soft"))
            h.form(form)
        } else {
            h.p(words(matter.isAnswered ? "effect.thanks" : "effect.not-yet"))
        }
    }
    return page
}

private func count<Of>(
    _ new: NewEffect,
    of id: ID<Of>,
    _ db: borrowing Transaction
) throws(Failure) {
    guard let answer = new.answer else { throw .refused(.malformed) }
    try db.run(.giveEffect, id, answer.rawValue)
}

/// What one is asked about.
private struct EffectMatter: Sendable {
    let title: String
    let isDone: Bool
    let isAnswered: Bool

    var refusal: Refusal? {
        isAnswered
            ? .conflict(why: "effect.rule.answered")
            : isDone ? nil : .conflict(why: "effect.rule.not-held")
    }
}

extension Statement where Result == EffectMatter {
    fileprivate static let effectMatter = Statement(
        "select title, is_done, is_answered from effect_matter($2) where $1::uuid = current_tenant()",
        EffectMatter.init,
        "title",
        "is_done",
        "is_answered"
    )
}

extension Statement where Result == Void {
    /// Counts an answer (`$3`) about an offer or an order (`$2`).
    fileprivate static let giveEffect = Statement(
        "select effect_give($2, $3) where $1::uuid = current_tenant()"
    )
}
