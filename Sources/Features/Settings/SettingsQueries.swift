import Base
import Store

extension Statement where Result == SpaceFacts {
    static let settings = Statement(
        """
        select slug, kind, business_id, created_at, name_fi, name_sv, name_en, default_language,
               contact_email, contact_phone, logo_text
          from space where id = $1
        """
    ) { row throws(Failure) in
        SpaceFacts(
            slug: try row.text("slug"),
            kind: try row.text("kind"),
            businessID: try row.textIfAny("business_id"),
            madeAt: try row.instant("created_at"),
            settings: SpaceSettings(
                nameFinnish: try row.text("name_fi"),
                nameSwedish: try row.text("name_sv"),
                nameEnglish: try row.text("name_en"),
                language: try row.language("default_language"),
                contactEmail: try row.text("contact_email"),
                contactPhone: try row.text("contact_phone"),
                logoText: try row.text("logo_text")
            )
        )
    }
}

extension Statement where Result == Void {
    static let changeSettings = Statement(
        """
        update space set name_fi = $2, name_sv = $3, name_en = $4, default_language = $5,
               contact_email = $6, contact_phone = $7, logo_text = $8
         where id = $1
        """
    )
}
