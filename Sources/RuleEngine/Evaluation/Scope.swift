/// Whose an object is: what waivers and configurations select findings by.
public struct Scope: Hashable, Sendable {
    /// The host.
    public var host: String?

    /// The cluster.
    public var cluster: String?

    /// The sites: two for a link or a move between sites.
    public var sites: [String] = []
}
