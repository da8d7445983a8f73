import LinuxSystem

extension SendingLines {
    /// Sends chunks on one stream as long as it lives.
    func serve(_ lane: Int) {
        var scanner = PageScanner()
        while let chunk = next(lane) {
            do { try send(chunk, lane, &scanner) } catch { fail(lane, "\(error)") }
        }
    }

    /// Waits for pages to send; nil when the stream is done for.
    private func next(_ lane: Int) -> Chunk? {
        while true {
            // Now and then it looks by itself: another stream that is quicker may have come to a halt.
            let taken: Chunk?? = ledger.wait(until: MonotonicClock.now + 100_000_000) { ledger in
                guard ledger.lanes[lane].life == .living, !ledger.isClosed else { return .some(nil) }
                if let chunk = ledger.take(lane, at: MonotonicClock.now) {
                    ledger.lanes[lane].isWaiting = false
                    return .some(chunk)
                }
                // Somebody waits now for what was sent before.
                guard !ledger.lanes[lane].isUnheard else { return .some(.none) }
                ledger.lanes[lane].isWaiting = true
                return nil
            }
            guard let taken else { continue }
            if taken == nil,
                ledger.withLock({ !$0.isClosed && $0.lanes[lane].isUnheard && $0.lanes[lane].life == .living })
            {
                ping(lane)
                continue
            }
            return taken
        }
    }

    /// Sends a chunk, and more where it holds zeros alone.
    private func send(_ first: Chunk, _ lane: Int, _ scanner: inout PageScanner) throws {
        let key = writers[lane].key
        var chunk = first
        guard case .round(let round) = chunk.purpose else {
            scanner.hash(chunk.runs, of: memory, key: key)
            let kind: FrameKind = chunk.purpose == .push ? .pushed : .calibration
            return try write(
                Frame(kind: kind, runs: chunk.runs, isUrgent: chunk.purpose == .push), chunk, lane, scanner.hashes)
        }
        var frame = Frame(kind: .pages, round: UInt32(clamping: round))
        var part = chunk
        while true {
            let sorted = scanner.scan(part.runs, of: memory, key: key)
            frame.runs = sorted.runs
            frame.zeroRuns.append(following: sorted.zeroRuns)
            guard frame.runs.isEmpty, frame.zeroRuns.count <= Frame.mostZeroRuns - Frame.mostPages,
                frame.zeroPages <= Frame.mostZeroPages - Frame.mostPages,
                let more = ledger.withLock({ $0.takeMore(lane, of: chunk.purpose) })
            else { break }
            chunk.runs.append(following: more.runs)
            part = more
        }
        frame.isUrgent = ledger.withLock { $0.untaken == 0 }
        try write(frame, chunk, lane, scanner.hashes)
    }

    /// Sends pages on a stream; those that could not be sent are given back.
    private func write(_ frame: Frame, _ chunk: Chunk, _ lane: Int, _ hashes: ArraySlice<UInt64>) throws {
        pace?.wait(for: frame.byteCount) { [stopping = ledger] in stopping.withLock { $0.isClosed } }
        var isRecorded = false
        do {
            try writers[lane].write(frame, delivered: inbox.delivered, hashes: hashes, of: memory) { sequence in
                try record(frame, chunk, sequence, lane)
                isRecorded = true
            }
        } catch {
            if !isRecorded {
                ledger.withLock { $0.giveBack(chunk) }
                ledger.wakeAll()
            }
            throw error
        }
    }

    private func record(_ frame: Frame, _ chunk: Chunk?, _ sequence: UInt64, _ lane: Int) throws {
        let sent = SentFrame(
            sequence: sequence, chunk: chunk, zeroPages: frame.zeroPages, isUrgent: frame.isUrgent,
            bytes: frame.byteCount,
            sentAt: MonotonicClock.now)
        try ledger.withLock { try $0.record(sent, lane: lane) }
    }

    // MARK: Messages, and what is sent at once

    /// Sends a message over a stream that lives.
    func send(_ message: TransportMessage) throws { try sendControl(try outbox.frame(of: message)) }

    /// Sends a frame without pages over the stream that has least to do.
    func sendControl(_ frame: Frame) throws {
        let lanes = quickest
        guard let first = lanes.first else { throw failure }
        do {
            for lane in lanes where try attempt(frame, lane) { return }
            try writers[first].write(frame, delivered: inbox.delivered) { try record(frame, nil, $0, first) }
        } catch {
            // Its messages, this one with them, then go over another.
            fail(first, "\(error)")
            if ledger.withLock({ $0.failure != nil }) { throw failure }
        }
    }

    private func attempt(_ frame: Frame, _ lane: Int) throws -> Bool {
        do {
            return try writers[lane].writeIfFree(frame, delivered: inbox.delivered) {
                try record(frame, nil, $0, lane)
            }
        } catch {
            fail(lane, "\(error)")
            return false
        }
    }

    /// Asks a stream for a sign of life.
    func ping(_ lane: Int) {
        do {
            let frame = Frame(kind: .ping, isUrgent: true)
            try writers[lane].write(frame, delivered: inbox.delivered) { try record(frame, nil, $0, lane) }
        } catch {
            fail(lane, "\(error)")
        }
    }

    /// The same, unless another thread sends something on it anyway.
    func pingIfFree(_ lane: Int) { _ = try? attempt(Frame(kind: .ping, isUrgent: true), lane) }

    /// The same of each stream that lives.
    func pingAll() {
        for lane in ledger.withLock({ ledger in ledger.lanes.indices.filter { ledger.lanes[$0].life == .living } }) {
            ping(lane)
        }
    }

    /// Adds pages to push, when there is room.
    func push(_ pages: Range<Int>) throws {
        var rest = pages
        while !rest.isEmpty {
            let taken = try wait(nanoseconds: 1_000_000_000) { ledger -> Int? in
                let room = Self.mostPushes - ledger.pushesUntaken
                guard room > 0, ledger.failure == nil else { return nil }
                let part = rest.prefix(room)
                ledger.push(part)
                return part.count
            }
            rest = rest.dropFirst(taken ?? 0)
            if ledger.withLock({ $0.someoneWaits }) { ledger.wakeAll() }
        }
    }

    /// Pushes pages on the thread that calls, over the stream that has least under way.
    func pushAtOnce(_ pages: Range<Int>) throws {
        var rest = pages
        while !rest.isEmpty {
            let run = rest.prefix(SendLane.pushedPages)
            guard let lane = quickest.first else { throw failure }
            var scanner = PageScanner()
            scanner.hash([run], of: memory, key: writers[lane].key)
            ledger.withLock { $0.pushAtOnce(run.count) }
            do {
                try write(
                    Frame(kind: .pushed, runs: [run], isUrgent: true), Chunk(purpose: .push, runs: [run]), lane,
                    scanner.hashes)
            } catch {
                // It was given back, or will be: another stream sends it.
                fail(lane, "\(error)")
                if ledger.withLock({ $0.failure != nil }) { throw failure }
            }
            rest = rest.dropFirst(run.count)
        }
    }

    private var failure: TransportError { ledger.withLock { $0.failure } ?? TransportError("no stream lives") }

    /// Streams that live, those first that have least to do; of those that stand still only where all do.
    private var quickest: [Int] {
        let now = MonotonicClock.now
        return ledger.withLock { ledger in
            let living = ledger.lanes.indices.filter { ledger.lanes[$0].life == .living }
            let moving = living.filter { !ledger.lanes[$0].standsStill(at: now) }
            return (moving.isEmpty ? living : moving)
                .map { ($0, ledger.lanes[$0].seconds(for: 1, rate: ledger.lanes[$0].bytesPerSecond ?? 1e8)) }
                .sorted { $0.1 < $1.1 }.map(\.0)
        }
    }
}

extension [Range<Int>] {
    /// Adds runs, the first joined to the last where it follows it.
    mutating func append(following runs: [Range<Int>]) {
        guard let last, let first = runs.first, last.upperBound == first.lowerBound else {
            return append(contentsOf: runs)
        }
        self[count - 1] = last.lowerBound..<first.upperBound
        append(contentsOf: runs.dropFirst())
    }
}
