import Base
import HTML
import Interface
import Wording

/// Pages that use every component, for tests and for looking at.
struct DemoPages {
    let words: Words
    let catalogue: Catalogue

    init(_ language: Language = .finnish) throws(Failure) {
        catalogue = try Catalogue.load(folder: "\(checkout)/Web/wording")
        words = catalogue.words(language, at: Instant(milliseconds: 1_795_266_250_123))
    }

    var all: [(name: String, bytes: [UInt8])] {
        [
            ("today", today), ("list", list), ("empty", empty), ("detail", detail), ("form", form),
            ("log", log), ("matrix", matrix), ("answer", answer), ("receipt", receipt),
        ].map { ($0, $1.bytes) }
    }

    func frame(_ current: String = "Tänään", notice: Notice? = nil) -> Frame {
        let rail = [
            "Tänään", "Kurssit", "Hakemukset", "Suostumukset", "Ihmiset", "Raportit",
            "Jäsenet ja roolit", "Kuka saa tehdä mitä", "Asetukset",
        ]
        return Frame(
            words: words,
            path: "/takk/today?sort=name",
            spaceName: "Malliopisto",
            spaceSlug: "malli",
            spaceKind: "Koulutuksen järjestäjä",
            rail: rail.map {
                RailItem(title: $0, path: "/malli", isCurrent: $0 == current)
            },
            spaces: [
                SpaceLink(name: "Malliopisto", path: "/malli", isCurrent: true),
                SpaceLink(name: "Malliyhdistys", path: "/yhdistys"),
            ],
            accountName: "Kaisa Koe",
            roleTitle: "Koordinaattori",
            notice: notice,
            styles: [
                "1-tokens", "2-base", "3-layout", "4-components", "5-forms", "6-letter",
                "7-utilities",
            ].map { "/styles/\($0).css" },
            scripts: ["matrix", "keys", "forms", "copy", "link"].map { "/scripts/\($0).js" },
            isDemo: true
        )
    }

    var today: HTML {
        housePage(
            title: "Tänään",
            frame: frame(notice: Notice(.done, "Muistutus lähti Työnantaja 1:lle."))
        ) { h in
            h.pageHead("Tänään", lead: "Lauantai 21.11. · neljä asiaa odottaa sinua") { h in
                h.mainButton("Uusi kurssi", to: "/malli/courses/new")
            }
            h.columns { h in
                h.part("Odottaa sinua") { h in
                    h.tasks([
                        WaitingTask(
                            what: "Liisa Malli odottaa työnantajan vastausta",
                            when: "Pyyntö lähti 12 päivää sitten, umpeutuu perjantaina 27.11.",
                            step: NextStep("Muistuta", "/malli/consents/1")
                        ),
                        WaitingTask(
                            what: "3 uutta hakemusta Porin kurssille",
                            when: "Vanhin keskiviikolta 18.11. · paikkoja jäljellä 5",
                            step: NextStep("Avaa", "/malli/applications")
                        ),
                        WaitingTask(
                            what: "Iltapäivän 4 läsnäolot puuttuvat 2 osallistujalta",
                            when: "Tampere, torstai 19.11. klo 13–16",
                            step: NextStep("Merkitse", "/malli/courses/1")
                        ),
                        WaitingTask(
                            what: "Työnantaja peruutti tuen Aleksi Esimerkiltä",
                            when: "Sijainen puuttuu. Ilmoittautuminen on tauolla.",
                            step: NextStep("Katso", "/malli/consents/2")
                        ),
                    ])
                }
            } _: { h in
                h.part("Kurssit nyt") { h in
                    h.list(
                        [
                            ("Tampere, kevät", "Käynnissä", true),
                            ("Pori, syksy", "Haku auki", false),
                        ],
                        caption: "Kurssit nyt",
                        columns: [
                            .link("Kurssi", path: { _ in "/malli" }) { $0.0 },
                            .cell("Tila") { h, row in h.state(row.1, row.2 ? .given : .waiting) },
                        ],
                        words
                    )
                }
                h.part("Viimeksi tapahtunut") { h in h.history(history) }
            }
        }
    }

    var history: [HistoryEntry] {
        [
            HistoryEntry(
                "Kouluttaja Eero E. merkitsi läsnäolot",
                when: "to 19.11. klo 16.10",
                iso: "2026-11-19T14:10:00Z"
            ),
            HistoryEntry("Työnantaja 1 antoi suostumuksen ja tuen", when: "ke 18.11. klo 9.42"),
        ]
    }

    var people: [(id: Int, name: String, place: String, hours: String)] {
        (0..<50).map { index in
            (index, ["Aino Alku", "Liisa Malli", "Onni Testi"][index % 3], "Tampere", "\(index)")
        }
    }

    var list: HTML {
        housePage(title: "Ihmiset", frame: frame("Ihmiset")) { h in
            h.pageHead("Ihmiset", lead: "214 henkilöä") { h in
                h.button("Vie tiedostoon", to: "/malli/people.csv")
                h.mainButton("Uusi henkilö", to: "/malli/people/new")
            }
            h.filters(
                SearchField(action: "/malli/people", label: "Hae nimellä", value: "a\"b"),
                chips: [
                    Chip("Kaikki", "/malli/people", isCurrent: true),
                    Chip("Osallistujat", "/malli/people?kind=p"),
                ],
                words
            )
            h.form(action: "/malli/people/bulk", once: "k1", isGuarded: false) { h in
                h.list(
                    people,
                    caption: "Ihmiset",
                    columns: [
                        .link(
                            "Nimi",
                            sort: Sort(path: "?sort=-name", order: .ascending),
                            path: { "/malli/people/\($0.id)" }
                        ) { $0.name },
                        .text("Paikkakunta", sort: Sort(path: "?sort=place")) { $0.place },
                        .number("Tunnit") { $0.hours },
                        .cell("Tila") { h, row in
                            h.state(
                                row.id % 2 == 0 ? "Mukana" : "Odottaa",
                                row.id % 2 == 0 ? .given : .waiting
                            )
                        },
                    ],
                    bulk: Bulk(name: "person") { "\($0.id)" },
                    words
                )
                h.buttons { h in h.submitButton("Lähetä viesti valituille…") }
            }
            h.pager(previous: nil, next: "/malli/people?after=50", words)
        }
    }

    var empty: HTML {
        housePage(title: "Hakemukset", frame: frame("Hakemukset")) { h in
            h.pageHead("Hakemukset")
            h.emptyState(
                "Ei vielä hakemuksia.",
                "Hakemukset tulevat tähän, kun kurssin haku on auki.",
                step: NextStep("Avaa haku", "/malli/courses")
            )
        }
    }
}

/// The folder of this checkout.
let checkout = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
