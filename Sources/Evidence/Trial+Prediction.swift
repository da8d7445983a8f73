extension Trial {
    /// What the model foretells of a migration.
    public struct Prediction: Codable, Sendable, Equatable {
        /// As `totalSeconds` of the trial.
        public var totalSeconds: Double
        /// As `sentMB` of the trial.
        public var sentMB: Double
        /// As `stunMs` of the trial.
        public var stunMs: Double
        /// How many rounds, the last one included.
        public var rounds: Int
        /// The share of the time since SDPS engages for which the vCPUs stand still, where it is needed.
        public var slowdownPercent: Double?
        /// Whether the guest is resumed early, its memory not yet whole.
        public var resumesEarly: Bool?
        /// Whether it converges.
        public var converges: Bool

        /// A prediction.
        public init(totalSeconds: Double, sentMB: Double, stunMs: Double, rounds: Int, converges: Bool) {
            self.totalSeconds = totalSeconds
            self.sentMB = sentMB
            self.stunMs = stunMs
            self.rounds = rounds
            self.converges = converges
        }
    }

    /// What the model foretells of a virtual machine of the inventory, over the network that was measured.
    public struct VMPrediction: Codable, Sendable, Equatable {
        /// The virtual machine.
        public var vm: String
        /// The host it runs on.
        public var host: String?
        /// Its memory, in 10^6 bytes.
        public var memoryMB: Double?
        /// Distinct pages that it writes to each second, in 10^6 bytes a second.
        public var dirtyMBps: Double?
        /// What its release does about a guest that writes faster than the network carries.
        public var mode: Mode?
        /// What the network carries, in 10^6 bit/s.
        public var mbps: Double
        /// What is foretold; absent where `missing` says what was not captured.
        public var prediction: Prediction?
        /// The inventory's fields that it would take, such as `vms.dirtyRateMBps`.
        public var missing: [String]?

        /// A virtual machine of which nothing is foretold yet.
        public init(vm: String, host: String?, mbps: Double) {
            self.vm = vm
            self.host = host
            self.mbps = mbps
        }
    }
}
