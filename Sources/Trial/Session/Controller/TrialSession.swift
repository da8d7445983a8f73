import Agent
import Evidence
import LinuxSystem

/// A trial from its first process to its last: hosts, guests, migrations, what is looked at afterwards.
final class TrialSession {
    let plan: TrialPlan
    let cancellation: Cancellation
    let board: ProgressBoard
    let hosts: TrialHosts
    private(set) var pairs: [TrialPair]
    private let token: Token
    private var clients: [HeartbeatClient]

    private(set) var records: [MigrationRecord] = []
    private(set) var prepareSeconds = 0.0
    /// Why it ended before its time.
    private(set) var ending: String?
    private var generation: UInt32 = 0
    private var timed: Set<Trial.Run.Direction> = []
    /// Since when the guests have been filled, at the earliest.
    private var filledSince = MonotonicClock.now
    /// Since when the guests have stood still for nothing but each other.
    private var steadySince = MonotonicClock.now

    /// How long the guest is watched after it has moved, and once the source's process is killed.
    private static let watchSeconds = 0.5
    /// How often it is looked again whether guests that were silent are heard.
    private static let listenAgain: Int64 = 100_000_000
    /// How long preparing, filling and looking at memory may take without a word of progress.
    private static let patience: Int64 = 120_000_000_000
    private static let limit: Int64 = 86_400_000_000_000

    /// Starts the hosts, and finds the ways between them.
    init(_ plan: TrialPlan, version: String, cancellation: Cancellation, board: ProgressBoard) throws {
        try plan.guest.validate()
        try plan.migration.validate()
        try plan.delay?.validate()
        guard !plan.pairs.isEmpty else { throw AgentError("there is no pair of addresses to move memory between") }
        guard plan.concurrent >= 1, plan.concurrent <= TrialHost.mostGuests, plan.migrations >= 1, plan.streams >= 1,
            plan.concurrent * plan.streams * plan.pairs.count <= 256
        else { throw AgentError("so many guests, migrations or streams cannot be had") }
        self.plan = plan
        self.cancellation = cancellation
        self.board = board
        token = try Token()
        let hosts = try TrialHosts(plan, version: version, cancellation: cancellation)
        self.hosts = hosts
        do {
            let pairs = try plan.pairs.map {
                try TrialPair($0, near: hosts.near, far: hosts.far, cancellation: cancellation)
            }
            self.pairs = pairs
            clients = try Self.listen(plan, on: pairs)
        } catch {
            hosts.end()
            throw error
        }
    }

    /// A client for each guest, at each pair's address, so that it hears the guest whichever of them dies.
    private static func listen(_ plan: TrialPlan, on pairs: [TrialPair]) throws -> [HeartbeatClient] {
        guard plan.hasHeartbeat else { return [] }
        let places = pairs.map(\.near).reduce(into: [InternetAddress]()) { if !$0.contains($1) { $0.append($1) } }
        return try (0..<plan.concurrent).map { _ in try HeartbeatClient(on: places) }
    }

    /// Ends all that was started.
    func end() {
        hosts.end()
        for client in clients { client.stop() }
    }

    /// Makes the migrations; one that fails is the last.
    func run() throws {
        try prepare()
        for number in 0..<plan.migrations {
            let direction: Trial.Run.Direction = plan.thereAndBack && number % 2 == 1 ? .back : .there
            let turn = plan.thereAndBack ? number / 2 : number
            if number > 0, !plan.thereAndBack { try bringBack() }
            board.begin(.calibrating, migration: number + 1)
            generation += 1
            var made = try migrate(turn: turn, direction)
            let isLast = number + 1 == plan.migrations
            if !cancellation.isCancelled {
                if made.allSatisfy({ $0.guestState == .runsAtDestination }) {
                    try watch(&made, direction, killsSource: isLast)
                } else {
                    listenForSecondCopy(&made)
                }
                verify(&made, direction)
            }
            records += made
            if cancellation.isCancelled {
                ending = MigrationInbox.interruption
                return
            }
            guard made.allSatisfy(\.isProved) else { return }
        }
    }

    private var guests: Range<Int> { 0..<plan.concurrent }

    private func settings(of guest: Int) -> GuestSettings {
        var settings = plan.guest
        settings.seed &+= UInt64(guest)
        return settings
    }

    private func heartbeat(of guest: Int) -> HeartbeatSettings? {
        plan.hasHeartbeat ? clients[guest].settings(generation: generation) : nil
    }

    /// Has both hosts take the memory, and the near one start the guests.
    private func prepare() throws {
        let start = MonotonicClock.now
        let steps = Double(plan.concurrent * 3)
        var done = 0.0
        func call<Call: AgentCall>(_ call: Call, _ host: FarEnd) throws where Call.Event == ShareDone {
            _ = try host.call(call, patience: Self.patience, limit: Self.limit, cancellation: cancellation) {
                board.done((done + $0.share) / steps)
            }
            done += 1
        }
        for guest in guests {
            for host in [hosts.near, hosts.far] {
                try call(PrepareGuest(guest: guest, settings: settings(of: guest)), host)
            }
        }
        filledSince = MonotonicClock.now
        for guest in guests { try call(BootGuest(guest: guest, heartbeat: heartbeat(of: guest)), hosts.near) }
        steadySince = MonotonicClock.now
        prepareSeconds = Double(steadySince - start) / 1e9
    }

    /// Starts the guests anew on the near host, for another migration there.
    private func bringBack() throws {
        board.begin(.preparing)
        generation += 1
        filledSince = MonotonicClock.now
        for guest in guests {
            _ = try hosts.far.call(EndGuest(guest: guest, keepsMemory: true), cancellation: cancellation)
        }
        // Their hearts count from the beginning again, which is no second copy of them.
        let listened = clients
        clients = try Self.listen(plan, on: pairs)
        for client in listened { client.stop() }
        for guest in guests {
            _ = try hosts.near.call(
                BootGuest(guest: guest, heartbeat: heartbeat(of: guest)), patience: Self.patience, limit: Self.limit,
                cancellation: cancellation)
        }
        steadySince = MonotonicClock.now
    }

    /// Moves all guests at once.
    private func migrate(turn: Int, _ direction: Trial.Run.Direction) throws -> [MigrationRecord] {
        let (source, destination) = direction == .there ? (hosts.near, hosts.far) : (hosts.far, hosts.near)
        try openDoor(of: destination, for: source, direction)
        defer { _ = try? destination.call(CloseDoor()) }
        let migrations = try guests.map { guest in
            let streams = streams(of: guest)
            let (key, identity) = (UInt64.random(in: .min ... .max), try MigrationIdentity())
            let routes = pairs.indices.map { pair in
                pairs[pair].route(direction, pair: pair, streams: streams.filter { $0.pair == pair }.map(\.number))
            }
            return OneMigration(
                from: source, to: destination,
                send: SendGuest(
                    guest: guest, migration: plan.migration, routes: routes, port: plan.port, token: token, key: key,
                    congestionControl: plan.congestionControl, delay: plan.delay, calibrates: plan.calibrates,
                    backupDirectory: plan.backupDirectory, identity: identity),
                receive: ReceiveGuest(
                    guest: guest, migration: plan.migration, streams: streams, key: key,
                    heartbeat: heartbeat(of: guest), backupDirectory: plan.backupDirectory, identity: identity),
                board: board, cancellation: cancellation)
        }
        let outcomes = try BlockingThread.each(migrations) { try $0.run() }
        return try zip(guests, outcomes).map { guest, outcome in
            MigrationRecord(
                guest: guest, turn: turn, direction: direction, outcome: try outcome.get(),
                sharesAClock: hosts.shareAClock)
        }
    }

    /// Opens the port, the first time with a look at what the ways hold.
    private func openDoor(of destination: FarEnd, for source: FarEnd, _ direction: Trial.Run.Direction) throws {
        func open() throws {
            _ = try destination.call(
                OpenDoor(places: pairs.map { $0.place(direction) }, port: plan.port, token: token),
                cancellation: cancellation)
        }
        try open()
        guard timed.insert(direction).inserted else { return }
        let routes = pairs.indices.map { pairs[$0].route(direction, pair: $0, streams: []) }
        let times = try source.call(
            TimeRoutes(routes: routes, port: plan.port, token: token, congestionControl: plan.congestionControl),
            patience: 30_000_000_000, cancellation: cancellation
        ).seconds
        for (index, seconds) in zip(pairs.indices, times) {
            pairs[index].chooseBuffers(direction, roundTripSeconds: seconds)
        }
        if pairs.contains(where: { $0.buffers[direction] != nil }) { try open() }
    }

    /// Numbers of streams are given out once in each direction.
    private func streams(of guest: Int) -> [StreamNumber] {
        let each = plan.streams * pairs.count
        let first = (Int(generation) * plan.concurrent + guest) * each
        return (0..<each).map { StreamNumber(number: UInt32(first + $0), pair: $0 % pairs.count) }
    }

    /// Listens to the guests for a moment; with `killsSource` without the process that they came from.
    private func watch(
        _ made: inout [MigrationRecord], _ direction: Trial.Run.Direction, killsSource: Bool
    ) throws {
        board.begin(.running)
        _ = cancellation.sleep(nanoseconds: Int64(Self.watchSeconds * 1e9))
        for index in made.indices where plan.hasHeartbeat { listen(&made[index]) }
        guard killsSource else { return }
        _ = try? (direction == .there ? hosts.near : hosts.far).call(Vanish(), patience: 2_000_000_000)
        let start = MonotonicClock.now
        let before = clients.map(\.report.received)
        _ = cancellation.sleep(nanoseconds: Int64(Self.watchSeconds * 1e9))
        // A network that is away for a moment is not a guest that has died.
        let patience = start + Int64(plan.migration.networkTimeoutSeconds * 1e9)
        func isSilent(_ guest: Int) -> Bool { clients[guest].report.received == before[guest] }
        while plan.hasHeartbeat, made.contains(where: { isSilent($0.guest) }), MonotonicClock.now < patience {
            guard cancellation.sleep(nanoseconds: Self.listenAgain) else { break }
        }
        for index in made.indices where plan.hasHeartbeat {
            let heard = clients[made[index].guest].report.received - before[made[index].guest]
            // Who stops listening before that has not proved anything by hearing nothing.
            guard heard > 0 || !cancellation.isCancelled else { continue }
            made[index].aftermath = Trial.Aftermath(
                seconds: Double(MonotonicClock.now - start) / 1e9, heartbeats: heard)
        }
    }

    /// What the client outside heard of guests of which one did not move: whether both ends ran one.
    private func listenForSecondCopy(_ made: inout [MigrationRecord]) {
        guard plan.hasHeartbeat else { return }
        _ = cancellation.sleep(nanoseconds: Int64(Self.watchSeconds * 1e9))
        for index in made.indices { made[index].heartbeats = clients[made[index].guest].report }
    }

    /// What the client outside heard of a migration.
    private func listen(_ record: inout MigrationRecord) {
        let client = clients[record.guest]
        let (outcome, now) = (record.outcome, MonotonicClock.now)
        record.heartbeats = client.report
        let switchover = outcome.pausedAt ?? outcome.endedAt
        // The last heartbeat before the switchover belongs to its silence.
        if steadySince < switchover - 2_000_000 {
            record.usualSilence = client.longestSilence(in: steadySince..<switchover - 2_000_000)
        }
        record.longestSilence = client.longestSilence(in: outcome.startedAt..<now)
    }

    /// Has the destination look at every page of the guests that run there.
    private func verify(_ made: inout [MigrationRecord], _ direction: Trial.Run.Direction) {
        board.begin(.verifying)
        let host = direction == .there ? hosts.far : hosts.near
        for index in made.indices where made[index].guestState == .runsAtDestination {
            do {
                let seconds = Double(MonotonicClock.now - filledSince) / 1e9
                let found = try host.call(
                    VerifyGuest(guest: made[index].guest, seconds: seconds), patience: Self.patience, limit: Self.limit,
                    cancellation: cancellation
                ) { board.done((Double(index) + $0.share) / Double(made.count)) }
                let pages = plan.guest.memoryBytes / MemoryMapping.pageBytes
                guard found.pages == pages else {
                    throw AgentError("\(found.pages) of the guest's \(pages) pages were looked at")
                }
                made[index].verification = found
            } catch {
                made[index].verificationFailure = "\(error)"
                made[index].isHostGone = host.isGone
            }
        }
        steadySince = MonotonicClock.now
    }
}
