import Access
import Base
public import Routing

/// The receipt of an employer's answer, at both ends of the letter that carried it, as a page and as a file for machines.
public let receipts = Feature(
    "receipts",
    routes: [
        .look(
            "/{space}/consents/{id}/receipt",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .consent]
        ) { (visit) throws(Failure) in try showReceipt(visit, .employer) },
        .file(
            "/{space}/consents/{id}/receipt.json",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .consent]
        ) { (visit) throws(Failure) in try showFile(visit, .employer) },
        .look(
            "/{space}/consent-asks/{id}/receipt",
            in: .provider,
            needs: .applicationRead,
            discloses: [.name, .consent]
        ) { (visit) throws(Failure) in try showReceipt(visit, .provider) },
        .file(
            "/{space}/consent-asks/{id}/receipt.json",
            in: .provider,
            needs: .applicationRead,
            discloses: [.name, .consent]
        ) { (visit) throws(Failure) in try showFile(visit, .provider) },
    ]
)
