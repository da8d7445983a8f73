import LinuxSystem
import Synchronization

/// The thread of a capture.
final class CaptureLoop: @unchecked Sendable {
    // SAFETY: `handle`, `sink` and `keeper` are used by the one thread that calls `run()`; the rest is constant or atomic.

    /// How it ended.
    struct End: Sendable {
        var delivered = 0
        var counts = CaptureHandle.Counts(received: 0, dropped: 0)
        var clockStep: Int64 = 0
        var failure: String?
        var kept: CaptureKeeper.End?
    }

    let options: LiveCapture.Options
    let interface: NetworkInterface
    let packets = Atomic<Int>(0)
    let stop: Cancellation
    let handle: CaptureHandle
    private let sink: any PacketSink
    private let keeper: CaptureKeeper?

    init(_ options: LiveCapture.Options, sink: any PacketSink) throws(MeasurementError) {
        self.options = options
        self.sink = sink
        interface = try interfaceInUse(options.interface)
        do { stop = try Cancellation() } catch { throw MeasurementError("\(error)") }
        handle = try CaptureHandle.opened(
            interface, filter: options.filter, snapLength: options.snapLength, ringBytes: options.ringBytes)
        if let files = options.keep {
            keeper = try CaptureKeeper(files, snapLength: options.snapLength, linkNumber: handle.linkNumber)
        } else {
            keeper = nil
        }
    }

    /// How often the kernel shows a packet: on a loopback interface when it is sent and when it arrives, of which libpcap leaves
    /// out the first.
    var passes: Int { interface.isLoopback ? 2 : 1 }

    func run() -> End {
        var end = End()
        var clock = ClockSteps()
        var wake = Wake.ready
        repeat {
            drain(&end)
            clock.look()
            guard end.failure == nil else { break }
            wake = handle.wait(until: MonotonicClock.now + 500_000_000, unless: stop)
        } while wake != .cancelled
        finish(&end)
        clock.look()
        end.clockStep = clock.total
        end.kept = keeper?.finish()
        return end
    }

    /// Hands over what has come.
    private func drain(_ end: inout End) {
        let (link, number) = (handle.link, options.interfaceNumber)
        while true {
            let next = unsafe handle.next { frame, length, time in
                unsafe sink.add(frame, originalLength: length, time: time, link: link, interface: number)
                unsafe keeper?.add(frame, originalLength: length, time: time)
            }
            switch next {
            case .packet:
                end.delivered += 1
                guard end.delivered & 1023 == 0 else { continue }
                packets.store(end.delivered, ordering: .relaxed)
                if stop.isCancelled { return }
            case .nothing:
                packets.store(end.delivered, ordering: .relaxed)
                return
            case .failed(let why):
                end.failure = why
                return
            }
        }
    }

    /// Lets nothing more in, and hands over what the kernel still keeps back.
    private func finish(_ end: inout End) {
        handle.shut()
        var quiet = MonotonicClock.now
        while true {
            let before = end.delivered
            drain(&end)
            end.counts = handle.counts()
            let isComplete = end.delivered * passes >= end.counts.received - end.counts.dropped
            if isComplete || end.failure != nil { return }
            if end.delivered != before {
                quiet = MonotonicClock.now
                continue
            }
            if MonotonicClock.now - quiet > 10 * CaptureHandle.retirement { return }
            MonotonicClock.sleep(nanoseconds: 1_000_000)
        }
    }
}
