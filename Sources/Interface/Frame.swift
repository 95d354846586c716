public import Wording

/// What surrounds every page: the space, what the role can do, the account and the last act's
/// outcome.
public struct Frame: Sendable {
    /// The words of the page's language.
    public var words: Words
    /// Path and query of this page, for the links to the other languages.
    public var path: String
    /// The form that the links to the other languages send again, on a page that answers a form.
    public var languageForm: LanguageForm?
    /// The space's name; the house's own where there is no space.
    public var spaceName: String
    /// The short name that stands in its place at the head of the pages; empty for none.
    public var shortName: String
    /// Where the name of a letter's sender leads: a provider's to its open courses; nil for nowhere.
    public var senderPath: String?
    /// The space in the path, or nil outside the spaces.
    public var spaceSlug: String?
    /// What kind of space it is, in words.
    public var spaceKind: String
    /// What this role can do, in order.
    public var rail: [RailItem]
    /// The account's spaces, for the switcher.
    public var spaces: [SpaceLink]
    /// Who is signed in; nil for nobody.
    public var accountName: String?
    /// The role in this space, in words.
    public var roleTitle: String
    /// What happened by the last act.
    public var notice: Notice?
    /// What the page is, for who asks.
    public var help: PageHelp?
    /// What a page that is open to anybody is about, for those who find it or are sent to it; nil for all other pages.
    public var summary: String?
    /// Addresses of style sheets.
    public var styles: [String]
    /// Addresses of script modules.
    public var scripts: [String]
    /// The path of the picture that stands for the site in tabs and bookmarks.
    public var icon: String?
    /// Whether the space is for trying out.
    public var isDemo: Bool

    /// The frame of a page.
    public init(
        words: Words,
        path: String,
        spaceName: String,
        shortName: String = "",
        senderPath: String? = nil,
        spaceSlug: String? = nil,
        spaceKind: String = "",
        rail: [RailItem] = [],
        spaces: [SpaceLink] = [],
        accountName: String? = nil,
        roleTitle: String = "",
        notice: Notice? = nil,
        help: PageHelp? = nil,
        styles: [String] = [],
        scripts: [String] = [],
        icon: String? = nil,
        isDemo: Bool = false
    ) {
        self.words = words
        self.path = path
        self.spaceName = spaceName
        self.shortName = shortName
        self.senderPath = senderPath
        self.spaceSlug = spaceSlug
        self.spaceKind = spaceKind
        self.rail = rail
        self.spaces = spaces
        self.accountName = accountName
        self.roleTitle = roleTitle
        self.notice = notice
        self.help = help
        self.styles = styles
        self.scripts = scripts
        self.icon = icon
        self.isDemo = isDemo
    }
}

extension Frame {
    /// Where the space is searched; nil outside the spaces, and for who is no member.
    var searchPath: String? { spaceSlug.flatMap { rail.isEmpty ? nil : "/\($0)/search" } }
}

/// A page's form that is sent again when another language is chosen, with what was typed.
public struct LanguageForm: Sendable {
    /// The form's id in the page.
    public var id: String
    /// Where it is sent; the language goes into the query, and the button's name says that nothing else is meant.
    public var action: String
    /// The name of the buttons.
    public static let turn = "turn"

    /// A form that can be sent again.
    public init(id: String, action: String) {
        self.id = id
        self.action = action
    }
}

/// One thing that this role can do.
public struct RailItem: Sendable {
    /// Its name.
    public var title: String
    /// Where it is.
    public var path: String
    /// Whether this page belongs to it.
    public var isCurrent: Bool

    /// An item of the rail.
    public init(title: String, path: String, isCurrent: Bool = false) {
        self.title = title
        self.path = path
        self.isCurrent = isCurrent
    }
}

/// A space that the account can enter.
public struct SpaceLink: Sendable {
    /// The space's name.
    public var name: String
    /// Where it opens.
    public var path: String
    /// Whether it is this one.
    public var isCurrent: Bool

    /// A link of the switcher.
    public init(name: String, path: String, isCurrent: Bool = false) {
        self.name = name
        self.path = path
        self.isCurrent = isCurrent
    }
}

/// What a page is, in sentences.
public struct PageHelp: Sendable {
    /// What it is for.
    public var what: String
    /// What the log tells of a look at it.
    public var log: String
    /// Whom to ask, where there is no address.
    public var ask: String
    /// The address that answers; empty for none.
    public var email: String

    /// The help of a page.
    public init(what: String, log: String, ask: String, email: String) {
        self.what = what
        self.log = log
        self.ask = ask
        self.email = email
    }
}

/// A sentence that says what happened.
public struct Notice: Sendable {
    /// How it went.
    public enum Kind: Sendable {
        /// As was asked.
        case done
        /// Not as was asked.
        case problem
    }

    /// How it went.
    public var kind: Kind
    /// What happened, what was kept, what to do.
    public var sentence: String

    /// How it is taken back; nil where it cannot be.
    public var undo: Undo?

    /// A button that takes back what was done.
    public struct Undo: Sendable {
        let title: String
        let path: String
        let once: String

        /// `path` is where its form goes, with the key `once`.
        public init(_ title: String, to path: String, once: String) {
            (self.title, self.path, self.once) = (title, path, once)
        }
    }

    /// A notice above the page's content.
    public init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }
}

extension Words {
    /// What somebody under a role is, where nobody says how far they have come: at a provider the role begins with an
    /// application.
    public func roleTitle(_ role: String) -> String {
        role == "expert" ? self("standing.any") : dynamic("role.\(role)")
    }
}
