import RuleEngine
import TestSupport
import Testing

@testable import Report

@Suite struct PageLimitsTests {
    /// Limits that leave next to nothing.
    private static let narrow: PageLimits = {
        var limits = PageLimits()
        limits.verdicts = 0
        limits.fullFindings = 1
        limits.findingRows = 2
        limits.fewFindingRows = 1
        limits.allFindingRows = 3
        limits.matrixHosts = 1
        limits.clusterRows = 2
        limits.standingRows = 2
        limits.supplies = 1
        limits.changes = 1
        limits.captures = 1
        limits.fewSubjects = 1
        return limits
    }()

    private static func random(_ generator: inout SeededGenerator) -> PageLimits {
        var limits = PageLimits()
        let paths: [WritableKeyPath<PageLimits, Int>] = [
            \.verdicts, \.bytes, \.namedHosts, \.fullFindings, \.findingRows, \.fewFindingRows, \.allFindingRows,
            \.matrixHosts,
            \.matrixClusters, \.clusterRows, \.standingRows, \.supplies, \.changes, \.captures, \.fewSubjects,
        ]
        for path in paths where Bool.random(using: &generator) {
            limits[keyPath: path] = Int.random(in: 0...4, using: &generator)
        }
        return limits
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `Whatever is left out, no link leads nowhere`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let report = try ComplianceCase.named(seed % 2 == 0 ? "hostile" : "mixed").report
        let page = PageText(HTMLReport(report, Self.random(&generator)).text)
        #expect(page.problems == [])
        #expect(Set(page.ids).count == page.ids.count)
        #expect(Set(page.targets).subtracting(page.ids) == [])
    }

    @Test func `What is left out is said at the top and at the bottom`() throws {
        let report = try ComplianceCase.hostile.report
        let full = HTMLReport(report)
        let narrow = HTMLReport(report, Self.narrow)
        #expect(narrow.bytes.count < full.bytes.count / 2)
        #expect(!full.text.contains("left out"))
        #expect(narrow.text.contains("This page is a summary: <a href='#left-out'>"))
        let said = try #require(narrow.text.split(separator: "What this page leaves out").last)
        for part in ["The matrix shows", "findings of TST001 are not listed", "verdicts are counted by cluster"] {
            #expect(said.contains(part), "\(part) is not said")
        }
    }

    @Test func `Every finding that is left out is counted`() throws {
        let report = try ComplianceCase.hostile.report
        for limits in [PageLimits(), Self.narrow] {
            for isSummary in [false, true] {
                let plans = FindingPlan.plans(for: report, isSummary: isSummary, limits)
                let told = plans.map { $0.full.count + $0.rows.count + $0.hidden }.reduce(0, +)
                #expect(told == report.requirements.flatMap(\.judgements).count { $0.finding != nil })
            }
        }
    }

    @Test func `The matrix of hosts and the matrix of clusters agree on the gravest`() throws {
        let report = try ComplianceCase.hostile.report
        let clusters = PageText(HTMLReport(report, Self.narrow).text)
        #expect(clusters.elements.contains { $0.attributes["class"] == "matrix wide" })
        let hosts = PageText(HTMLReport(report).text)
        #expect(hosts.elements.contains { $0.attributes["class"] == "matrix" })
    }

    @Test(arguments: [0, 0.5, 0.8, 0.9, 1.1])
    func `The list of verdicts takes what the page has left, and counts the others`(share: Double) throws {
        let report = try ComplianceCase.hostile.report
        let full = HTMLReport(report)
        var limits = PageLimits()
        limits.bytes = Int(Double(full.bytes.count) * share)
        let page = HTMLReport(report, limits)
        let isCounted = page.text.contains("counted by cluster here")
        #expect(isCounted == page.text.contains("id='counted'"))
        #expect(isCounted ? share < 1 : share > 0 && page.text == full.text)
        #expect(PageText(page.text).problems == [])
    }

    @Test(arguments: [0, 2, 100])
    func `The matrix of clusters names the hosts that it has room for, and says how many it has not`(most: Int) throws {
        var limits = Self.narrow
        limits.namedHosts = most
        limits.clusterRows = 100
        let report = try ComplianceCase.mixed.report
        let text = HTMLReport(report, limits).text
        let matrix = try #require(text.firstMatch(of: /(?s)<table class='matrix wide'>.*?<\/table>/)).0
        let hosts = report.estate.hosts.map(\.name)
        let named = hosts.filter { matrix.contains("\n<li>\($0)") }
        #expect(named.count == min(most, hosts.count))
        let said = most < hosts.count ? "The names of \(String.of(hosts.count - most, "host")) have no room" : nil
        #expect(said.map { text.contains($0) } ?? !text.contains("id='unnamed'"))
    }
}
