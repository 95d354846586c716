public import Base
import HTTP
public import Scenes

/// Every page that somebody comes to by following what the pages show: links, forms that only ask, and where they lead.
///
/// A list's page is opened once for each value that a filter has, and for the first few places of a pager.
public struct Crawl {
    /// How often one list is opened for values without an end, such as the places of its pager.
    static let placesMax = 2
    /// How often one list is opened for the values of a filter.
    static let choicesMax = 12
    /// How many entries of a log are opened for one reader: they are made alike.
    static let logEntriesMax = 10
    /// How many of a register's own pages of one kind are opened for one reader.
    static let likeMax = 30
    /// How many forms of one kind are gathered for one reader: rows differ in what they allow.
    static let formsMax = 3

    /// The pages that opened, each once.
    public private(set) var opened: [String] = []
    /// The forms that the pages show, each with its page: a few of each kind.
    public private(set) var forms: [(page: String, form: PageForm)] = []
    /// The pages and files on which the word stands that was looked for.
    public private(set) var telling: [String] = []
    /// What was behind a link and should not be: a fault, a refusal, nothing at all.
    public private(set) var dead: [String] = []

    private let house: TestHouse
    private let token: String?
    private let word: String?
    private var waiting: [(path: String, from: String)] = []
    private var seen: Set<String> = []
    private var counts: [String: Int] = [:]

    /// Follows every link from a few first pages on, as whoever holds the session's token; nil for nobody.
    ///
    /// Pages on which `word` stands are remembered.
    public init(
        _ house: TestHouse,
        token: String?,
        from first: [String],
        lookingFor word: String? = nil
    ) throws(Failure) {
        self.house = house
        self.token = token
        self.word = word
        for path in first { add(path, from: "outside", on: "/") }
        while let next = waiting.popLast() { try open(next.path, from: next.from) }
    }

    private mutating func open(_ path: String, from: String) throws(Failure) {
        var fields: Fields = ["host": "localhost"]
        if let token { fields.append("cookie", "vakka=\(token)") }
        let faults = house.faults.all.count
        let page = try house.ask(Request(.get, path, fields: fields))
        if (300..<400).contains(page.status) {
            opened.append(path)
            return add(page.location, from: path, on: path)
        }
        guard page.status == 200 else {
            let why = house.faults.all.dropFirst(faults).joined(separator: "; ")
            return dead.append("\(page.status) \(path), linked from \(from) \(why)")
        }
        opened.append(path)
        if let word, page.text.contains(word) { telling.append(path) }
        let type = page.response.fields.first("content-type") ?? ""
        guard type.hasPrefix("text/html") else { return }
        for tag in tags(page.text) where tag.name == "a" && tag.has("href") {
            add(tag["href"], from: path, on: path)
        }
        for form in PageForm.all(in: page.text) {
            let kind = "\(Crawl.like(form.action)) \(form.names)"
            if seen.insert("\(form.action) \(kind)").inserted, isBelow(Crawl.formsMax, kind) {
                forms.append((path, form))
            }
        }
        for form in PageForm.searches(in: page.text) {
            for query in form.questions { add("\(form.action)?\(query)", from: path, on: path) }
        }
    }

    /// Puts an address on the list, unless it leads out of the house or nothing new is behind it.
    private mutating func add(_ address: String, from: String, on page: String) {
        let address = String(address.prefix { $0 != "#" })
        guard !address.isEmpty, let whole = resolved(address, on: page) else { return }
        let parts = whole.split(separator: "?", maxSplits: 1).map(String.init)
        guard let path = parts.first, isNew(path, parts.count > 1 ? parts[1] : "") else { return }
        waiting.append((whole, from))
    }

    private func resolved(_ address: String, on page: String) -> String? {
        if address.hasPrefix("/") { return address.hasPrefix("//") ? nil : address }
        if address.hasPrefix("?") { return page.prefix { $0 != "?" } + address }
        return nil
    }

    private mutating func isNew(_ path: String, _ query: String) -> Bool {
        let pairs = query.split(separator: "&").map(String.init).filter {
            !$0.hasPrefix("did=") && !$0.hasSuffix("=")
        }
        let like = Crawl.like(path)
        guard !pairs.isEmpty else {
            guard seen.insert(path).inserted else { return false }
            guard like.contains("{id}") else { return true }
            let isEntry = like.hasSuffix("/log/{id}")
            return isBelow(isEntry ? Crawl.logEntriesMax : Crawl.likeMax, like)
        }
        // A page shown for two questions at once shows nothing that it does not show for each.
        var isNew = false
        for pair in pairs {
            let name = pair.prefix { $0 != "=" }
            // One page of a kind tells how all of the kind are in another language.
            let place = name == "language" ? like : path
            guard !seen.contains("\(place)?\(pair)") else { continue }
            let isOpen = pair.utf8.count - name.utf8.count > 24 || endless.contains(String(name))
            guard isBelow(isOpen ? Crawl.placesMax : Crawl.choicesMax, "\(place)?\(name)") else {
                continue
            }
            seen.insert("\(place)?\(pair)")
            isNew = true
        }
        return isNew
    }

    /// A path with its ids masked: what is alike has the same.
    public static func like(_ path: String) -> String {
        let parts = path.prefix { $0 != "?" }.split(separator: "/")
        return "/" + parts.map { ID<Event>(String($0)) == nil ? $0 : "{id}" }.joined(separator: "/")
    }

    private mutating func isBelow(_ most: Int, _ key: String) -> Bool {
        counts[key, default: 0] += 1
        return counts[key, default: 0] <= most
    }
}

/// Names of values that have no end.
private let endless: Set<String> = ["after", "before", "from", "next", "until", "person", "q"]

extension PageForm {
    /// What a form that only asks can ask, a question for each choice.
    var questions: [String] {
        let kept = fields.filter { $0.kind == .hidden }.map { Form.Pair($0.name, $0.value) }
        let asked = fields.filter { $0.kind != .hidden }.flatMap { field in
            switch field.kind {
            case .text: [Form.Pair(field.name, field.value.isEmpty ? "a" : field.value)]
            default: field.choices.map { Form.Pair(field.name, $0.value) }
            }
        }
        return asked.map { Form(kept + [$0]).encoded }
    }
}
