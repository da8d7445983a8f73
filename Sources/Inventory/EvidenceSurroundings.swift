/// What is seen around evidence when it is read: the time, and the captures that lie beside it.
public struct EvidenceSurroundings {
    /// The time, in seconds since 1970.
    let now: Int64

    /// How old evidence may be, when that is asked.
    let mostSeconds: Int64?

    /// Size and SHA-256 of the file at a path: nothing when there is none, no hash when it cannot be read or when its size is
    /// not the one that is given.
    let digest: (_ path: String, _ bytes: Int64?) -> (bytes: Int64, sha256: String?)?

    /// What is seen at `now`; `digest` looks at captures.
    public init(
        now: Int64, mostSeconds: Int64?,
        digest: @escaping (_ path: String, _ bytes: Int64?) -> (bytes: Int64, sha256: String?)?
    ) {
        self.now = now
        self.mostSeconds = mostSeconds
        self.digest = digest
    }
}
