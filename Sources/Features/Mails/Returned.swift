import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Wording

/// Somebody whose mail does not arrive.
private struct Returned: Sendable {
    let name: PersonName
    let address: String
    let at: Instant
}

/// Addresses that take no mail wait for the coordinator.
@Sendable func addressesToMend(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.may(.mailRead), visit.scope(of: .personChange) == .all else { return [] }
    let words = visit.words
    return [
        Ask.all(.addressesToMend).each { returned in
            var (path, about): (String, Object?) = (visit.here("/mails"), nil)
            switch returned.name.subject {
            case .person(let id):
                (path, about) = (visit.here("/people/\(id)"), Object(id, returned.name))
            case .member(let id):
                (path, about) = (visit.here("/members/\(id)"), Object(id, returned.name))
            case nil: break
            }
            let task = WaitingTask(
                what: words.sentence("mails.returned.waiting", ["name": returned.name]),
                when: words(
                    "mails.returned.since",
                    ["day": words.onNearDate(returned.at.inFinland.day)]
                ),
                step: NextStep(words("mails.returned.waiting.step"), path)
            )
            return WaitingSince(since: returned.at, about: about, task)
        }
    ]
}

/// That the person's address takes no mail, for who can mend it.
@Sendable func returnedOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    let isOwn = person == visit.visitor.actor.person
    guard visit.scope(of: .personChange) == .all || isOwn else { return [] }
    let words = visit.words
    return [
        Ask.all(.returnedOfPerson, person).map { found in
            let tasks = found.map { returned in
                let (reader, account) = (
                    isOwn ? "own" : "person", isOwn ? "own-account" : "account"
                )
                var step: NextStep?
                if !returned.hasAccount {
                    step = NextStep(
                        words("mails.returned.step"),
                        visit.here("/people/\(person)/edit")
                    )
                } else if !isOwn, visit.may(.memberChange) {
                    step = NextStep(words("mails.returned.invite"), visit.here("/members/new"))
                }
                return WaitingTask(
                    what: words("mails.returned", ["address": returned.address]),
                    when: words.dynamic(
                        "mails.returned.\(returned.hasAccount ? account : reader)",
                        ["day": words.onNearDate(returned.at.inFinland.day)]
                    ),
                    step: step
                )
            }
            return PersonPart(tasks: tasks) { _ in }
        }
    ]
}

/// Tells in the log that a mail did not arrive, about everybody whom its address reaches.
@Sendable func tellReturned(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<Mail>(matter)
    let status = try db.one(.tellReturned, id)
    guard !status.isEmpty else { return [] }
    let reached = try db.all(.reachedBy, id).compactMap(\.subject)
    return [Entry(.mailReturned, of: Object(id, status), about: reached)]
}

/// An address of a person that takes no mail.
private struct ReturnedAddress: Sendable {
    let address: String
    let at: Instant
    /// Whether it is the address of an account, which the register does not change.
    let hasAccount: Bool
}

extension Statement where Result == Returned {
    fileprivate static let addressesToMend = Statement(
        """
        select (person, member, name) as name, address, at from addresses_to_mend()
         where $1::uuid = current_tenant() order by at, address limit 50
        """,
        Returned.init,
        "name",
        "address",
        "at"
    )
}

extension AccountStatement where Result == DueMatter {
    static let returnsDue = AccountStatement(
        "select space, matter from returns_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

extension Statement where Result == String {
    /// Why a mail (`$2`) did not arrive, the first time that it is asked; empty afterwards.
    fileprivate static let tellReturned = Statement(
        "select coalesce(return_tell($2), '') as status where $1::uuid = current_tenant()",
        "status"
    )
}

extension Statement where Result == PersonName {
    /// Whom the address of a mail (`$2`) reaches.
    fileprivate static let reachedBy = Statement(
        """
        select (r.person, r.member, r.name) as name from mailed o cross join lateral reached_at(o.recipient) r
         where o.tenant_id = $1 and o.id = $2
        """,
        "name"
    )
}

extension Statement where Result == ReturnedAddress {
    /// The address at which a person (`$2`) is reached, if it takes no mail.
    fileprivate static let returnedOfPerson = Statement(
        """
        select d.address, d.at, exists (select from reached_at(d.address) r where r.person = $2 and r.member is not null)
               as has_account
          from returned_address d where d.tenant_id = $1 and d.address = person_address($2)
        """,
        ReturnedAddress.init,
        "address",
        "at",
        "has_account"
    )
}
