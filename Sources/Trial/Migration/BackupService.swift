import Agent
import LinuxSystem
import Synchronization

/// The source's end of the conversation over the backup file: listens from the moment that the memory is split, and takes over
/// when the destination says there that the network has failed.
final class BackupService: Sendable {
    private let conversation: BackupConversation
    private let server: PageServer
    private let sender: PageSender
    private let file: BackupFile
    private let cancellation: Cancellation
    private let pageCount: Int
    private let listener = Mutex<BlockingThread<Void>?>(nil)
    private let done: Mailbox<Result<Void, any Error>>
    private let state = Mutex(State())

    private struct State {
        var wasNeeded = false
        var pusher: BlockingThread<Void>?
    }

    /// Listens; nil where there is no backup file.
    init?(_ place: SharedPlace?, server: PageServer, memory: MemoryMapping, sender: PageSender) throws {
        guard let place else { return nil }
        file = place.file
        self.server = server
        self.sender = sender
        pageCount = memory.pageCount
        cancellation = try Cancellation()
        done = try Mailbox()
        conversation = BackupConversation(
            place.file, memory: memory, patience: place.patience, cancellation: cancellation)
        let thread = try BlockingThread(named: "backup file") { [self] in
            do { try listen() } catch { done.put(error is Whole ? .success(()) : .failure(error)) }
        }
        listener.withLock { $0 = thread }
    }

    /// Whether the conversation went on over the file.
    var wasNeeded: Bool { state.withLock { $0.wasNeeded } }

    /// Bytes of messages that this end has sent and received.
    var messageBytes: Int { file.messageBytes.sent + file.messageBytes.received }

    /// Waits for the destination's word that all of the memory is there; false when it has not come by `deadline`.
    func wait(until deadline: Int64) throws -> Bool {
        guard let outcome = try done.take(until: deadline) else { return false }
        try outcome.get()
        return true
    }

    /// Ends listening, without waiting for a file server that does not answer.
    func end() {
        cancellation.cancel()
        listener.withLock { $0.take() }?.detach()
        state.withLock { $0.pusher.take() }?.detach()
        SharedDirectory.attempt { [conversation] in try? conversation.close() }
    }

    private func listen() throws {
        var lacking = PageSet(pageCount: pageCount)
        var isWhole = false
        try conversation.listen { said in
            switch said {
            case .demand(let page): try server.demand(page)
            case .page: throw AgentError("the destination sent a page over the backup file")
            case .message(let message):
                switch BackupLine.read(message)?.word {
                case .lacks:
                    let runs = try PageRuns.runs(in: Array(message.dropFirst()), pageCount: pageCount)
                    for run in runs { lacking.insert(run) }
                case .allNamed: try takeOver(lacking)
                case .whole: isWhole = true
                case nil: throw AgentError("the destination said something out of place over the backup file")
                }
            }
            if isWhole { throw Whole() }
        }
        throw AgentError("the destination has left the backup file")
    }

    /// That all is there, which ends listening.
    private struct Whole: Error {}

    private func takeOver(_ lacking: PageSet) throws {
        // No page may come late over a stream that the destination holds for dead.
        sender.close()
        server.goOn(over: conversation, lacking: lacking)
        let pusher = try BlockingThread(named: "push to file") { [server, cancellation, done] in
            do { try server.push(cancellation: cancellation) } catch { done.put(.failure(error)) }
        }
        state.withLock { state in
            state.wasNeeded = true
            state.pusher = pusher
        }
    }
}
