import Base

/// The demo's spaces and the people in them: all invented.
enum Cast {
    struct Organisation {
        let slug: String
        let kind: String
        let state: String
        let businessID: String?
        let names: (fi: String, sv: String, en: String)
        /// Who signs in as `<role>@<slug>.demo`.
        let signIns: [(address: String, role: String, name: String)]
        /// How many people of each kind the register has beside those who sign in.
        let people: [(kind: String, count: Int)]

        func address(_ mailbox: String) -> String { "\(mailbox)@\(slug).demo" }

        func signIns(as role: String) -> [(address: String, role: String, name: String)] {
            signIns.filter { $0.role == role }
        }
    }

    static let organisations: [Organisation] = [
        Organisation(
            slug: "pksotu",
            kind: "association",
            state: "active",
            businessID: nil,
            names: (
                "Pohjois-Karjalan kokemusyhdistys", "Norra Karelens erfarenhetsförening",
                "North Karelia Association for Experience"
            ),
            signIns: [
                ("coordinator", "coordinator", "Kerttu Koetilainen"),
                ("expert", "expert", "Onni Tarinala"),
                ("auditor", "auditor", "Tuula Tarkkaniemi"),
            ],
            people: [("expert", 38), ("contact", 12)]
        ),
        partner(
            "a",
            "työllisyyspalvelut",
            "sysselsättningstjänster",
            "employment services",
            "Aatos Aavakko"
        ),
        partner(
            "b",
            "hyvinvointialueen sosiaalipalvelut",
            "välfärdsområdets socialtjänst",
            "social services",
            "Briitta Baltsa"
        ),
        partner("c", "työpajasäätiö", "verkstadsstiftelse", "workshop foundation", "Celia Cevola"),
        partner("d", "aikuisopisto", "vuxeninstitut", "adult education centre", "Daavid Dekkala"),
        Organisation(
            slug: "takk",
            kind: "provider",
            state: "active",
            businessID: nil,
            names: ("TAKK", "TAKK", "TAKK"),
            signIns: [
                ("coordinator", "coordinator", "Kaisa Koeniemi"),
                ("trainer", "trainer", "Eero Esimerkkinen"),
                ("trainer2", "trainer", "Ulla Uusiluoma"), ("expert", "expert", "Liisa Mallila"),
                ("auditor", "auditor", "Taimi Testilä"),
            ],
            people: [("participant", 46), ("contact", 8)]
        ),
        employer(
            1,
            "kunta",
            "kommun",
            "municipality",
            "1234567-1",
            [
                ("consent", "Mari Mallikas"), ("coordinator", "Heikki Henkilölä"),
                ("auditor", "Aune Arkisto"),
            ],
            22
        ),
        employer(
            2,
            "Oy",
            "Ab",
            "Ltd",
            "2345678-0",
            [
                ("consent", "Jussi Johtola"), ("coordinator", "Hilla Hallinto"),
                ("auditor", "Reino Revisio"),
            ],
            10
        ),
        Organisation(
            slug: "tyonantaja-3",
            kind: "employer",
            state: "unclaimed",
            businessID: "3456781-4",
            names: ("Työnantaja 3 Oy", "Arbetsgivare 3 Ab", "Employer 3 Ltd"),
            signIns: [],
            people: []
        ),
    ]

    private static func partner(
        _ letter: String,
        _ fi: String,
        _ sv: String,
        _ en: String,
        _ coordinator: String
    ) -> Organisation {
        let name = letter.uppercased()
        return Organisation(
            slug: "kumppani-\(letter)",
            kind: "partner",
            state: "active",
            businessID: nil,
            names: ("Kumppani \(name), \(fi)", "Partner \(name), \(sv)", "Partner \(name), \(en)"),
            signIns: [
                ("coordinator", "coordinator", coordinator),
                (
                    "auditor", "auditor",
                    "\(name == "A" ? "Aila" : name == "B" ? "Berta" : name == "C" ? "Cilla" : "Doris") Lokila"
                ),
            ],
            people: [("contact", 10), ("employee", 4)]
        )
    }

    private static func employer(
        _ number: Int,
        _ fi: String,
        _ sv: String,
        _ en: String,
        _ businessID: String,
        _ members: [(String, String)],
        _ employees: Int
    ) -> Organisation {
        Organisation(
            slug: "tyonantaja-\(number)",
            kind: "employer",
            state: "active",
            businessID: businessID,
            names: (
                "Työnantaja \(number) \(fi)", "Arbetsgivare \(number) \(sv)",
                "Employer \(number) \(en)"
            ),
            signIns: members.map { ($0.0, $0.0 == "consent" ? "consent-giver" : $0.0, $0.1) },
            people: [("employee", employees)]
        )
    }

    static let givenNames = [
        "Aino", "Aleksi", "Eeva", "Juho", "Onni", "Helmi", "Väinö", "Saimi", "Eino", "Lempi",
        "Toivo", "Hilja",
        "Urho", "Impi", "Armas", "Sylvi", "Oiva", "Martta", "Vilho", "Alma", "Kauko", "Siiri",
        "Reijo", "Taina",
        "Ilona", "Pentti", "Åsa", "Göran", "Solveig", "Birger",
    ]
    static let familyNames = [
        "Keksilä", "Mallinen", "Esimerkkiö", "Satula", "Kuvitelma", "Näytteinen", "Tarumaa",
        "Koekangas",
        "Harjoitela", "Olematta", "Luonnosmäki", "Testamo", "Kaavake", "Otaksula", "Vertausjoki",
        "Påhittström",
        "Exempelskog", "Unikanta", "Runola", "Sepitelahti", "Aatelmo", "Kuvala", "Leikkilä",
    ]
    static let municipalities = [
        "Joensuu", "Lieksa", "Nurmes", "Kitee", "Ilomantsi", "Outokumpu", "Tampere", "Pori",
        "Ylöjärvi", "Ulvila",
    ]
}
