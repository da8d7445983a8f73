extension TCPFlow {
    /// Where a capture was taken, as far as its round trips tell.
    public enum CapturePoint: String, Sendable {
        /// Near the client, so that what it sends shows the path's round trip.
        case client
        /// Near the server, so that what that sends shows it.
        case server
        /// So that neither direction shows the whole path, or too short a path to tell.
        case between
    }

    /// Where the capture was taken: the direction whose answers take longer is the one across the path.
    ///
    /// Nil when there are not samples of both directions.
    public var capturePoint: CapturePoint? {
        let pairs = [
            (forward.roundTrips.handshake, reverse.roundTrips.handshake),
            (forward.roundTrips.ack, reverse.roundTrips.ack),
            (forward.roundTrips.timestamp, reverse.roundTrips.timestamp),
        ]
        for (there, back) in pairs where there.count > 0 && back.count > 0 {
            if there.least > back.least.addingReportingOverflow(back.least).partialValue { return .client }
            if back.least > there.least.addingReportingOverflow(there.least).partialValue { return .server }
            return .between
        }
        return nil
    }

    /// The round trips of the direction across the path; of what the client sent where that cannot be told.
    public var pathRoundTrips: RoundTripTimes {
        switch capturePoint {
        case .client: return forward.roundTrips
        case .server: return reverse.roundTrips
        case .between, nil:
            let there = forward.roundTrips.ack.count + forward.roundTrips.handshake.count
            return there > 0 ? forward.roundTrips : reverse.roundTrips
        }
    }
}
