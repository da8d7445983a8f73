extension Trial {
    /// What the guest's vCPUs did.
    public struct Workload: Codable, Sendable, Equatable {
        /// Pages written each second times 4096, in 10^6 bytes a second, as asked for.
        public var dirtyMBps: Double
        /// The memory it wrote into, in 10^6 bytes.
        public var workingSetMB: Double
        /// `uniform`, `hot-spot` or `sequential`.
        public var pattern: String
        /// How many vCPUs.
        public var vCPUs: Int

        /// A workload.
        public init(dirtyMBps: Double, workingSetMB: Double, pattern: String, vCPUs: Int) {
            self.dirtyMBps = dirtyMBps
            self.workingSetMB = workingSetMB
            self.pattern = pattern
            self.vCPUs = vCPUs
        }
    }

    /// How long the guest stood still, by the clock of each end.
    public struct Stun: Codable, Sendable, Equatable {
        /// From its last instruction at the source to the source learning that it runs at the destination.
        public var sourceMs: Double?
        /// From the destination learning that it stands still to its first instruction there.
        public var destinationMs: Double?

        /// Both times.
        public init(sourceMs: Double? = nil, destinationMs: Double? = nil) {
            self.sourceMs = sourceMs
            self.destinationMs = destinationMs
        }
    }

    /// What a client outside heard of the guest.
    public struct Heartbeats: Codable, Sendable, Equatable {
        /// How many arrived.
        public var received: Int
        /// How many that the guest had sent did not.
        public var lost: Int

        /// What was heard.
        public init(received: Int, lost: Int) {
            self.received = received
            self.lost = lost
        }
    }

    /// How the guest went on once the source's process had been killed.
    public struct Aftermath: Codable, Sendable, Equatable {
        /// How long it was watched.
        public var seconds: Double
        /// Heartbeats of it that were heard meanwhile.
        public var heartbeats: Int

        /// What was seen.
        public init(seconds: Double, heartbeats: Int) {
            self.seconds = seconds
            self.heartbeats = heartbeats
        }
    }
}
