import Answering
import Base
import Crypto
import Store
import Terms
import Wording

// The code from the second mail: for one step of one link, in the browser that asked for it.

func codeMail(_ code: String, _ step: AnswerStep, to email: String, _ words: Words) -> Mail {
    Mail(
        .code,
        to: email,
        subject: words("mail.answer.code.subject"),
        body: [
            words.dynamic("mail.answer.code.for.\(step.rawValue)"),
            spaced(code),
            words("mail.answer.code.rest"),
        ].joined(separator: "\n\n") + "\n",
        language: words.language
    )
}

/// `4207 2216`: two groups are easier to copy than eight digits.
private func spaced(_ code: String) -> String { "\(code.prefix(4)) \(code.dropFirst(4))" }

/// What is kept of a code: good for one step of one link alone.
func codeHash(_ code: String, _ step: AnswerStep, _ link: AnswerLink) -> [UInt8] {
    sha256("\(step.rawValue):\(link.id):\(code)")
}

/// What a try with a code came to.
struct CodeTried: Sendable {
    let isRight: Bool
    /// How often it may be tried again; 0 for a code that is used, too old or another browser's.
    let left: Int
}

extension Statement where Result == CodeTried {
    /// Counts a try with a code (`$4`, its hash) from the browser (`$3`) that asked for it, so many of which (`$5`) there are.
    static let tryCode = Statement(
        """
        with tried as (
          update consent_code set tries = tries + 1
           where tenant_id = $1 and link_id = $2 and browser_hash = $3
          returning code_hash = $4 as is_same, expires_at > public.moment() and tries <= $5 as is_alive, tries)
        select is_alive and is_same as is_right, case when is_alive then $5 - tries else 0 end as left from tried
        """,
        CodeTried.init,
        "is_right",
        "left"
    )
}

extension Statement where Result == String {
    /// The address under which the organisation itself is reached.
    static let contactEmail = Statement(
        "select contact_email from space where id = $1",
        "contact_email"
    )
}

extension Statement where Result == Void {
    static let forgetExpiredCodes = Statement(
        "delete from consent_code where tenant_id = $1 and link_id = $2 and expires_at <= public.moment()"
    )

    static let forgetCode = Statement(
        "delete from consent_code where tenant_id = $1 and link_id = $2 and browser_hash = $3"
    )

    static let keepCode = Statement(
        """
        insert into consent_code (tenant_id, link_id, browser_hash, code_hash, expires_at, step, chosen)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tenant_id, link_id, browser_hash)
        do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0,
                      step = excluded.step, chosen = excluded.chosen
        """
    )
}

extension IdentityStrength {
    /// What a code sent to `email` proves.
    ///
    /// The organisation's own domain counts only in a space that the organisation has taken into use: before that, whoever
    /// named the employer named the address too.
    static func ofCode(email: String, contact: String, isClaimed: Bool) -> IdentityStrength {
        guard isClaimed, let giver = EmailAddress(email)?.domain,
            giver == EmailAddress(contact)?.domain, !freeDomains.contains(giver)
        else { return .linkCode }
        return .companyDomain
    }

    /// Domains where anybody gets an address say nothing about an employer.
    private static let freeDomains: Set<String> = [
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com",
        "yahoo.com", "icloud.com", "me.com", "proton.me", "protonmail.com", "gmx.com",
        "luukku.com", "suomi24.fi", "kolumbus.fi", "elisanet.fi", "saunalahti.fi", "welho.com",
        "pp.inet.fi", "netti.fi",
    ]
}
