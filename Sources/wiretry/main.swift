import Evidence
import Glibc
import LinuxSystem
import Probe

final class Null: PacketSink {
    var n = 0
    var bytes = 0
    func add(_ frame: UnsafeRawBufferPointer, originalLength: Int, time: Int64, link: LinkType, interface: Int) {
        n += 1
        bytes += originalLength
    }
}
let args = CommandLine.arguments
let stop = try Cancellation()
do {
switch args[1] {
case "capture":
    // IF SECONDS HOST PORT [FILE fileMB totalMB] 
    let filter = CaptureFilter([.tcp(InternetAddress(args[4])!, ports: [UInt16(args[5])!])])
    let keep = args.count > 6 ? CaptureFiles(path: args[6], fileBytes: Int(args[7])! << 20, totalBytes: Int(args[8])! << 20) : nil
    let analysis = TrafficAnalysis()
    let null = Null()
    let sink: any PacketSink = args.contains("null") ? null : analysis
    let c = try LiveCapture(.init(interface: args[2], filter: filter, keep: keep), sink: sink)
    print("capturing")
    let end = MonotonicClock.now + Int64(args[3])! * 1_000_000_000
    while MonotonicClock.now < end { MonotonicClock.sleep(nanoseconds: 500_000_000); print("packets", c.packets) }
    let t = MonotonicClock.now
    let o = c.stop()
    print("stopped in \((MonotonicClock.now - t)/1000) us")
    print(o.capture, o.voided, o.notes)
    var u = rusage()
    getrusage(0, &u)
    print("cpu user \(Double(u.ru_utime.tv_sec) + Double(u.ru_utime.tv_usec) / 1e6) sys \(Double(u.ru_stime.tv_sec) + Double(u.ru_stime.tv_usec) / 1e6)")
case "echo":
    var o = Echo.Options()
    o.count = args.count > 3 ? Int(args[3])! : 50
    let e = try Echo.measure(PathEnds(to: InternetAddress(args[2])!), o, unless: stop)
    let s = e.roundTrips.sorted()
    print("sent \(e.sent) received \(e.received) dup \(e.duplicates) reord \(e.reordered) kernel \(e.hasKernelStamps) errors \(e.errors) p50 \(s.isEmpty ? 0 : Double(s[s.count/2])/1e6) min \(Double(s.first ?? 0)/1e6) max \(Double(s.last ?? 0)/1e6)")
case "mtu":
    let t = MonotonicClock.now
    let m = try MTULadder.measure(PathEnds(to: InternetAddress(args[2])!), .init(configured: Int(args[3])!), unless: stop)
    for s in m.steps { print(" ", s.mtu, s.answered, s.reportedMtu as Any, s.reportedBy as Any) }
    print(m.pathMtu as Any, m.isBlackHole, m.why as Any, "ms", (MonotonicClock.now - t) / 1_000_000)
case "hops":
    let t = MonotonicClock.now
    print(try HopCount.measure(PathEnds(to: InternetAddress(args[2])!), unless: stop), (MonotonicClock.now - t) / 1_000_000)
case "port":
    let t = MonotonicClock.now
    print(try PortCheck.check(UInt16(args[3])!, PathEnds(to: InternetAddress(args[2])!), unless: stop), (MonotonicClock.now - t) / 1_000_000)
case "arp":
    print(try HardwareAddresses.find(PathEnds(to: InternetAddress(args[2])!), unless: stop))
case "vlan":
    print(try TaggedProbe.measure(interface: args[2], vlan: Int(args[3])!, subnet: .init(InternetAddress(args[4])!, prefix: Int(args[5])!), unless: stop))
case "oneend":
    var plan = OneEndPlan(pairs: [.init(near: .init(name: "near"), far: .init(name: "far", address: InternetAddress(args[2])!))])
    if args.count > 3 { plan.mtu = Int(args[3]) }
    let e = try OneEndProbe(plan, tool: .init(name: "x", version: "1")).run(cancellation: stop) { print($0.step, $0.secondsLeft) }
    print(try e.json())
default: break
}
} catch { print("ERROR", error) }
