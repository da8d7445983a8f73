import Evidence
import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// A probe with a far end, and what can go wrong between the two.
    @Suite struct FarEndFaultTests {
        private static let options = ["--duration", "1s", "--count", "10", "--congestion-control", "cubic"]

        private func probe(
            _ a: Namespace, to address: String, via: String, _ more: [String] = [], folder: String
        ) throws -> (Program.Outcome, Evidence?) {
            let run = try a.preflight(
                ["probe", "--to", address, "--via", via, "--output", "run.json"] + Self.options + more, in: folder)
            let found = try? evidence("run.json", in: folder)
            return (run, found)
        }

        /// That nobody listens, and no far end runs, in `b` any more.
        private func expectNothingLeft(in b: Namespace) throws {
            #expect(try b.run("ss", "--listening", "--tcp", "--no-header", "--numeric").output == "")
            #expect(try Program.run(["ip", "netns", "pids", b.name]).output == "")
        }

        @Test(arguments: ["ipv4", "ipv6"])
        func `what the capture counts is what the sockets count, one way and the other`(family: String) throws {
            try withPath { a, wire, b, folder in
                let address = family == "ipv4" ? wire.far.ipv4 : wire.far.ipv6
                let (run, found) = try probe(a, to: address, via: b.via, ["--streams", "2"], folder: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                let evidence = try #require(found)
                #expect(evidence.voided == [])
                let path = try #require(evidence.paths.first)
                #expect(path.goodput.map(\.direction) == [.forward, .reverse, .forward, .reverse])
                #expect(path.goodput.map(\.streams) == [1, 1, 2, 2])
                for goodput in path.goodput {
                    #expect(goodput.bytes > 1_000_000)
                    #expect(goodput.capturedBytes == goodput.bytes)
                    #expect(goodput.mbps > 0)
                }
                #expect(path.capture?.kernelDrops == 0)
                #expect(path.capture?.received == path.capture?.packets)
                #expect(path.rttMs.handshake?.count == 10)
                #expect((path.rttMs.ack?.count ?? 0) >= 10)
                // A timestamp lasts a millisecond, in which a whole exchange fits here: the idle path may have none of its own.
                #expect(
                    path.rttMs.icmp != nil && path.rttLoadedMs?.timestamp != nil && path.rttLoadedMs?.handshake != nil)
                #expect(path.clockOffsetMs.map(abs) ?? 9 <= (path.clockOffsetErrorMs ?? 0) + 0.5)
                #expect(path.ports == ["8000": .open, "902": .closed])
                let back = try #require(evidence.paths.last)
                #expect(back.from == path.to && back.to == path.from)
                #expect(back.ports == ["8000": .open, "902": .closed])
                #expect(back.pathMtu == 1500 && path.pathMtu == 1500)
                #expect(evidence.ends.map(\.congestionControl) == ["cubic", "cubic"])
                try expectNothingLeft(in: b)
            }
        }

        @Test func `a cap holds for all streams together`() throws {
            try withPath { a, wire, b, folder in
                let (run, found) = try probe(
                    a, to: wire.far.ipv4, via: b.via, ["--streams", "3", "--max-rate", "80Mbit/s"], folder: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                for goodput in try #require(found?.paths.first).goodput {
                    #expect((goodput.meanMbps ?? 0) < 81 && goodput.mbps < 83)
                    #expect((goodput.meanMbps ?? 0) > 60)
                    #expect(goodput.limitedBy == .sender)
                }
            }
        }

        @Test func `a far end that is killed in the middle leaves what was measured, and says so`() throws {
            try withPath { a, wire, b, folder in
                let probe = try a.start(
                    [
                        Repository.binary, "probe", "--to", wire.far.ipv4, "--via", b.via, "--duration", "30s",
                        "--count",
                        "10", "--output", "run.json",
                    ], in: folder)
                let deadline = Date(timeIntervalSinceNow: 20)
                // A transfer is under way once the far end has a connection of some bytes.
                while try !b.run("ss", "--tcp", "--info", "--no-header").output.contains("bytes_received:1"),
                    Date() < deadline
                {
                    usleep(50_000)
                }
                for process in try Program.run(["ip", "netns", "pids", b.name]).output.split(separator: "\n") {
                    kill(Int32(process) ?? 0, SIGKILL)
                }
                let run = probe.wait()
                #expect(run.exitCode == 3)
                #expect(run.errors.contains("is gone"), "\(run.errors)")
                let evidence = try evidence("run.json", in: folder)
                #expect(evidence.interrupted == true)
                #expect(evidence.paths.first?.rttMs.handshake?.count == 10)
                #expect(evidence.paths.first?.goodput.isEmpty == true)
                let why = evidence.voided.first { $0.figure == "goodput.forward" }?.why
                #expect(why?.contains("broke off after") == true && why?.contains("is gone") == true)
                try expectNothingLeft(in: b)
            }
        }

        @Test func `strangers at the port are dropped and counted, and do not keep the probe out`() throws {
            try withPath { a, wire, b, folder in
                let flood = """
                    import socket, sys, time
                    end, held = time.time() + 12, []
                    while time.time() < end:
                        try:
                            s = socket.create_connection((sys.argv[1], 8000), 1)
                            s.sendall(b"GET / HTTP/1.0\\r\\n\\r\\n" * 5) if len(held) % 2 else None
                            held.append(s)
                            time.sleep(0.002)
                        except OSError:
                            time.sleep(0.02)
                        del held[:-300]
                    """
                let strangers = try a.start(["python3", "-c", flood, wire.far.ipv4])
                defer { strangers.stop() }
                let (run, found) = try probe(a, to: wire.far.ipv4, via: b.via, folder: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                let evidence = try #require(found)
                #expect(evidence.paths.first?.rttMs.handshake?.count == 10)
                #expect(evidence.paths.first?.goodput.count == 2)
                let note = try #require(evidence.voided.first { $0.figure == "port" })
                #expect(note.why.contains("did not prove the token were dropped"))
            }
        }

        @Test func `a port that something else has is named with its owner`() throws {
            try withPath { a, wire, b, folder in
                let other = try b.start(["python3", "-m", "http.server", "8000"])
                defer { other.stop() }
                while try !b.run("ss", "--listening", "--tcp", "--numeric").output.contains(":8000") { usleep(20_000) }
                let (run, _) = try probe(a, to: wire.far.ipv4, via: b.via, folder: folder)
                #expect(run.exitCode == 3)
                #expect(run.errors.contains("port 8000 is in use by python3 (process "), "\(run.errors)")
                #expect(run.errors.contains("--port"))
                let (free, _) = try probe(a, to: wire.far.ipv4, via: b.via, ["--port", "8001"], folder: folder)
                #expect(free.exitCode == 0, "\(free.errors)")
            }
        }

        @Test func `a port that a firewall drops leaves the rest of the path measured`() throws {
            try withPath { a, wire, b, folder in
                // A routing rule before the one that delivers: what is for the port goes nowhere.
                try b.ip("rule", "add", "pref", "20", "lookup", "local")
                try b.ip("rule", "add", "pref", "10", "ipproto", "tcp", "dport", "8000", "blackhole")
                try b.ip("rule", "delete", "pref", "0")
                let (run, found) = try probe(a, to: wire.far.ipv4, via: b.via, folder: folder)
                #expect(run.exitCode == 3)
                #expect(run.errors.contains("open it on the way, or name another port"), "\(run.errors)")
                let path = try #require(found?.paths.first)
                #expect(path.ports == ["8000": .filtered, "902": .closed])
                #expect(path.pathMtu == 1500)
                #expect(path.goodput.isEmpty && path.rttMs.handshake == nil)
                #expect(found?.voided.contains { $0.figure == "rttMs.handshake" } == true)
                #expect(found?.voided.contains { $0.figure == "goodput" } == true)
            }
        }

        /// A far end in between that changes numbers: reply or event, of which call, path of keys, value as JSON.
        private static let liar = """
            import json, subprocess, sys, threading
            kind, call, keys, value = sys.argv[1:5]
            far = subprocess.Popen(sys.argv[5:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            calls = {}
            def there():
                for line in sys.stdin.buffer:
                    message = json.loads(line)
                    calls[message.get("id")] = message.get("call")
                    far.stdin.write(line)
                    far.stdin.flush()
                far.stdin.close()
            threading.Thread(target=there, daemon=True).start()
            for line in far.stdout:
                message = json.loads(line) if line.strip() else {}
                if calls.get(message.get(kind)) == call:
                    place = message["body"]
                    *way, last = [int(key) if key.isdigit() else key for key in keys.split(".")]
                    for key in way: place = place[key]
                    place[last] = json.loads(value)
                    line = json.dumps(message).encode() + b"\\n"
                sys.stdout.buffer.write(line)
                sys.stdout.buffer.flush()
            """

        @Test(arguments: [
            "reply end.describe mtu -1", "reply end.time nanoseconds -9223372036854775808",
            "reply probe.check path.echo.received 9223372036854775807", "reply probe.check path.hops -1",
            "event transfer.receive bytes -9223372036854775808", "event transfer.send bytes 9223372036854775807",
            "reply transfer.receive streams.0.bytes 9223372036854775807",
            "reply transfer.receive streams.0.bytes 1000000000000", "reply transfer.receive streams.0.seconds -1e300",
            "reply transfer.receive streams []", "reply transfer.send streams.0.bytes -1",
            "reply transfer.send socket.sendBufferBytes 9223372036854775807",
            "reply probe.close silent 9223372036854775807",
        ])
        func `a far end that lies is told of, and kills nothing`(lie: String) throws {
            try withPath { a, wire, b, folder in
                try Self.liar.write(toFile: "\(folder)/liar.py", atomically: true, encoding: .utf8)
                let via = "python3 liar.py \(lie) \(b.via)"
                let (run, found) = try probe(a, to: wire.far.ipv4, via: via, folder: folder)
                if lie.contains("probe.check") {
                    // The rest of the run needs nothing of it.
                    #expect(run.exitCode == 0)
                    #expect(found?.voided.contains { $0.why.contains("sent nonsense") } == true)
                } else {
                    #expect(run.exitCode == 3)
                    #expect(run.errors.contains("the far end sent nonsense"), "\(run.errors)")
                }
            }
        }

        @Test(arguments: [
            "reply transfer.receive streams.0.seconds 1e-300",
            "reply transfer.send streams.0.atEnd.smoothedRoundTripMicroseconds 4294967295",
            "reply transfer.send streams.0.atEnd.busyMicroseconds 18446744073709551615",
            "reply transfer.send streams.0.afterwards.retransmits 4294967295",
        ])
        func `figures that are odd but possible make evidence that can be read`(lie: String) throws {
            try withPath { a, wire, b, folder in
                try Self.liar.write(toFile: "\(folder)/liar.py", atomically: true, encoding: .utf8)
                let via = "python3 liar.py \(lie) \(b.via)"
                let (run, found) = try probe(a, to: wire.far.ipv4, via: via, folder: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                #expect(try #require(found).paths.first?.goodput.count == 2)
            }
        }

        @Test func `a link that goes down in the middle of a transfer ends the probe soon, with what was measured`()
            throws
        {
            try withPath { a, wire, b, folder in
                let probe = try a.start(
                    [
                        Repository.binary, "probe", "--to", wire.far.ipv4, "--via", b.via, "--duration", "30s",
                        "--count", "10", "--output", "run.json",
                    ], in: folder)
                let deadline = Date(timeIntervalSinceNow: 20)
                while try !b.run("ss", "--tcp", "--info", "--no-header").output.contains("bytes_received:1"),
                    Date() < deadline
                {
                    usleep(50_000)
                }
                try a.ip("link", "set", wire.interface, "down")
                let start = Date()
                let run = probe.wait()
                #expect(run.exitCode == 3)
                #expect(Date().timeIntervalSince(start) < 25)
                let evidence = try evidence("run.json", in: folder)
                #expect(evidence.paths.first?.rttMs.handshake?.count == 10)
                #expect(evidence.voided.contains { $0.figure == "goodput.forward" && $0.why.contains("broke off") })
            }
        }

        @Test func `two pairs of addresses, each alone and both at once`() throws {
            try withTemporaryFolder { folder in
                try TestNetwork.with { network in
                    let (a, b) = try (network.namespace("a"), network.namespace("b"))
                    let wires = try [network.veth(a, b, mbps: 100), network.veth(a, b, mbps: 100)]
                    let run = try a.preflight(
                        ["probe", "--via", b.via, "--output", "run.json", "--to"] + wires.map(\.far.ipv4)
                            + Self.options,
                        in: folder)
                    #expect(run.exitCode == 0, "\(run.errors)")
                    let evidence = try evidence("run.json", in: folder)
                    let both = try #require(evidence.paths.flatMap(\.goodput).first { $0.pairs != nil })
                    #expect(both.streams == 2 && both.pairs?.count == 2)
                    #expect(both.bytes == both.capturedBytes)
                    let alone = try #require(evidence.paths.first?.goodput.first)
                    #expect(both.mbps > 1.6 * alone.mbps)
                }
            }
        }
    }
}
