public import Agent
import Glibc
import LinuxSystem

/// What a host can give a trial, looked at before anything is moved.
public struct HostSurvey: AgentMessage {
    /// What the machine knows of the address that it is to be reached at.
    public var end: EndFacts?
    /// Memory that a guest may take, in bytes.
    public var freeBytes: Int
    /// What sets that limit.
    public var limit: String
    /// How written pages are found there; nil where they cannot be.
    public var tracker: String?
    /// Why the tracker is not the best one, or not there at all, as a sentence without a full stop.
    public var trackerLacks: String?
    /// Why the backup directory cannot be used, as a sentence without a full stop.
    public var directoryLacks: String?

    /// Looks at this machine.
    init(_ call: SurveyHost, maxMemoryBytes: Int?) {
        end = call.address.flatMap { InternetAddress($0) }.map { EndFacts(address: $0, interface: call.interface) }
        let available = AvailableMemory.now
        let free = max(0, available.bytes - AvailableMemory.reserve)
        if let maxMemoryBytes, maxMemoryBytes < free {
            (freeBytes, limit) = (maxMemoryBytes, "--max-memory of the agent")
        } else {
            (freeBytes, limit) = (min(free, 1 << 53), available.limit)
        }
        do {
            let choice = try DirtyTrackers.choose(call.tracker, of: MemoryMapping(byteCount: MemoryMapping.pageBytes))
            (tracker, trackerLacks) = (choice.tracker.name, choice.reason)
        } catch {
            trackerLacks = "\(error)"
        }
        directoryLacks = call.backupDirectory.flatMap { Self.lack(of: $0) }
    }

    private static func lack(of directory: String) -> String? {
        var status = stat()
        guard unsafe stat(directory, &status) == 0 else { return unsafe String(cString: strerror(errno)) }
        guard status.st_mode & S_IFMT == S_IFDIR else { return "it is no directory" }
        return unsafe access(directory, W_OK | X_OK) == 0 ? nil : unsafe String(cString: strerror(errno))
    }

    /// Throws where a number makes no sense.
    public func validate() throws(AgentError) {
        try end?.validate()
        try within(0...1 << 53, ["freeBytes": freeBytes])
        let texts = [limit, tracker, trackerLacks, directoryLacks]
        try within(0...4096, ["the length of a sentence": texts.compactMap { $0?.utf8.count }.max()])
    }
}

/// Asks a host what it can give a trial.
struct SurveyHost: AgentCall {
    typealias Reply = HostSurvey

    static let name = "trial.survey"

    var address: String?
    var interface: String?
    var tracker: MigrationSettings.Tracker
    var backupDirectory: String?
}

/// Answers what this machine can give a trial.
public struct SurveyService: AgentService {
    private let maxMemoryBytes: Int?

    /// For a host whose guests may take at most `maxMemoryBytes`.
    public init(maxMemoryBytes: Int? = nil) { self.maxMemoryBytes = maxMemoryBytes }

    /// Names what a survey asks for.
    public func register(in registry: inout AgentRegistry) {
        registry.answer(SurveyHost.self) { [maxMemoryBytes] call, _ in
            HostSurvey(call, maxMemoryBytes: maxMemoryBytes)
        }
    }
}
