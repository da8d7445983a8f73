import CPcap
import LinuxSystem

/// An interface that libpcap captures from, closed when its owner lets it go: pcap(3PCAP).
@safe struct CaptureHandle: ~Copyable {
    /// How long the kernel keeps packets back to hand over many at once; so late is what is shown, at most.
    static let retirement: Int64 = 20_000_000

    /// What the frames begin with.
    let link: LinkType

    /// The number of that in a capture file; those of Ethernet, cooked and raw IP are the same for libpcap and its files.
    let linkNumber: UInt32

    /// Whether the stamps have nanoseconds.
    let hasNanoseconds: Bool

    /// The ring that the kernel gave.
    let ringBytes: Int

    /// What poll(2) waits for.
    let descriptor: Int32

    /// What came before the filter, which does not count.
    private var before = Counts(received: 0, dropped: 0)
    private let pcap: OpaquePointer

    deinit { unsafe pcap_close(pcap) }

    /// Starts capturing what `filter` takes, with no packet from before it.
    static func opened(
        _ interface: NetworkInterface, filter: CaptureFilter, snapLength: Int, ringBytes: Int
    ) throws(MeasurementError) -> CaptureHandle {
        let (pcap, size) = unsafe try open(interface, snapLength, ringBytes)
        var handle = unsafe CaptureHandle(pcap, ringBytes: size)
        try handle.start(filter, on: interface.name)
        return handle
    }

    private init(_ pcap: OpaquePointer, ringBytes: Int) {
        unsafe self.pcap = unsafe pcap
        self.ringBytes = ringBytes
        descriptor = unsafe pcap_fileno(pcap)
        let number = UInt32(bitPattern: unsafe pcap_datalink(pcap))
        link = LinkType(number: number)
        // DLT_RAW is 12 on Linux, where files have LINKTYPE_RAW: pcap-linktype(7).
        linkNumber = number == 12 ? 101 : number
        hasNanoseconds = unsafe pcap_get_tstamp_precision(pcap) == PCAP_TSTAMP_PRECISION_NANO
    }

    /// With a smaller ring where the kernel has no memory for `ringBytes`.
    private static func open(
        _ interface: NetworkInterface, _ snapLength: Int, _ ringBytes: Int
    ) throws(MeasurementError) -> (OpaquePointer, Int) {
        var size = ringBytes
        while true {
            var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
            guard let pcap = unsafe pcap_create(interface.name, &message) else {
                throw captureRefusal(PCAP_ERROR, text(message), interface)
            }
            unsafe pcap_set_snaplen(pcap, Int32(clamping: snapLength))
            unsafe pcap_set_promisc(pcap, 0)
            unsafe pcap_set_timeout(pcap, Int32(retirement / 1_000_000))
            unsafe pcap_set_buffer_size(pcap, Int32(clamping: size))
            unsafe pcap_set_tstamp_precision(pcap, PCAP_TSTAMP_PRECISION_NANO)
            let status = unsafe pcap_activate(pcap)
            if status >= 0 { return unsafe (pcap, size) }
            let why = unsafe String(cString: pcap_geterr(pcap))
            unsafe pcap_close(pcap)
            guard status == PCAP_ERROR, size > 1 << 20, why.contains("memory") else {
                throw captureRefusal(status, why, interface)
            }
            size /= 2
        }
    }

    private mutating func start(_ filter: CaptureFilter, on interface: String) throws(MeasurementError) {
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        guard unsafe pcap_setnonblock(pcap, 1, &message) == 0 else {
            throw MeasurementError("cannot capture on \(interface): \(text(message))")
        }
        shut()
        let deadline = MonotonicClock.now + 10 * Self.retirement
        var seen = 0
        while counts().received > seen, MonotonicClock.now < deadline {
            MonotonicClock.sleep(nanoseconds: 1_000_000)
            while case .packet = unsafe next({ _, _, _ in }) { seen += 1 }
        }
        before = counts()
        var program = unsafe bpf_program()
        guard unsafe pcap_compile(pcap, &program, filter.description, 1, PCAP_NETMASK_UNKNOWN) == 0 else {
            throw MeasurementError("cannot filter the packets of \(interface): \(failure)")
        }
        defer { unsafe pcap_freecode(&program) }
        guard unsafe pcap_setfilter(pcap, &program) == 0 else {
            throw MeasurementError("cannot filter the packets of \(interface): \(failure)")
        }
    }

    /// Lets nothing more in; what has come can still be read.
    func shut() { try? closeFilter(of: descriptor) }

    /// Waits until packets have come, `deadline` passes or `cancellation` is made.
    func wait(until deadline: Int64, unless cancellation: Cancellation) -> Wake {
        (try? waitReadable(descriptor, until: deadline, unless: cancellation)) ?? .late
    }

    /// What libpcap says of its last failure.
    private var failure: String { unsafe String(cString: pcap_geterr(pcap)) }

    /// What a look for a packet gave.
    enum Next {
        case packet
        case nothing
        case failed(String)
    }

    /// Hands the next packet that has come to `body`: its bytes, its length on the wire, its time.
    @inline(__always)
    func next(_ body: (UnsafeRawBufferPointer, Int, Int64) -> Void) -> Next {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var bytes: UnsafePointer<UInt8>?
        let answer = unsafe pcap_next_ex(pcap, &header, &bytes)
        guard answer == 1, let header = unsafe header?.pointee, let bytes = unsafe bytes else {
            return answer == 0 ? .nothing : .failed(failure)
        }
        let fraction = Int64(header.ts.tv_usec) &* (hasNanoseconds ? 1 : 1000)
        let time = Int64(header.ts.tv_sec) &* 1_000_000_000 &+ fraction
        unsafe body(UnsafeRawBufferPointer(start: bytes, count: Int(header.caplen)), Int(header.len), time)
        return .packet
    }

    /// What the kernel let through the filter, and how many of these it dropped.
    struct Counts: Equatable {
        var received: Int
        var dropped: Int
    }

    /// What the kernel counts since the filter.
    func counts() -> Counts {
        var statistics = pcap_stat()
        guard unsafe pcap_stats(pcap, &statistics) == 0 else { return Counts(received: 0, dropped: 0) }
        return Counts(
            received: Int(statistics.ps_recv) - before.received, dropped: Int(statistics.ps_drop) - before.dropped)
    }
}

private func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
