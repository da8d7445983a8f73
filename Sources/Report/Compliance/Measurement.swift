public import Evidence

/// A file of evidence, with what the inventory knows of its ends.
public struct Measurement: Sendable {
    /// The file, as it was named.
    public let path: String
    /// What was measured.
    public let evidence: Evidence
    /// Where each end stands, by its name.
    public let places: [String: Place]
    /// What each path's figures are held against, one for each of the evidence's paths.
    public let limits: [PathLimits]

    /// Where an end of a path stands.
    public struct Place: Sendable, Equatable {
        /// The host, where the inventory has it.
        public let host: String?
        /// The site, where it is known.
        public let site: String?

        /// A place.
        public init(host: String?, site: String?) {
            self.host = host
            self.site = site
        }
    }

    /// What a path's figures are held against; nothing where the rules hold them against nothing.
    public struct PathLimits: Sendable, Equatable {
        /// The longest round trip that release and licence support, in ms.
        public let rttMs: Double?
        /// What the migrations at once need, in 10^6 bit/s.
        public let mbps: Double?
        /// The largest packet that the adapters send, in bytes.
        public let mtu: Int?

        /// Limits of a path.
        public init(rttMs: Double? = nil, mbps: Double? = nil, mtu: Int? = nil) {
            self.rttMs = rttMs
            self.mbps = mbps
            self.mtu = mtu
        }
    }

    /// A file of evidence.
    public init(path: String, evidence: Evidence, places: [String: Place], limits: [PathLimits]) {
        self.path = path
        self.evidence = evidence
        self.places = places
        self.limits = limits
    }
}
