extension Trial {
    /// One round of pre-copy.
    public struct Round: Codable, Sendable, Equatable {
        /// Pages that were to be sent.
        public var pages: Int
        /// Those of them that were all zero, of which only the numbers were sent.
        public var zeroPages: Int?
        /// Bytes that were sent.
        public var bytes: Int
        /// How long it took.
        public var seconds: Double
        /// How fast the guest dirtied pages meanwhile, distinct pages only, in 10^6 bytes a second.
        public var dirtyMBps: Double
        /// How fast pages were sent, in 10^6 bytes a second.
        public var sendMBps: Double
        /// How much the vCPUs were slowed down meanwhile.
        public var slowdownPercent: Double?

        /// A round.
        public init(pages: Int, bytes: Int, seconds: Double, dirtyMBps: Double, sendMBps: Double) {
            self.pages = pages
            self.bytes = bytes
            self.seconds = seconds
            self.dirtyMBps = dirtyMBps
            self.sendMBps = sendMBps
        }
    }

    /// What Stun During Page Send cost.
    public struct SDPS: Codable, Sendable, Equatable {
        /// Whether it was needed.
        public var engaged: Bool
        /// The share of the time that it was engaged for which the vCPUs stood still.
        public var slowdownPercent: Double
        /// Each vCPU.
        public var vCPUs: [VCPU]?

        /// Its cost.
        public init(engaged: Bool, slowdownPercent: Double) {
            self.engaged = engaged
            self.slowdownPercent = slowdownPercent
        }
    }

    /// What one vCPU suffered by it.
    public struct VCPU: Codable, Sendable, Equatable {
        /// The share of the time that SDPS was engaged for which it stood still.
        public var slowdownPercent: Double
        /// How long it stood still in all.
        public var pausedMs: Double
        /// How long each of its stops lasted.
        public var stopMs: Distribution?

        /// What it suffered.
        public init(slowdownPercent: Double, pausedMs: Double, stopMs: Distribution? = nil) {
            self.slowdownPercent = slowdownPercent
            self.pausedMs = pausedMs
            self.stopMs = stopMs
        }
    }

    /// What Quick Resume took.
    public struct QuickResume: Codable, Sendable, Equatable {
        /// Pages that the guest touched before they had come.
        public var faults: Int
        /// How long each of them kept a vCPU waiting.
        public var faultMs: Distribution?
        /// Bytes that went through the backup file, both ways.
        public var backupBytes: Int
        /// Pages that were missing at the destination when the guest went on there.
        public var missingPages: Int?
        /// Pages of those that never came, with which the guest is lost; absent where all came.
        public var lostPages: Int?
        /// From the guest going on to its last page having come; absent where one never did.
        public var seconds: Double?
        /// Whether the conversation went on over the backup file, the network having failed.
        public var wentOnOverBackup: Bool?

        /// Its cost.
        public init(faults: Int, faultMs: Distribution?, backupBytes: Int) {
            self.faults = faults
            self.faultMs = faultMs
            self.backupBytes = backupBytes
        }
    }

    /// What one pair of addresses carried of it.
    public struct Pair: Codable, Sendable, Equatable {
        /// The name of the end at the source.
        public var from: String
        /// The name of the end at the destination.
        public var to: String
        /// How many connections.
        public var streams: Int
        /// What it carried, in 10^6 bytes.
        public var sentMB: Double
        /// Its share of all that was sent.
        public var sharePercent: Double
        /// Why it died on the way, as a sentence without a full stop; absent where it lived to the end.
        public var died: String?

        /// A pair and its share.
        public init(from: String, to: String, streams: Int, sentMB: Double, sharePercent: Double, died: String? = nil) {
            self.from = from
            self.to = to
            self.streams = streams
            self.sentMB = sentMB
            self.sharePercent = sharePercent
            self.died = died
        }
    }
}
