import Synchronization

/// The source's half of a conversation about missing pages, over the streams.
struct PagesOverStreams: PageConversation {
    let sender: PageSender

    func demand(_ page: Int) throws { throw TransportError("the source demands no pages") }

    func send(_ pages: Range<Int>, isDemanded: Bool) throws { try sender.push(pages, urgent: isDemanded) }
}

/// The destination's half.
struct DemandsOverStreams: PageConversation {
    let receiver: PageReceiver

    func demand(_ page: Int) throws { try receiver.send(MigrationMessage.demand.with(TransportMessage.number(page))) }

    func send(_ pages: Range<Int>, isDemanded: Bool) throws { throw TransportError("the destination sends no pages") }
}

/// Where demands come in at the source, before and after there is somebody to serve them.
final class DemandDesk: Sendable {
    private struct State {
        var server: PageServer?
        var early: [Int] = []
    }

    /// Pages that may be demanded before there is a server: each vCPU waits for one.
    private static let mostEarly = 1_024

    private let state = Mutex(State())

    /// Has `server` serve what is demanded from now on, and what was before.
    func open(_ server: PageServer) throws {
        let early = state.withLock { state in
            state.server = server
            return state.early
        }
        for page in early { try server.demand(page) }
    }

    /// Sends a page that somebody waits for; what cannot be sent shows where the rest is pushed.
    func demand(_ page: Int) {
        let server = state.withLock { state -> PageServer? in
            if state.server == nil, state.early.count < Self.mostEarly { state.early.append(page) }
            return state.server
        }
        try? server?.demand(page)
    }
}
