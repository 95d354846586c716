/// Where mail goes.
public enum MailTransport: Sendable {
    /// A mail server, such as `smtp://user:password@mail.example:587` or `smtps://…`. A server on another machine is
    /// spoken to over TLS only.
    case smtp(url: String)
    /// A folder in which the demo keeps mail as files.
    case folder(String)
}
