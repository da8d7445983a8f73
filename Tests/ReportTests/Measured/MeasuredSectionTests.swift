import Evidence
import RuleEngine
import SourceText
import TestSupport
import Testing

@testable import Report

extension MeasuredSample {
    /// What was measured of each path.
    var paths: [MeasuredPath] {
        get throws {
            let content = try content
            return MeasuredPath.all(in: content.report, MeasuredVerdicts(content))
        }
    }

    /// Both sections as HTML.
    var sections: String {
        get throws {
            let content = try content
            return PathSection(content).section.markup.html + TrialSection(content).section.markup.html
        }
    }
}

@Suite struct MeasuredSectionTests {
    @Test func `What was measured without an agent, with what did not answer`() throws {
        try expectGolden(PathSection(try MeasuredSample.faults.content).section.markup.html, "paths-faults.html")
    }

    @Test func `Trials that went well, back and wrong`() throws {
        try expectGolden(TrialSection(try MeasuredSample.trials.content).section.markup.html, "trials.html")
    }

    @Test(arguments: MeasuredSample.all.indices)
    func `Every figure that is printed or drawn is the evidence's own`(_ index: Int) throws {
        let sample = MeasuredSample.all[index]
        let figures = try sample.figures
        let markup = DrawnMarkup(html: try sample.sections)
        #expect(markup.values.count > 20)
        for text in markup.values + markup.plotted {
            let value = try #require(Double(text))
            #expect(figures.contains(value), "\(text) is not in the evidence")
        }
    }

    @Test(arguments: Trials.all)
    func `Every figure of a trial is the evidence's own`(_ name: String, trial: Trial) throws {
        var sample = MeasuredSample.trials
        sample.change = { $0.trial = trial }
        let figures = try sample.figures
        let markup = DrawnMarkup(html: TrialSection(try sample.content).section.markup.html)
        for text in markup.values + markup.plotted {
            #expect(figures.contains(try #require(Double(text))), "\(text) is not in the evidence")
        }
        #expect(markup.unbalanced.isEmpty)
    }

    @Test(arguments: MeasuredSample.all.indices)
    func `Its elements are closed, and nothing needs a style that the page forbids`(_ index: Int) throws {
        let html = try MeasuredSample.all[index].sections
        #expect(DrawnMarkup(html: html).unbalanced.isEmpty)
        #expect(!html.contains("style="))
    }

    @Test func `Verdicts stand at the paths that they are about`() throws {
        let paths = try MeasuredSample.twoSites.paths
        let ids = Set(paths[0].verdicts.map(\.rule.id))
        #expect(ids.isSuperset(of: ["VMN801", "VMN802", "VMN803", "VMN805"]))
        #expect(paths[0].standing == .error && paths[1].standing == .error)
        #expect(paths[0].isTooFar && paths[0].isTooNarrow)
        #expect(paths[0].figures.best(.forward).map(paths[0].isTooLittle) == true)
        #expect(paths[0].figures.best(.reverse).map(paths[0].isTooLittle) == false)
    }

    @Test func `Verdicts on a port, an address and a network stand where those are`() throws {
        let paths = try MeasuredSample.faults.paths
        func failing(_ path: MeasuredPath) -> [String] {
            path.verdicts.filter { $0.standing < .pass }.map(\.rule.id)
        }
        #expect(paths.map(failing) == [["VMN804"], ["VMN806"], ["VMN801"]])
        let html = try MeasuredSample.faults.sections
        #expect(html.matches(of: /<b class='v warning'>[^V]*VMN813/).count == 1)
    }

    @Test func `What a rule lets pass within its margin is not marked`() throws {
        var sample = MeasuredSample.doubtful
        // The transfers of this sample pass; with such a need one of them is within no limit.
        sample.limits = .init(rttMs: 10, mbps: 1e6, mtu: 9000)
        let path = try #require(try sample.paths.first)
        let transfer = try #require(path.figures.best(.forward))
        let judged = path.verdicts.filter { $0.rule.id == "VMN805" }.map(\.standing)
        #expect(judged == [.pass] && !path.isTooLittle(transfer))
    }

    @Test func `A verdict on another file is not about this one`() throws {
        let content = try MeasuredSample.trials.content
        let trials = MeasuredTrial.all(in: content.report, MeasuredVerdicts(content))
        #expect(trials.map(\.file).count == 3)
        for trial in trials {
            let places = trial.verdicts.compactMap { $0.judgement.location?.file.path }
            #expect(
                places.allSatisfy { $0 == trial.file || $0.hasSuffix("inventory.yaml") }, "\(trial.file): \(places)")
        }
        #expect(trials[2].standing == .error)
    }

    @Test func `Without evidence it says what is not known, and what would measure`() throws {
        let html = try MeasuredSample(folder: "measured-two-sites", files: []).sections
        #expect(html.contains("between <bdi>amsterdam</bdi> and <bdi>frankfurt</bdi> are not known"))
        #expect(html.contains("vmotion-preflight probe --inventory inventory.yaml --site amsterdam"))
        #expect(html.contains("vmotion-preflight trial --inventory inventory.yaml --to HOST --via"))
        #expect(!html.contains("<svg"))
    }

    @Test func `What rules say alike stands together, each rule once`() throws {
        let verdicts = try #require(try MeasuredSample.faults.paths.first?.verdicts)
        let html = (verdicts + verdicts).markup.html
        #expect(html.matches(of: #/<b class='v /#).count == Set(verdicts.map(\.standing)).count)
        #expect(html.matches(of: #/<a /#).count == Set(verdicts.map { "\($0.standing) \($0.rule.id)" }).count)
        #expect(html.contains("</a> (2)"))
        #expect([RuleVerdict]().markup == "no rule")
    }

    @Test func `What is voided is said and not drawn`() throws {
        var sample = MeasuredSample.twoSites
        sample.change = { evidence in
            evidence.voided = [
                VoidedFigure(
                    figure: "rttMs.handshake", from: "probe-ams", to: "probe-fra", why: "the clock stepped by 3 ms"),
                VoidedFigure(
                    figure: "goodput.reverse", from: "probe-ams", to: "probe-fra", why: "the receiver broke off"),
                VoidedFigure(figure: "pathMtu", from: "probe-ams", to: "probe-fra", why: "nothing came back"),
                VoidedFigure(figure: "path", to: "esx-9", why: "no address is known"),
            ]
        }
        let path = try #require(try sample.paths.first)
        #expect(path.figures.rttMs == path.path.rttMs.icmp?.p50)
        #expect(path.figures.best(.reverse) == nil && path.figures.pathMtu == nil)
        let html = try sample.sections
        for why in ["the clock stepped by 3 ms", "the receiver broke off", "nothing came back", "no address is known"] {
            #expect(html.contains(why))
        }
        #expect(!html.contains("<data value='2210.8'>"))
    }

    @Test func `Names of strangers are text`() throws {
        let odd = "<script>alert(1)</script>\u{202E}'\"&" + String(repeating: "x", count: 5_000)
        var sample = MeasuredSample.twoSites
        sample.change = { evidence in
            evidence.ends[0].name = odd
            evidence.paths[0].from = odd
            evidence.paths[1].to = odd
            evidence.paths[0].goodput[0].limitedWhy = odd
            evidence.paths[0].ports = [odd: .open]
            evidence.paths[0].capture?.files?[0].file = odd
            evidence.paths[0].capture?.files?[0].sha256 = odd
            evidence.voided = [VoidedFigure(figure: odd, from: odd, to: odd, why: odd)]
            evidence.started = odd
            evidence.vlans = [VLANProbe(vlan: 7, subnet: odd, interface: odd, asked: 1, answered: 0)]
            evidence.trial = Trials.several
            evidence.trial?.why = odd
            evidence.trial?.tracker = odd
            evidence.trial?.workload.pattern = odd
            evidence.trial?.sweep = Trials.swept.sweep
            evidence.trial?.sweep?.unit = odd
            evidence.trial?.pairs = [.init(from: odd, to: odd, streams: 1, sentMB: 1, sharePercent: 100, died: odd)]
            var vm = Trial.VMPrediction(vm: odd, host: odd, mbps: 1)
            vm.missing = [odd]
            evidence.trial?.predictions = [vm]
        }
        let html = try sample.sections
        #expect(DrawnMarkup(html: html).unbalanced.isEmpty)
        #expect(!html.contains("<script") && !html.unicodeScalars.contains("\u{202E}"))
        #expect(html.utf8.count < 200_000)
    }

    @Test func `Of many paths the gravest have charts, and what is left out is said`() throws {
        var sample = MeasuredSample.twoSites
        sample.change = { evidence in
            let path = evidence.paths[0]
            evidence.paths = (0..<600).map { index in
                var path = path
                path.to = index == 599 ? "probe-fra" : "other-\(index)"
                return path
            }
        }
        let section = PathSection(try sample.content).section
        let html = section.markup.html
        #expect(html.matches(of: /<details class='path'/).count == 12)
        #expect(html.contains("probe-fra</bdi></h3>"))
        #expect(section.leftOut == ["the charts of 588 paths"])
        #expect(html.contains("588 further paths"))
        #expect(section.markup.size < 700_000)
    }
}

@Suite struct PathFiguresTests {
    private static func path(_ change: (inout Path) -> Void) -> Path {
        var path = Path(from: "a", to: "b")
        path.rttMs.handshake = Distribution(count: 200, min: 0.2, p50: 0.3, p90: 0.3, p99: 0.4, max: 1)
        path.rttMs.icmp = Distribution(count: 100, min: 11, p50: 12, p90: 12, p99: 13, max: 14)
        path.goodput = [Goodput(direction: .forward, streams: 1, mbps: 100, seconds: 10, bytes: 1)]
        change(&path)
        return path
    }

    private static func evidence(_ kind: Evidence.Kind = .probe, _ voided: (figure: String, why: String)...) -> Evidence
    {
        var evidence = Evidence(
            kind: kind, tool: .init(name: "", version: ""), started: "2026-11-22T18:00:00Z",
            finished: "2026-11-22T18:00:00Z")
        evidence.voided = voided.map { VoidedFigure(figure: $0.figure, from: "a", to: "b", why: $0.why) }
        return evidence
    }

    @Test func `Handshakes tell the round trip, but not those that a firewall on the way may have refused`() {
        #expect(PathFigures(Self.path { _ in }, in: Self.evidence()).rttMs == 0.3)
        #expect(PathFigures(Self.path { $0.ports = ["8000": .closed] }, in: Self.evidence()).rttMs == 12)
        #expect(PathFigures(Self.path { $0.rttMs.handshake?.count = 9 }, in: Self.evidence()).rttMs == 12)
    }

    @Test func `Acknowledgements, which a receiver may delay, are no round trip of the path`() {
        let figures = PathFigures(
            Self.path { path in
                path.rttMs.ack = path.rttMs.handshake
                (path.rttMs.handshake, path.rttMs.icmp) = (nil, nil)
            }, in: Self.evidence())
        #expect(figures.rttMs == nil && figures.idle.map(\.method) == [.ack])
    }

    @Test func `What the capture voids leaves the echoes`() {
        #expect(PathFigures(Self.path { _ in }, in: Self.evidence(.probe, ("rttMs", "drops"))).rttMs == 12)
        #expect(
            PathFigures(Self.path { _ in }, in: Self.evidence(.probe, ("rttMs", "drops"), ("echo", "drops"))).rttMs
                == nil)
    }

    @Test func `A transfer that was made stands beside one that was not, unless it broke off`() {
        func count(_ kind: Evidence.Kind, _ why: String) -> Int {
            PathFigures(Self.path { _ in }, in: Self.evidence(kind, ("goodput", why))).goodput.count
        }
        #expect(count(.probe, "the far end has no agent") == 1)
        #expect(count(.probe, "the transfer broke off after 2 s") == 0)
        #expect(count(.analysis, "packets are missing") == 0)
    }

    @Test func `A voided path tells nothing`() {
        let figures = PathFigures(
            Self.path { path in (path.pathMtu, path.hops) = (9000, 2) },
            in: Self.evidence(.probe, ("path", "no answer")))
        #expect(figures.rttMs == nil && figures.goodput.isEmpty && figures.pathMtu == nil && figures.hops == nil)
        #expect(figures.voided.count == 1)
    }
}
