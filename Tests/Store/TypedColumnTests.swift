import Base
import Store
import Support
import Terms
import Testing

/// What people type, as the database takes it: the same rules as the app's, kept by the database itself.
@Suite struct `A column that people fill` {
    private static let database = Result { try TestCluster.database("typed_columns") }

    private func ask(_ sql: String) throws -> [[String]] {
        try Self.database.get().psql(sql)
    }

    /// Of the texts those for which the condition on `t` holds.
    private func holding(_ condition: String, of texts: [String]) throws -> Set<String> {
        let values = texts.enumerated().map { "(\($0), \(quoted($1)))" }.joined(separator: ", ")
        let rows = try ask("select n from (values \(values)) as v(n, t) where \(condition)")
        return Set(rows.compactMap { Int($0[0]) }.map { texts[$0] })
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }

    // MARK: The same in SQL and in Swift

    @Test func `takes each character where the app does`() throws {
        let last: UInt32 = 0x2FFFF
        let flags = try ask(
            """
            select string_agg(case when public.is_visible_line('a' || chr(n) || 'b') then '1' else '0' end, '' order by n)
              from generate_series(1, \(last)) n where n not between 55296 and 57343
            """
        )[0][0]
        var differing: [String] = []
        for (value, flag) in zip((1...last).compactMap(Unicode.Scalar.init), flags.utf8) {
            let text = "a\(Character(value))b"
            let typed = TypedText(line: text)
            let isKept = typed.fault == nil && typed.text.utf8.elementsEqual(text.utf8)
            if isKept != (flag == UInt8(ascii: "1")) {
                differing.append("\(String(value.value, radix: 16)) \(isKept)")
            }
        }
        #expect(differing.isEmpty, "\(differing.count): \(differing.prefix(40))")
    }

    @Test(arguments: [
        "", " ", "a ", " a", "a\nb", "\u{3164}\u{3164}", "\u{301}", "e\u{301}", "\u{200D}a",
        "a\u{200D}b",
        "\u{E0041}", "\u{202E}a", "\u{E000}", "a\u{7}", "\u{2800}", "\u{AD}a", "a\u{FE0F}\u{200B}",
    ])
    func `takes no text that the app would change or refuse`(_ text: String) throws {
        #expect(try holding("public.is_visible_line(t)", of: [text]).isEmpty)
        let typed = TypedText(line: text)
        #expect(typed.fault != nil || !typed.isVisible || !typed.text.utf8.elementsEqual(text.utf8))
    }

    @Test func `takes what the app keeps, joiners and all`() throws {
        let texts = [
            "می\u{200C}خواهم", "ක්\u{200D}ෂ", "👩\u{200D}🔬", "❤\u{FE0F}", "🧺", "%", "$", "№",
            "Nguyễn Văn Đức",
            "محمد", "O’Brien", "葛\u{E0100}城", "3", "⁂", "㊙",
        ].map { TypedText(line: $0).text }
        #expect(try holding("public.is_visible_line(t)", of: texts) == Set(texts))
        let lines = ["yksi\nkaksi\tkolme", "a\n\nb"]
        #expect(try holding("public.is_visible_text(t)", of: lines) == Set(lines))
        #expect(try holding("public.is_visible_line(t)", of: lines).isEmpty)
    }

    @Test func `counts letters as the app does`() throws {
        for text in ["A-1 b", "12", "李明", "\u{3164}\u{3164}", "éa", "Ⅷ", "กา"] {
            let count = try ask("select public.letter_count(\(quoted(text)))")[0][0]
            #expect(
                count
                    == String(TypedText(line: text).text.unicodeScalars.isEmpty ? 0 : letters(text))
            )
        }
    }

    private func letters(_ text: String) -> Int {
        text.unicodeScalars.count { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter:
                true
            default: false
            }
        }
    }

    @Test func `sees a personal identity code where the app does`() throws {
        var dice = Dice(state: 20_261_127)
        var texts = [
            "131052-308T", "hetu 131052 - 308t.", "13.10.52-308T", "１３１０５２－３０８Ｔ",
            "131052\u{AD}–308T",
            "131052-308TX", "9131052-308T", "040 123 4567", "", "311152-308T",
        ]
        let signs = Array("+-ABCDEFUVWXYabGZ–−")
        let checks = Array("0123456789ABCDEFHJKLMNPRSTUVWXY")
        for _ in 0..<3000 {
            let day = [dice.roll(33), dice.roll(14), dice.roll(100)].reduce(0) { $0 * 100 + $1 }
            let number = dice.roll(1000)
            let check =
                dice.roll(4) == 0 ? checks[dice.roll(31)] : checks[(day * 1000 + number) % 31]
            let gap = ["", "", "", " ", "\u{A0}", ". "][dice.roll(6)]
            let ends = ["", " ", "x", "7", ".", "(", "-"]
            texts.append(
                ends[dice.roll(7)] + figures(day, 6) + gap + String(signs[dice.roll(signs.count)])
                    + gap
                    + figures(number, 3) + gap + String(check) + ends[dice.roll(7)]
            )
        }
        let bySQL = try holding("public.has_identity_code(t)", of: texts)
        let bySwift = Set(texts.filter { IdentityCode.found(in: $0) != nil })
        #expect(bySQL == bySwift, "\(bySQL.symmetricDifference(bySwift).prefix(10))")
        #expect(bySwift.count > 300)
    }

    private func figures(_ number: Int, _ count: Int) -> String {
        String(String(number + 10_000_000).suffix(count))
    }

    @Test func `takes addresses, numbers and business ids in the one form that the app keeps`()
        throws
    {
        let addresses = ["liisa@työ.fi", "O'Brien+x@Example.IE", "a@россия.рф", "a@b.c.d.example"]
            .compactMap { EmailAddress($0)?.text }
        let noAddresses = [
            "Liisa@example.org", "liisa@työ.fi", "a@b", "a..b@c.fi", "a@b.1", "a@-b.fi", "a@b-.fi",
            "a@ab--c.fi",
            "a@x.ab--c.fi", "\u{212A}@b.fi", "a@b.fi\nx", "131052-308t@example.org", "",
            String(repeating: "a", count: 65) + "@b.fi",
        ]
        #expect(
            try holding("public.is_mail_address(t)", of: addresses + noAddresses) == Set(addresses)
        )
        let phones = ["040 123 4567", "+46 70 123 45 67", "018 12 345"].compactMap {
            Phone($0)?.number
        }
        let noPhones = [
            "0401234567", "+358 40 123 4567", "+3580401234567", "+358", "+35812", "x", "",
        ]
        #expect(try holding("public.is_phone(t)", of: phones + noPhones) == Set(phones))
        let ids = ["1234567-1", "1000000-4", "1000010-0", "12345671"].compactMap {
            BusinessID($0)?.text
        }
        let noIDs =
            (0...9).map { "1234567-\($0)" }.filter { $0 != "1234567-1" }
            + ["12345671", "0000006-0", "abcdefg-1", ""]
        #expect(try holding("public.is_business_id(t)", of: ids + noIDs) == Set(ids))
    }

    // MARK: The order of names

    @Test func `is sorted as ICU sorts Finnish`() throws {
        _ = try ask(
            "create collation if not exists finnish (provider = icu, locale = 'fi-u-ks-level1', deterministic = false)"
        )
        var names: [String] = []
        for family in Self.families {
            for given in Self.givens { names.append("\(family) \(given)") }
        }
        var dice = Dice(state: 1809)
        let signs = Array("aáàâäåbcčdđeéfghijklmnŋoóöõøpqrsštŧuúüvwxyýzžæ -'")
        for _ in 0..<2000 {
            let count = 1 + dice.roll(7)
            let text = String((0..<count).map { _ in signs[dice.roll(signs.count)] })
            let name = TypedText(line: text).text
            if !name.isEmpty { names.append(name) }
        }
        let values = Set(names).map { "(\(quoted($0)))" }.joined(separator: ", ")
        let wrong = try ask(
            """
            with keyed as (select n, public.order_key(n) collate "C" as k from (values \(values)) as v(n)),
              placed as (select n, k, lag(n) over w as before, lag(k) over w as key_before from keyed
                window w as (order by k, n collate "C"))
            select before, n from placed
             where n collate finnish < before collate finnish or (k = key_before) <> (n collate finnish = before collate finnish)
             limit 20
            """
        )
        #expect(wrong.isEmpty, "\(wrong)")
        #expect(Set(names).count > 3000)
    }

    private static let families = """
        Virtanen,Virta,Korhonen,Mäkinen,Makinen,Mäki-Petäjä,Mäki,Nieminen,Åberg,Äberg,Öberg,Øberg,Ærø,Aerø,Ångström,Alander,
        Šmid,Smid,Žukov,Zukov,Đorđević,Djordjević,Dordevic,Ŋállá,Nalla,Ŧáŧŧe,Tatte,Müller,Myller,Muller,Mueller,Łukasz,Lukasz,
        Čáhppes,Cahppes,Guttorm,Aikio,Áillohaš,Ailohas,Näkkäläjärvi,Sárá,Sara,Pieski,Ǧiđđ,Ǩiõlli,Kiolli,Õun,Oun,Özil,Ozil,
        d'Arc,Darc,O'Brien,Obrien,von Essen,Vonessen,af Ursin,Saari-Aho,Saari Aho,Saariaho,Ölander,Olander,Zetterström,
        Yli-Ojanperä,Ylioja,Wahlström,Vahlström,Ekström,Þór,Thor,Ðan,Dan,Œuvre,Oeuvre,Strauß,Strauss,Nguyễn,Nguyen,Ñañez,
        Nanez,Şahin,Sahin,Ǯuân,Æsir,Äsir,Ǿrsted,Hætta,Hätta,Hatta,Aa,3M,Zäm,Zåm,Zøm,Ytter,Uusi,Üusi
        """.replacing("\n", with: "").split(separator: ",").map(String.init)

    private static let givens = [
        "Anna", "Änna", "Åke", "Örjan", "Anna-Liisa", "Anna Liisa", "Annaliisa", "Á", "Ánne",
        "Aili", "J.R.", "Zoë", "Zoe",
        "Štěpán", "Stepan", "Ülle", "Yrjö", "Yrjo",
    ]

    @Test(arguments: [
        ("O’Brien", "O'Brien"), ("Oʼbrien", "O´BRIEN"), ("Anna–Liisa", "Anna-Liisa"),
        ("Liisa  Malli", "liisa malli"),
        ("A\u{30A}ke", "Åke"), ("Ǻke", "Åke"),
    ])
    func `has one kind of apostrophe, of dash and of space in its key`(
        _ one: String,
        _ other: String
    ) throws {
        for key in ["order_key"] {
            let keys = try ask(
                "select public.\(key)(\(quoted(one))), public.\(key)(\(quoted(other)))"
            )[0]
            #expect(keys[0] == keys[1], "\(key)")
        }
    }

    // MARK: Past the app's own rules

    @Test(arguments: [
        ("given_name", "\u{3164}\u{3164}"), ("given_name", "Mal\u{202E}li"), ("given_name", ""),
        ("family_name", "\u{200B}"), ("family_name", "Malli 131052-308T"),
        ("family_name", "e\u{301}"),
        ("municipality", "\u{2800}"), ("email", "Liisa@example.org"), ("email", "liisa@työ.fi"),
        ("phone", "040 123 4567"), ("phone", "131052-308T"),
    ])
    func `refuses in the register what nobody could see or may keep, from the app's role too`(
        _ column: String,
        _ value: String
    ) throws {
        let space = try space()
        var values = [
            "given_name": "Liisa", "family_name": "Malli", "email": "", "phone": "",
            "municipality": "",
        ]
        let sound = try insert(into: "person", values, of: space)
        #expect(sound == nil, "\(sound ?? "")")
        values[column] = value
        let refusal = try #require(try insert(into: "person", values, of: space))
        #expect(refusal.contains("\"\(column)_typed\""), "\(refusal)")
    }

    @Test(arguments: [
        "\u{3164}\u{3164}", "\u{200D}\u{200D}", "..", "A", "12", "Liisa 131052-308T",
        "Lii\u{E0041}sa",
    ])
    func `takes no consent that is signed by what is no name`(_ name: String) throws {
        let values = [
            "request_id": "\(ID<Space>())", "kind": "decision", "consents": "true",
            "support_working_time": "true",
            "support_travel": "false", "support_substitute": "false", "typed_name": name,
            "email": "mari@example.org",
            "text_version": "1", "text_language": "fi",
            "text_sha256": "\\x" + String(repeating: "00", count: 32),
            "identity_strength": "link-code",
        ]
        let refusal = try #require(try insert(into: "consent_decision", values, of: try space()))
        #expect(refusal.contains("\"typed_name_typed\""), "\(refusal)")
    }

    @Test(arguments: ["0027-01-14", "1999-12-31", "2101-01-01"])
    func `takes no day of another century`(_ day: String) throws {
        let values = ["course_id": "\(ID<Space>())", "number": "1", "held_on": day]
        let refusal = try #require(
            try insert(into: "course_session", values, of: try space(), hasID: false)
        )
        #expect(refusal.contains("\"held_on_typed\""), "\(refusal)")
    }

    private func space() throws -> String {
        let id = ID<Space>().text
        _ = try ask(
            """
            insert into space (id, slug, kind, name_fi, name_sv, name_en)
            values ('\(id)', 'tila-\(id.suffix(12))', 'provider', 'Tila', 'Rum', 'Space')
            """
        )
        return id
    }

    /// Puts a row in as the app does; what the database says to that, if it refuses.
    private func insert(
        into table: String,
        _ values: [String: String],
        of space: String,
        hasID: Bool = true
    ) throws -> String? {
        var all = values
        all["tenant_id"] = space
        if hasID { all["id"] = ID<Space>().text }
        if table == "person" { all["kind"] = "participant" }
        let columns = all.keys.sorted()
        let row = columns.map { quoted(all[$0] ?? "") }.joined(separator: ", ")
        do {
            _ = try runScript(
                Self.database.get().app,
                """
                begin; set local app.tenant = '\(space)'; set local app.actor = '';
                insert into \(table) (\(columns.joined(separator: ", "))) values (\(row)); commit
                """
            )
            return nil
        } catch {
            return "\(error)".replacing("\\\"", with: "\"")
        }
    }

    // MARK: Limits

    /// The longest text of each column, by the limit that the forms have.
    static let limits: [Int: [String]] = [
        Limits.nameCharactersMax: [
            "space.name_fi", "space.name_sv", "space.name_en", "space.contact_name",
            "enquiry.name", "enquiry.organisation", "feedback.name", "partnership.other_name",
            "engagement_order.other_name",
            "engagement.other_name", "story.other_name", "story_version.title",
            "story_version.name_shown", "space_request.organisation",
            "activity.title", "activity.service", "activity_meeting.place",
            "activity_meeting.topic",
            "story_copy.other_name", "story_copy.title",
            "story_copy.name_shown",
            "engagement_order.title", "engagement_version.title", "engagement.title",
            "engagement_order.place", "engagement_version.place",
            "engagement.place", "engagement_order.others_present",
            "engagement_version.others_present", "engagement.others_present",
            "engagement_order.equipment", "engagement_version.equipment", "engagement.equipment",
            "engagement_order.access", "engagement_version.access",
            "engagement.access", "engagement_order.host", "engagement_version.host",
            "engagement.host",
            "person.given_name", "expert_profile.public_name", "engagement_offer.shown_name",
            "order_expert.name",
            "person.family_name",
            "person.municipality", "invitation.name", "course.name", "course.employer_name",
            "course_session.topic",
            "release.employer_name", "prepared_release.employer_name",
            "prepared_release.giver_name",
            "release.giver_name", "consent_ask.decided_by", "consent_ask.support_contact",
            "consent_request.provider_name", "consent_request.employer_name",
            "consent_request.course_name",
            "consent_request.giver_name", "consent_link.name", "consent_decision.typed_name",
            "consent_decision.support_contact", "saved_view.name",
        ],
        Limits.fullNameCharactersMax: [
            "person_note.author_name", "membership.name", "consent_request.employee_name",
            "consent_link.delegated_by", "account.name",
        ],
        Limits.logoCharactersMax: ["space.logo_text"],
        Limits.lineCharactersMax: [
            "course.address", "space.contact_address", "expert_profile.municipalities",
            "expert_limit.body",
            "story_version.recording_link", "story_copy.recording_link",
        ],
        Limits.summaryCharactersMax: ["course.summary", "enquiry_answer.body"],
        Limits.wishCharactersMax: [
            "engagement_order.wish", "engagement_version.wish", "engagement.wish",
            "expert_profile.presentation", "order_expert.presentation",
            "finding.body",
        ],
        300: ["order_expert.contact"],
        Limits.shortMessageCharactersMax: ["engagement_message.body"],
        Limits.wordsCharactersMax: ["engagement_feedback.body"],
        Limits.partnershipTermsCharactersMax: ["partnership_terms.terms", "space_request.terms"],
        Limits.textCharactersMax: [
            "person_note.body", "story_version.body", "story_copy.body", "feedback.body",
            "feedback.answer",
            "enquiry.answer",
            "public_text.text_fi", "public_text.text_sv", "public_text.text_en",
        ],
    ]

    @Test func `takes as many characters as its form does`() throws {
        let rows = try ask(
            """
            select c.relname || '.' || a.attname, substring(pg_get_constraintdef(k.oid) from 'char_length\\([^)]*\\) <= ([0-9]+)')
              from pg_constraint k join pg_class c on c.oid = k.conrelid
              join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
             where k.contype = 'c' and k.conname like '%\\_typed'
            """
        )
        let found = Dictionary(
            grouping: rows.filter { !$0[1].isEmpty },
            by: { Int($0[1]) ?? 0 }
        ).mapValues { $0.map { $0[0] }.sorted() }
        #expect(found == Self.limits.mapValues { $0.sorted() })
    }

    /// Columns of text that nobody types into: codes, marks, what the house itself writes.
    static let written: Set<String> = [
        "role", "state", "kind", "language", "text_language", "default_language", "readers",
        "contact_for",
        "direction", "mark", "strength",
        "identity_strength", "purpose", "slug", "path", "location", "agent", "address", "key",
        "password", "subject",
        "body", "recipient", "title", "place", "name_key", "folded_name", "gone_name", "searched",
        "giver",
        "checksum", "name", "provider_contact", "chosen", "step", "answer", "fee_payer", "list",
        "query", "pace", "audience", "media", "recording", "question", "topic", "choice",
        "side", "matter", "fee_choice", "done_end",
    ]

    /// Tables whose texts the house itself writes.
    static let houses: Set<String> = [
        "migration", "role_gift", "role_in_kind", "person_in_kind", "consent_text", "outbox",
        "mail", "letter",
        "submission", "throttle",
        "session", "kind_of_letter", "course_step", "partnership_step", "engagement_step",
        "undo",
    ]

    @Test func `has a rule, whatever table it is added to`() throws {
        let columns = try ask(
            """
            select c.relname, a.attname, exists (select from pg_constraint k
                where k.conrelid = c.oid and k.contype = 'c' and k.conname = a.attname || '_typed')
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where n.nspname in ('public', 'accounts') and c.relkind = 'r' and a.atttypid = 'text'::regtype order by 1, 2
            """
        )
        let bare = columns.filter { $0[2] == "f" && !Self.houses.contains($0[0]) }
            .filter { !Self.written.contains($0[1]) }.map { "\($0[0]).\($0[1])" }
        #expect(bare.isEmpty, "\(bare)")
        let named = columns.filter {
            $0[2] == "f" && $0[1] == "name" && !Self.houses.contains($0[0])
        }
        #expect(named.isEmpty, "\(named)")
        let days = try ask(
            """
            select c.relname || '.' || a.attname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where n.nspname in ('public', 'accounts') and c.relkind = 'r' and a.atttypid = 'date'::regtype
               and not exists (select from pg_constraint k
                 where k.conrelid = c.oid and k.contype = 'c' and k.conname = a.attname || '_typed')
            """
        )
        #expect(days.isEmpty, "\(days)")
    }
}

/// Numbers that are the same in each run.
private struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % sides
    }
}
