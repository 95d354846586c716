import HTML
import Interface
import Wording

extension DemoPages {
    var detail: HTML {
        housePage(title: "Pyyntö", frame: frame("Suostumukset")) { h in
            h.pageHead("Liisa Malli, työnantajan vastaus", lead: "Tampere, kevät") { h in
                h.state("Odottaa vastausta", .waiting)
                h.mainButton("Muistuta", to: "/malli/consents/1/reminder")
            }
            h.columns { h in
                h.facts { h in
                    h.fact("Työnantaja", "Työnantaja 2")
                    h.fact("Milloin", "Torstaisin klo 13–16", more: "14.1.–25.2.2027, 21 tuntia")
                    h.fact("Tarkistuskoodi") { h in h.copyable("K7TQ-2M9X-44PA", words) }
                }
                h.dangerConfirm(
                    "Peru pyyntö…",
                    consequence: "Työnantaja ei voi enää vastata. Liisa saa tiedon.",
                    action: "/malli/consents/1/withdrawal",
                    once: "k2",
                    button: "Peru pyyntö"
                )
            } _: { h in
                h.part("Historia") { h in h.history(history) }
            }
        }
    }

    var form: HTML {
        let problems = Problems([
            ("name", "Kirjoita kurssin nimi."), ("kind", "Valitse, millainen kurssi on."),
        ])
        return housePage(title: "Uusi kurssi", frame: frame("Kurssit")) { h in
            h.pageHead("Uusi kurssi")
            h.errorSummary(problems, words)
            h.form(action: "/malli/courses", once: "k3") { h in
                h.textField(
                    "name",
                    label: "Nimi",
                    value: "<b>\"kesken\"",
                    help: "Osallistujat ja työnantajat näkevät nimen.",
                    problem: problems["name"]
                )
                h.select(
                    "place",
                    label: "Paikkakunta",
                    choices: [Choice("tampere", "Tampere"), Choice("pori", "Pori")],
                    chosen: "pori",
                    empty: "Valitse paikkakunta"
                )
                h.radios(
                    "kind",
                    label: "Millainen kurssi",
                    choices: [
                        Choice("open", "Avoin", more: "Kenen tahansa työnantajan väkeä"),
                        Choice("tailored", "Räätälöity"),
                    ],
                    chosen: "tailored",
                    problem: problems["kind"]
                )
                h.dateField("start", label: "Alkaa", value: "2027-01-14", isRequired: false)
                h.timeField("time", label: "Kello", value: "13:00")
                h.numberField("seats", label: "Paikkoja", value: "14")
                h.checkboxes(
                    "days",
                    label: "Päivät",
                    choices: [Choice("tue", "Tiistai"), Choice("thu", "Torstai")],
                    chosen: ["thu"]
                )
                h.emailField("mail", label: "Yhteysosoite", value: "kaisa@malli.example")
                h.textArea("text", label: "Kuvaus", value: "Rivi 1\nRivi 2", isRequired: false)
                h.checkbox("public", label: "Näytä julkisella sivulla", isChosen: true)
                h.buttons { h in
                    h.mainButton("Tallenna kurssi")
                    h.quietButton("Peruuta", to: "/malli/courses")
                }
            }
        }
    }

    var log: HTML {
        housePage(title: "Loki", frame: frame("Raportit")) { h in
            h.pageHead("Loki") { h in h.button("Vie tiedostoon", to: "/malli/log.csv") }
            h.health(.given, "Loki on ehjä.", ["48 211 tapahtumaa, sinetöity klo 13.04.10"])
            h.bars(
                (0..<30).map { Bar("\($0 + 1).11.", ($0 * 37) % 53, refused: $0 % 9 == 4 ? 4 : 0) },
                title: "Tapahtumia päivässä, 30 päivää",
                heads: ("Päivä", "Tapahtumia", "Evättyjä")
            )
            h.filters(
                SearchField(action: "/malli/log", label: "Henkilö, tekijä tai sana"),
                chips: ["30 päivää", "Katselut", "Muutokset", "Evätyt", "Arkaluonteiset tiedot"].map
                {
                    Chip($0, "/malli/log", isCurrent: $0 == "30 päivää")
                },
                words
            )
            h.list(
                [
                    (
                        "13.02", "Koordinaattori Kaisa K.", "katsoi hakemuksen", "Luku",
                        StateKind.given
                    ),
                    ("12.58", "Kouluttaja Eero E.", "yritti avata kurssin", "Evätty", .refused),
                    (
                        "11.15", "Koordinaattori Kaisa K.", "näytti taustatiedon",
                        "Erityinen tieto", .waiting
                    ),
                    ("10.03", "Tarkastaja Tuula T.", "vei lokin", "Vienti", .plain),
                ],
                caption: "Loki",
                columns: [
                    .text("Aika", sort: Sort(path: "?sort=time", order: .descending)) { $0.0 },
                    .text("Kuka") { $0.1 },
                    .link("Mitä", path: { _ in "/malli/log/1" }) { $0.2 },
                    .cell("Laji") { h, row in h.state(row.3, row.4) },
                ],
                words
            )
        }
    }

    var matrix: HTML {
        let names = ["Aino A.", "Aleksi E.", "Eeva M.", "Juho K.", "Liisa M.", "Onni T."]
        return housePage(title: "Läsnäolot", frame: frame("Kurssit")) { h in
            h.pageHead("Läsnäolot", lead: "Tampere, kevät · tallennettu klo 16.10")
            h.form(action: "/malli/courses/1/attendance", once: "k4") { h in
                h.matrix(
                    Matrix(
                        sessions: ["14.1.", "21.1.", "28.1.", "4.2.", "11.2.", "18.2.", "25.2."]
                            .enumerated().map {
                                .init(id: "session-\($0)", title: $1, isOpen: $0 < 6)
                            },
                        rows: names.enumerated().map { index, name in
                            .init(
                                id: "person-\(index)",
                                name: name,
                                marks: (0..<7).map { column in
                                    if column > 3 { return .unmarked }
                                    return [.present, .present, .absent, .excused][
                                        index * column % 4
                                    ]
                                }
                            )
                        }
                    ),
                    caption: "Läsnäolot",
                    words
                )
                h.buttons { h in h.mainButton("Tallenna") }
            }
        }
    }

    var answer: HTML {
        letterPage(title: "Vastaa pyyntöön", frame: frame()) { h in
            h.pageHead(
                "Saako Liisa Malli osallistua koulutukseen työajalla?",
                lead: "Malliopisto pyytää · Työnantaja 2"
            )
            h.facts { h in
                h.fact("Koulutus", "Työhyvinvoinnin vertaistoimija, Tampere")
                h.fact(
                    "Milloin",
                    "Seitsemän iltapäivää, torstaisin klo 13–16",
                    more: "14.1.–25.2.2027, yhteensä 21 tuntia"
                )
            }
            h.form(action: "/answer", once: "k5") { h in
                h.hiddenField("token", "")
                h.choiceCards(
                    "consent",
                    label: "1. Suostumus",
                    choices: [
                        Choice("yes", "Kyllä, annan suostumuksen"),
                        Choice("no", "En anna suostumusta"),
                    ],
                    chosen: "yes"
                )
                h.checkboxCards(
                    "support",
                    label: "2. Tuki",
                    choices: [
                        Choice("time", "Työaika kaikkiin seitsemään iltapäivään"),
                        Choice("substitute", "Sijainen iltapäivien ajaksi"),
                    ]
                )
                h.textField(
                    "signer",
                    label: "Nimesi",
                    value: "Mari Esimerkki",
                    autocomplete: "name"
                )
                h.codeField(
                    "code",
                    label: "Koodi",
                    help: "Lähetimme 8 numeron koodin sähköpostiisi."
                )
                h.passwordField("password", label: "Salasana")
                h.buttons { h in
                    h.mainButton("Lähetä vastaus")
                    h.quietButton("Siirrä työkaverille", to: "/answer/delegation")
                }
            }
        }
    }

    var receipt: HTML {
        letterPage(title: "Kuitti", frame: frame()) { h in
            h.printableReceipt("Kuitti vastauksesta", printTitle: words("interface.print")) { h in
                h.facts { h in
                    h.fact("Vastaus", "Suostumus ja tuki")
                    h.fact("Aika", "21.11.2026 klo 13.02")
                    h.fact("Tekstin tunniste") { h in
                        h.copyable("9f86d081884c7d659a2feaa0c55ad015", words)
                    }
                }
            }
        }
    }
}
