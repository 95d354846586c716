public import Access
public import Audit
public import Base
public import HTML
public import Interface
public import Store
public import Terms

/// What a slice gives to the house: its doors, its place in the menu, and what of its matters waits for somebody.
public struct Feature: Sendable {
    /// The slice's name, such as `people`.
    public let name: String
    /// The doors of the slice.
    public let routes: [Route]
    /// Links to the slice in the rail.
    public let menu: [MenuItem]
    /// Pages that do something, for the search alone: `new course`.
    public let acts: [MenuItem]
    /// What asks for the matters of the slice that wait for somebody.
    public let waiting: [Waiting]
    /// The lists of the slice.
    public let listings: [AnyListing]
    /// What the slice does to many rows of a list at once.
    public let bulk: [BulkAct]
    /// What of its acts can be taken back.
    public let undos: [Undo]
    /// Statements over the columns of declared fields, for trying each on the schema.
    public let statements: [String]
    /// What the slice adds to the page of a person.
    public let ofPerson: [OfPerson]
    /// What has to be known wherever a person stands on a page of their own or of their matter: what waits, alone.
    public let notices: [OfPerson]
    /// The kinds of letter that the slice receives, with what each causes.
    public let receives: [LetterReceiver]
    /// What the slice does by itself when its time has come.
    public let jobs: [ScheduledJob]

    /// What asks, in the reader's own transaction, what waits for them: all that is asked goes out together.
    public typealias Waiting =
        @Sendable (Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>]

    /// What asks, in the reader's own transaction, what the slice tells of a person: all that is asked goes out together.
    public typealias OfPerson =
        @Sendable (Visit, ID<Person>) throws(Failure) -> [MappedAsk<PersonPart>]

    /// A slice with its doors; everything else may be left out.
    public init(
        _ name: String,
        routes: [Route],
        menu: [MenuItem] = [],
        acts: [MenuItem] = [],
        waiting: [Waiting] = [],
        listings: [AnyListing] = [],
        bulk: [BulkAct] = [],
        undos: [Undo] = [],
        statements: [String] = [],
        ofPerson: [OfPerson] = [],
        notices: [OfPerson] = [],
        receives: [LetterReceiver] = [],
        jobs: [ScheduledJob] = []
    ) {
        self.name = name
        self.routes = routes
        self.menu = menu
        self.acts = acts
        self.waiting = waiting
        self.listings = listings
        self.bulk = bulk
        self.undos = undos
        self.statements = statements
        self.ofPerson = ofPerson
        self.notices = notices
        self.receives = receives
        self.jobs = jobs
    }
}

/// What a slice tells on the page of a person.
public struct PersonPart {
    /// The groups of personal data that it shows, beside those of the page itself.
    public let shows: [FieldGroup]
    /// What waits for the reader.
    public let tasks: [WaitingTask]
    /// Writes it on the page.
    public let write: (inout HTML) -> Void

    /// A part of the page.
    public init(
        shows: [FieldGroup] = [],
        tasks: [WaitingTask] = [],
        write: @escaping (inout HTML) -> Void
    ) {
        self.shows = shows
        self.tasks = tasks
        self.write = write
    }

    /// There is nothing to tell: no heading either.
    public static var nothing: PersonPart { PersonPart { _ in } }
}

extension Visit {
    /// What asks, in the visitor's own transaction, for all that waits for them.
    public var waiting: [MappedAsk<[WaitingSince]>] {
        get throws(Failure) {
            var asks: [MappedAsk<[WaitingSince]>] = []
            for waiting in site.features.flatMap(\.waiting) { asks += try waiting(self) }
            return asks
        }
    }
}

/// Something that stands on the Today page, with how long it has.
public struct WaitingSince: Sendable {
    /// What it is to the reader.
    public enum Kind: Sendable {
        /// It waits for an act of the reader's, and is counted.
        case act
        /// It goes on now: a course, an afternoon.
        case underWay
        /// It is only worth knowing.
        case news
    }

    /// What it is to the reader.
    public let kind: Kind
    /// Since when it has waited.
    public let since: Instant
    /// What waits, as the Today page shows it.
    public let task: WaitingTask
    /// What the log tells that was seen with the task, where a name stands in it.
    public let about: Object?
    /// The kind of notice that tells of it.
    public let notice: MailKind

    /// A task and the moment since which it has waited.
    public init(
        since: Instant,
        as kind: Kind = .act,
        about: Object? = nil,
        told notice: MailKind = .waiting,
        _ task: WaitingTask
    ) {
        self.kind = kind
        self.notice = notice
        self.since = since
        self.about = about
        self.task = task
    }
}

/// A link of the rail, shown to those who may follow it: permission and kinds of space are those of its door.
public struct MenuItem: Sendable {
    /// Wording key of its title.
    public let title: StaticString
    /// What follows the space's slug: `/people`.
    public let path: String
    /// How wide the permission must be: a page for all of the space is no use to who sees their own alone.
    public let scopeMin: Scope
    /// How wide it may be at most: who sees everybody needs no link to their own page.
    public let scopeMax: Scope
    /// Whether it is of use only to those who stand in the space's register.
    public let isForPersons: Bool
    /// Order in the rail, smallest first.
    public let place: Int

    /// A link to a door, for every reach except for what is said.
    public init(
        _ title: StaticString,
        _ path: String,
        scopeMin: Scope = .own,
        scopeMax: Scope = .all,
        isForPersons: Bool = false,
        place: Int = 0
    ) {
        self.title = title
        self.path = path
        self.scopeMin = scopeMin
        self.scopeMax = scopeMax
        self.isForPersons = isForPersons
        self.place = place
    }
}
