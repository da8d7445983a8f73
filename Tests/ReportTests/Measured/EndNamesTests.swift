import Evidence
import Testing

@testable import Report

@Suite struct EndNamesTests {
    private static func names(_ files: [[String: String?]]) -> EndNames {
        EndNames(
            files.enumerated().map { index, hosts in
                Report.Measurement(
                    path: "\(index).json",
                    evidence: Evidence(
                        kind: .probe, tool: .init(name: "", version: ""), started: "2026-11-22T18:00:00Z",
                        finished: "2026-11-22T18:00:00Z"),
                    places: hosts.mapValues { Report.Measurement.Place(host: $0, site: nil) }, limits: [])
            })
    }

    @Test func `An end is called by its host, one that has more to its name keeps that`() {
        let names = Self.names([
            ["10.0.0.1": "a.example.com", "b.example.com vmk1": "b.example.com", "10.0.0.9": nil]
        ])
        #expect(names("10.0.0.1", in: "0.json").full == "a.example.com")
        #expect(names("b.example.com vmk1", in: "0.json").full == "b.example.com vmk1")
        #expect(names("10.0.0.9", in: "0.json").full == "10.0.0.9")
        #expect(names("10.0.0.1", in: "1.json").full == "10.0.0.1")
        #expect(
            ["10.0.0.1", "b.example.com vmk1", "10.0.0.9"].map { names($0, in: "0.json").short } == [
                "a", "b vmk1", "10.0.0.9",
            ])
    }

    @Test func `Two ends of one host are told apart`() {
        let names = Self.names([["10.0.0.1": "a", "10.0.1.1": "a"], ["10.0.0.1": "a"]])
        #expect(names("10.0.0.1", in: "0.json").full == "a 10.0.0.1")
        #expect(names("10.0.1.1", in: "0.json").full == "a 10.0.1.1")
        #expect(names("10.0.0.1", in: "1.json").full == "a 10.0.0.1")
    }

    @Test(arguments: [
        (["a.example.com", "b.example.com"], ".example.com"), (["a.x.com", "b.y.com"], ".com"),
        (["a.x.com", "x.com"], ".com"), (["a.example.com"], nil), (["10.0.0.1", "10.1.0.1"], nil), (["a", "b"], nil),
        (["a.example.com", "b"], nil), ([], nil),
    ])
    func `The domain is what all hosts end with, and nothing of addresses`(hosts: [String], domain: String?) {
        #expect(HostDomain.of(Set(hosts)) == domain)
    }

    @Test(arguments: [("esx-ams-01", 16, "esx-ams-01"), ("esx-ams-01-vmk1", 9, "esx-…vmk1"), ("ééé", 2, "é…")])
    func `A label without room for it has a sign for its middle`(name: String, most: Int, short: String) {
        #expect(name.shortened(to: most) == short)
    }
}
