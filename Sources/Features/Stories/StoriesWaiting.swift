import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// A story on Today.
private struct WaitingStory: Sendable {
    enum Why: String, Sendable {
        /// Its reader is asked for an answer.
        case asked
        /// Every side has approved it, and it can be published.
        case approved
        case declined
        /// It was public, and is not any more.
        case gone
    }

    let id: ID<Story>
    let title: String
    let why: Why
    let since: Instant
}

extension WaitingStory.Why: ColumnValue {}

/// Whom a story is about is asked; a coordinator sees what can be published, and what became of the others.
@Sendable func waitingStories(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard let kind = visit.visitor.space?.kind, kind == .association || kind == .provider,
        visit.may(.storyWrite)
    else { return [] }
    let words = visit.words
    let coordinates = visit.scope(of: .storyWrite) == .all
    return [
        Ask.all(
            .waitingStories,
            visit.visitor.actor.person,
            coordinates,
            Limits.messageNewsDays
        ).each { row in
            let why = row.why.rawValue
            return WaitingSince(
                since: row.since,
                as: row.why == .gone ? .news : .act,
                WaitingTask(
                    what: words.dynamic("stories.today.\(why)", ["title": row.title]),
                    when: words.waited(since: row.since),
                    step: NextStep(
                        words.dynamic("stories.today.\(why).step"),
                        visit.here("/manuscripts/\(row.id)")
                    )
                )
            )
        }
    ]
}

/// The stories about somebody, on the page of the person: to the coordinators, and to the person.
@Sendable func storiesOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    let isOwn = person == visit.visitor.actor.person
    guard let kind = visit.visitor.space?.kind, kind == .association || kind == .provider,
        visit.may(.storyWrite), isOwn || visit.scope(of: .storyWrite) == .all
    else { return [] }
    let (words, base) = (visit.words, visit.here("/manuscripts"))
    let new = visit.here("/people/\(person)/story")
    return [
        Ask.all(.storiesOfPerson, person).map { stories in
            PersonPart(shows: stories.isEmpty ? [] : [.story]) { h in
                h.stories(stories, at: base, new: new, words)
            }
        }
    ]
}

// MARK: Statements

extension Statement where Result == WaitingStory {
    /// What waits for somebody (`$2`), and for a coordinator (`$3`), with what was taken back within so many days (`$4`).
    fileprivate static let waitingStories = Statement(
        """
        select s.id, case w.why when 'gone' then '' else v.title end as title, w.why, s.changed_at as since
          from story s
          join story_version v on v.tenant_id = $1 and v.story_id = s.id and v.version = s.version
          cross join lateral (select case
            when s.state = 'proposed' and s.person_id = $2::uuid and not exists (select from story_approval a
              where a.tenant_id = $1 and a.story_id = s.id and a.version = s.version and a.side = 'person') then 'asked'
            when not $3::boolean then null
            when s.state = 'proposed' and story_approved($1, s.id, s.version, 'text') then 'approved'
            when s.state = 'declined' then 'declined'
            when s.state = 'taken-back' and s.published_at is not null
              and s.changed_at > moment() - make_interval(days => $4::integer) then 'gone'
            end as why) w
         where s.tenant_id = $1 and s.state in ('proposed', 'declined', 'taken-back') and w.why is not null
         order by s.changed_at, s.id limit 20
        """,
        WaitingStory.init,
        "id",
        "title",
        "why",
        "since"
    )
}

extension Statement where Result == ListedStory {
    /// The stories about a person (`$5`) within reach, newest first.
    fileprivate static let storiesOfPerson = Statement(
        within: .reach,
        """
        select s.id, s.person_id, (p.id, p.given_name || ' ' || p.family_name) as name,
            case s.state when 'taken-back' then '' else v.title end as title, s.state, s.created_at, s.changed_at
          from people_within($2, $3, $4) p
          join story s on s.tenant_id = $1 and s.person_id = p.id
          join story_version v on v.tenant_id = $1 and v.story_id = s.id and v.version = s.version
         where p.tenant_id = $1 and p.id = $5 order by s.changed_at desc, s.id limit 20
        """,
        ListedStory.init,
        "id",
        "person_id",
        "name",
        "title",
        "state",
        "created_at",
        "changed_at"
    )
}
