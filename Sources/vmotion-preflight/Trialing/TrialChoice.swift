import Agent
import Evidence
import Facts
import LinuxSystem
import Trial

/// What a trial is going to do, with what was chosen for whoever did not say, and why.
struct TrialChoice {
    /// What is done.
    private(set) var plan: TrialPlan

    /// What was chosen, and why, each as a line.
    private(set) var notes: [String] = []

    /// What is known of the machine that stands here and of the network.
    struct Surroundings {
        /// Memory that is free here, in bytes, where the kernel tells.
        var freeBytes: Int?
        /// What one migration needs of the network, in 10^6 bit/s.
        var sessionMbps: Double?
        /// How the releases of the inventory migrate.
        var mechanism: ReleaseMechanism?
    }

    private static let page: Int64 = 4096

    /// The plan of `command` over `pairs` to the machine that `via` reaches.
    init(
        _ command: TrialCommand, via: String, pairs: [AddressPair], surroundings: Surroundings
    ) throws(CommandFailure) {
        let (guest, migration, course) = (command.guest, command.migration, command.course)
        let memory = Self.memory(command, free: surroundings.freeBytes)
        if let why = memory.why { notes.append("memory \(ByteCount(amount: memory.bytes)): \(why)") }
        let zero = guest.zeroMemory?.amount ?? 0
        guard zero < memory.bytes else {
            throw CommandFailure("--zero-memory is a part of --memory, which is \(ByteCount(amount: memory.bytes))")
        }
        let set = guest.workingSet?.amount ?? (memory.bytes - zero) / 4 / Self.page * Self.page
        guard set <= memory.bytes - zero else {
            throw CommandFailure(
                "--working-set is a part of the memory that is not zero, which is \(ByteCount(amount: memory.bytes - zero))"
            )
        }
        let rate = try Self.dirtyRate(command, sessionMbps: surroundings.sessionMbps)
        if let why = rate.why {
            notes.append("dirty rate \(rate.bytesPerSecond.megabytes)/s in \(ByteCount(amount: set)): \(why)")
        }
        var settings = GuestSettings(
            memoryBytes: Int(memory.bytes), workingSetBytes: Int(set), dirtyBytesPerSecond: rate.bytesPerSecond)
        settings.zeroBytes = Int(zero / Self.page * Self.page)
        settings.pattern = guest.pattern
        settings.vCPUs = guest.vCPUs
        settings.seed = guest.seed
        plan = TrialPlan(via: via, pairs: pairs, guest: settings)
        plan.agentPath = command.targets.agent
        plan.streams = migration.connections.streams
        plan.port = UInt16(clamping: migration.connections.port)
        plan.congestionControl = migration.connections.congestionControl
        plan.repeats = course.repeats
        plan.thereAndBack = course.thereAndBack
        plan.concurrent = course.concurrent
        try settle(migration, by: surroundings.mechanism)
    }

    /// Chooses how it is migrated: as the command line says, otherwise as the releases do.
    private mutating func settle(_ options: MigrationOptions, by mechanism: ReleaseMechanism?) throws(CommandFailure) {
        var settings = MigrationSettings()
        if let mechanism {
            settings.mode = mechanism.mode
            if let goal = mechanism.switchoverGoalSeconds { settings.switchoverGoalSeconds = goal }
            if let cap = mechanism.maxSwitchoverSeconds { settings.maxSwitchoverSeconds = cap }
            if options.mode == nil {
                notes.append(
                    "mode \(settings.mode.rawValue): as vMotion of \(mechanism.release) does, the release of \(mechanism.host)"
                )
            }
        }
        if let mode = options.mode { settings.mode = mode }
        if let goal = options.switchoverGoal { settings.switchoverGoalSeconds = goal.seconds }
        settings.tracker = options.tracker
        settings.maxBytesPerSecond = options.connections.maxRate.map { Double($0.amount) / 8 }
        if let timeout = options.networkTimeout { settings.networkTimeoutSeconds = timeout.seconds }
        plan.migration = settings
        plan.backupDirectory = options.backupDirectory
        guard options.backupDirectory == nil || settings.mode == .quickResume else {
            let chooser = mechanism == nil ? "the default is" : "the inventory's releases choose"
            throw CommandFailure(
                "--backup-directory is for --mode quick-resume, and \(chooser) \(settings.mode.rawValue)")
        }
        if settings.mode == .quickResume, options.backupDirectory == nil {
            let isOne = plan.streams * plan.pairs.count == 1
            let only = isOne ? ", or its only connection, which --streams 2 survives" : ""
            notes.append(
                "no --backup-directory: when the network fails after an early resume\(only), the guest is lost, as without "
                    + "shared storage")
        }
    }

    /// As the command line says; otherwise little enough to be safe, and enough to take its time.
    private static func memory(_ command: TrialCommand, free: Int?) -> (bytes: Int64, why: String?) {
        if let memory = command.guest.memory { return (memory.amount / page * page, nil) }
        let zero = command.guest.zeroMemory?.amount ?? 0
        let set = command.guest.workingSet?.amount ?? 0
        let unit: Int64 = 64 << 20
        // A long round trip with a small window carries little, and what breaks a migration is not its length.
        let usual: Int64 = command.course.sweep.map { $0.what != .dirtyRate } == true ? 256 << 20 : 1 << 30
        let wanted = max(usual, (zero + max(set, 1) + unit - 1) / unit * unit)
        guard let free, wanted == usual else {
            return (wanted, wanted == usual ? "enough to see rounds" : "enough for what the other options ask for")
        }
        let quarter = Int64(free) / 4 / Int64(command.course.concurrent) / unit * unit
        guard quarter < usual else { return (usual, "enough to see rounds, and little of what is free here") }
        return (max(unit, quarter), "a quarter of what is free here")
    }

    private static func dirtyRate(
        _ command: TrialCommand, sessionMbps: Double?
    ) throws(CommandFailure) -> (bytesPerSecond: Double, why: String?) {
        if let rate = command.guest.dirtyRate { return (Double(rate.amount) / 8, nil) }
        guard let sessionMbps else { throw CommandFailure("say with --dirty-rate what the guest writes") }
        let share = "half of the \(Int(sessionMbps)) Mbit/s that one migration needs of the network"
        return (sessionMbps * 1e6 / 16, "\(share), so a network that is good enough carries it twice over")
    }

    /// The plan under one condition of a sweep, in the sweep's unit.
    func plan(_ sweep: SweepRange, at value: Double, window: ByteCount?) -> TrialPlan {
        var plan = plan
        switch sweep.what {
        case .rtt:
            let bytes = window.map { Int($0.amount) } ?? Self.usualWindow
            plan.delay = AddedDelay(roundTripSeconds: value / 1000, windowBytes: bytes)
        case .bandwidth: plan.migration.maxBytesPerSecond = value * 1e6 / 8
        case .dirtyRate: plan.guest.dirtyBytesPerSecond = value * 1e6
        }
        return plan
    }

    /// About what a socket of vMotion buffered before larger buffers for distance came with 5.0.
    private static let usualWindow = 512 << 10
}

extension Double {
    /// Bytes as `15.6 MB`.
    fileprivate var megabytes: String {
        let tenths = (self / 1e5).rounded()
        return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10)) MB" : "\(tenths / 10) MB"
    }
}
