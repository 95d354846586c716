import Access
public import Base
public import HTML
public import Interface
import Wording

/// What one list finds by a text: its first rows, as the list shows them.
public struct Found {
    /// How many rows of a list are shown.
    static let rowsMax = 5
    /// How far a list is walked to count what an index does not.
    static let countMax = 100

    /// The list's name.
    public let title: String
    /// How many rows it has found; with a plus when there are more than are counted.
    public let count: String
    /// Where all of them are; nil when all are shown.
    public let all: String?
    /// Writes the rows.
    public let write: (inout HTML) -> Void
}

extension Visit {
    /// What the lists find by a text whose pages are open to the visitor, each within the visitor's reach.
    public func found(by term: String) throws(Failure) -> [Found] {
        var (found, paths): ([Found], Set<String>) = ([], [])
        for (listing, door) in openListings where listing.reaches.contains(scope(of: door.needs)) {
            guard let search = listing.shape.search, search.condition == nil,
                paths.insert("\(listing.shape.path)").inserted,
                let rows = try listing.find(self, try permit(for: door.needs), term)
            else { continue }
            found.append(rows)
        }
        return found
    }

    /// The pages of the space and what can be done in it, of which every word of a text is in the title; all of
    /// them for none.
    public func pages(by term: String) -> [NextStep] {
        let wanted = term.lowercased().replacing("-", with: "").split(separator: " ")
        return links(site.menu + site.acts, site, visitor, words)
            .filter { link in
                let title = link.title.lowercased().replacing("-", with: "")
                return wanted.allSatisfy { title.contains($0) }
            }
            .map { NextStep($0.title, $0.path) }
    }
}
