import Evidence
import LinuxSystem
import Synchronization

/// The captures of a probe, one on each near interface, that feed one analysis.
struct ProbeCaptures {
    let analysis: TrafficAnalysis
    private let running: [(interface: String, capture: LiveCapture)]

    /// Captures the data connections of `pairs`.
    init(_ pairs: [PairUnderTest], port: UInt16, keep: CaptureFiles?) throws {
        analysis = TrafficAnalysis()
        var interfaces: [String] = []
        for pair in pairs where !interfaces.contains(pair.interface) { interfaces.append(pair.interface) }
        let sink: any PacketSink = interfaces.count > 1 ? LockedSink(analysis) : analysis
        var running: [(String, LiveCapture)] = []
        do {
            for (number, interface) in interfaces.enumerated() {
                let parts = pairs.filter { $0.interface == interface }.map {
                    CaptureFilter.Part.tcp($0.near, $0.far, ports: [port])
                }
                var file = keep
                if number > 0 { file?.path += ".\(interface)" }
                var options = LiveCapture.Options(interface: interface, filter: CaptureFilter(parts), keep: file)
                options.interfaceNumber = number
                running.append((interface, try LiveCapture(options, sink: sink)))
            }
        } catch {
            for (_, capture) in running { _ = capture.stop() }
            throw error
        }
        self.running = running
    }

    /// Ends them, each with what became of it, by interface.
    func stop() -> [String: LiveCapture.Outcome] {
        Dictionary(uniqueKeysWithValues: running.map { ($0.interface, $0.capture.stop()) })
    }
}

/// Lets the captures of several interfaces feed one analysis.
private final class LockedSink: PacketSink {
    private let analysis: TrafficAnalysis
    private let lock = Mutex(())

    init(_ analysis: TrafficAnalysis) { self.analysis = analysis }

    func add(_ frame: UnsafeRawBufferPointer, originalLength: Int, time: Int64, link: LinkType, interface: Int) {
        lock.withLock { _ in
            unsafe analysis.add(
                frame, originalLength: originalLength, time: time, link: link, interface: interface)
        }
    }
}
