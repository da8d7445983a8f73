public import LinuxSystem

/// What this machine can measure, and how to get what is missing.
public struct HostReport: Codable, Sendable, Equatable {
    /// One capability.
    public struct Row: Codable, Sendable, Equatable {
        /// Its name.
        public var capability: Capability
        /// Whether it is there, as tried a moment ago.
        public var available: Bool
        /// What it is for.
        public var purpose: String
        /// Why it is missing.
        public var why: String?
        /// How to get it.
        public var fix: String?

        /// A capability and what came of trying it.
        public init(_ capability: Capability, obstacle: String?, program: String) {
            self.capability = capability
            available = obstacle == nil
            purpose = capability.purpose
            why = obstacle
            fix = obstacle == nil ? nil : capability.fix(program: program)
        }
    }

    /// The capabilities.
    public var capabilities: [Row]

    /// How large socket buffers may become, and what that allows.
    public var buffers: BufferLimits

    /// Congestion controls of TCP that may be chosen, and the one that is used unless one is.
    public var congestionControls: [String]
    public var congestionControl: String?

    /// What the kernel's clocks count with.
    public var clockSource: String?

    /// The release of the kernel.
    public var kernel: String?

    /// A report of these parts.
    public init(capabilities: [Row], buffers: BufferLimits) {
        self.capabilities = capabilities
        self.buffers = buffers
        congestionControls = []
    }

    /// Tries everything on this machine.
    public static func thisMachine() -> HostReport {
        let rows = Capability.allCases.map {
            Row($0, obstacle: $0.obstacle, program: ThisProgram.quotedPath)
        }
        var report = HostReport(capabilities: rows, buffers: .thisMachine())
        report.congestionControls = SystemFile.words("/proc/sys/net/ipv4/tcp_available_congestion_control")
        report.congestionControl = SystemFile.text("/proc/sys/net/ipv4/tcp_congestion_control")
        report.clockSource = SystemFile.text("/sys/devices/system/clocksource/clocksource0/current_clocksource")
        report.kernel = SystemFile.text("/proc/sys/kernel/osrelease")
        return report
    }
}
