import Evidence
import Glibc
import Probe

/// Whatever the bytes are, reading them as a capture ends, in evidence or in a complaint, and counts no byte twice.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let analysis = TrafficAnalysis(flowLimit: 16)
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    // Frames as a capture hands them over, one after the other: a length, a link type, bytes.
    guard let first = bytes.first, first < 0x08 else {
        readFile(bytes, into: analysis)
        return 0
    }
    let links: [UInt32] = [0, 1, 12, 108, 113, 228, 229, 276]
    var offset = 1
    var time: Int64 = 1_700_000_000_000_000_000
    while offset + 2 <= count {
        let length = min(Int(bytes[offset]), count - offset - 2)
        time += Int64(Int8(bitPattern: bytes[offset + 1])) * 1_000_000
        analysis.add(
            UnsafeRawBufferPointer(rebasing: bytes[offset + 2..<offset + 2 + length]),
            originalLength: length + Int(bytes[offset + 1]) * 16, time: time, link: LinkType(number: links[Int(first)]),
            interface: 0)
        offset += 2 + length
    }
    check(analysis, CaptureEvidence(files: [], interfaces: []))
    return 0
}

private func readFile(_ bytes: UnsafeRawBufferPointer, into analysis: TrafficAnalysis) {
    let reader = CaptureReader()
    do {
        let summary = try reader.read(file(of: bytes), into: analysis)
        precondition(summary.packets == analysis.totals.packets)
        let file = CaptureEvidence.File(name: "input", summary: summary)
        check(analysis, CaptureEvidence(files: [file], interfaces: reader.interfaces))
    } catch {
        precondition(!error.description.isEmpty)
    }
}

private func check(_ analysis: TrafficAnalysis, _ evidence: CaptureEvidence) {
    let totals = analysis.totals
    precondition(
        totals.tcpPackets + totals.otherPackets + totals.fragments + totals.malformed + totals.snapped + totals.untimed
            + totals.unknownLink == totals.packets)
    let flows = analysis.flows()
    precondition(flows.reduce(totals.foldedPackets) { $0 + $1.packets } == totals.tcpPackets)
    precondition(
        flows.reduce(totals.foldedPayloadBytes) { $0 + $1.forward.payloadBytes + $1.reverse.payloadBytes }
            == totals.payloadBytes)
    do {
        let tool = Evidence.Tool(name: "fuzz", version: "1")
        _ = try Evidence(json: evidence.evidence(of: analysis, tool: tool, flowLimit: 8).json().utf8)
    } catch {
        fatalError("evidence that cannot be written and read: \(error)")
    }
}

/// A path that opens a file with `bytes`, which has no name and is gone with the process.
private func file(of bytes: UnsafeRawBufferPointer) -> String {
    precondition(ftruncate(scratch, 0) == 0 && pwrite(scratch, bytes.baseAddress, bytes.count, 0) == bytes.count)
    return "/proc/self/fd/\(scratch)"
}

private let scratch: Int32 = {
    var path = Array("/tmp/capture-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    precondition(descriptor >= 0 && unlink(path) == 0)
    return descriptor
}()
