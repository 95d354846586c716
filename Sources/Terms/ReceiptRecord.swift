public import Base

// The receipt for machines, in the shape of ISO/IEC TS 27560:2023: header, processing, parties, events.
//
// The standard describes a person's consent; this is an organisation's approval, which is no consent of the GDPR, and
// `record_type` says so. A head of the log that holds the event can be added beside `events` once logs are sealed.

extension Receipt {
    /// The record as JSON.
    public var record: JSON {
        [
            "schema_version": "ISO/IEC TS 27560:2023", "record_type": "organisational-approval",
            "record_id": .string(decision.id),
            "pii_principal_id": .string(facts.employee.text(for: .file)),
            "pii_processing": [processing], "party_identification": .array(parties),
            "event": .array(events), "answers": answers,
            "delegation_chain": .array(chain.map(JSON.string)),
        ]
    }

    private var processing: JSON {
        [
            "privacy_notice": [
                "text": "employer", "version": .number(textVersion),
                "language": .string(textLanguage.rawValue), "sha256": .string(textHash),
            ],
            "language": .string(textLanguage.rawValue),
            "purposes": [
                [
                    "purpose": "Taking part in a training, with the employer's consent and support",
                    "purpose_type": "education", "lawful_basis": "organisational-approval",
                    "pii_controllers": ["provider", "employer"],
                    "withdrawal_method": "Vakka, at any time",
                    "service": course,
                ]
            ],
        ]
    }

    private var course: JSON {
        [
            "name": .string(facts.course.name), "place": .string(facts.course.place),
            "hours": .number(facts.course.hours),
            "sessions": .array(
                facts.course.afternoons.map { afternoon in
                    [
                        "date": .string(afternoon.day.iso),
                        "starts": .string(afternoon.starts.iso),
                        "ends": .string(afternoon.ends.iso),
                    ]
                }
            ),
        ]
    }

    private var parties: [JSON] {
        [
            ["party_id": "provider", "party_name": .string(facts.provider), "party_role": "asks"],
            [
                "party_id": "employer", "party_name": .string(facts.employer),
                "party_role": "approves",
            ],
            [
                "party_id": "giver", "party_name": .string(decision.name),
                "party_role": "answers for the employer",
            ],
            [
                "party_id": "employee", "party_name": .string(facts.employee.text(for: .file)),
                "party_role": "takes part",
            ],
        ]
    }

    private var events: [JSON] {
        var events = [decision.record(state: answer.state(asked: asked))]
        if let withdrawal { events.append(withdrawal.record(state: .withdrawn)) }
        return events
    }

    private var answers: JSON {
        [
            "consent": .bool(answer.consents), "working_time": promise(.workingTime),
            "travel": promise(.travel), "substitute": promise(.substitute),
            "contact_person": answer.consents && asked.contains(.contact)
                ? .string(answer.contact) : .null,
        ]
    }

    /// Null when it was not asked for.
    private func promise(_ support: Support) -> JSON {
        answer.promises(support, asked: asked).map(JSON.bool) ?? .null
    }
}

extension Receipt.Act {
    fileprivate func record(state: ConsentState) -> JSON {
        [
            "event_id": .string(id), "event_time": .string(at.iso), "event_type": "explicit",
            "event_state": .string(state.rawValue), "entity_id": "giver",
            "entity_name": .string(name),
            "identity_strength": .string(strength.rawValue),
        ]
    }
}
