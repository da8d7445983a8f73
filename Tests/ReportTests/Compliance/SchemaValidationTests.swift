import Facts
import Foundation
import Report
import TestSupport
import Testing

/// The formats for auditors are valid by the schemas of those who made them, and the tool's own by the one it publishes.
@Suite struct SchemaValidationTests {
    private static let schemas = "\(ComplianceCase.root)/Tests/CommandTests/Schemas"
    private static let validator = "\(ComplianceCase.root)/.build/python/bin/check-jsonschema"
    private static let trestle = "\(ComplianceCase.root)/.build/python-oscal/bin/trestle"
    private static let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"

    private static func has(_ tool: String) -> Bool {
        isContinuousIntegration || FileManager.default.isExecutableFile(atPath: tool)
    }

    /// Judging a thousand hosts takes a while, so it is done once.
    private static let large = Result { try ComplianceCase.large.report }

    private static func report(_ name: String) throws -> ComplianceReport {
        name == "large" ? try large.get() : try ComplianceCase.named(name).report
    }

    @Test(
        .enabled(if: has(validator), "check-jsonschema is not installed"),
        arguments: ["mixed", "measured", "hostile", "nothing", "broken", "large"])
    func `Every report is valid by its schema`(_ name: String) throws {
        try withTemporaryFolder { folder in
            var report = try Self.report(name)
            if name == "mixed" { report.comparison = try ComparisonTests.compared().comparison }
            try JSONValue.object(ComplianceReport.jsonSchema).indented()
                .write(toFile: "\(folder)/report.schema.json", atomically: false, encoding: .utf8)
            let schemas: [(ComplianceFormat, String)] = [
                (.json, "\(folder)/report.schema.json"),
                (.oscal, "\(Self.schemas)/oscal-assessment-results-1.2.1.schema.json"),
                (.hdf, "\(Self.schemas)/inspec-exec-json.schema.json"),
            ]
            for (format, schema) in schemas {
                let file = "\(folder)/report.\(format.rawValue).json"
                try Data(format.render(report)).write(to: URL(filePath: file))
                let run = try Program.run([Self.validator, "--schemafile", schema, file], seconds: 300)
                #expect(run.exitCode == 0, "\(format): \(run.output.prefix(3000))")
            }
        }
    }

    @Test(
        .enabled(if: has(trestle), "compliance-trestle is not installed"),
        arguments: ["mixed", "measured", "hostile", "nothing", "broken", "large"])
    func `OSCAL is what its own tools take`(_ name: String) throws {
        try withTemporaryFolder { folder in
            let place = "\(folder)/assessment-results/report"
            let start = try Program.run([Self.trestle, "init", "--local"], in: folder)
            #expect(start.exitCode == 0, "\(start.errors)")
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            let bytes = ComplianceFormat.oscal.render(try Self.report(name))
            try Data(bytes).write(to: URL(filePath: "\(place)/assessment-results.json"))
            let file = "assessment-results/report/assessment-results.json"
            let run = try Program.run([Self.trestle, "validate", "-f", file], in: folder, seconds: 300)
            #expect(run.exitCode == 0, "\(run.output.suffix(2000))\(run.errors.suffix(2000))")
            #expect((run.output + run.errors).contains("VALID"))
        }
    }

    @Test(
        .enabled(if: has(validator), "check-jsonschema is not installed"),
        arguments: [
            (ComplianceFormat.json, "\"conclusion\": \"notReady\"", "\"conclusion\": \"fine\""),
            (.json, "\"message\":", "\"massage\":"), (.oscal, "\"methods\":[\"EXAMINE\"]", "\"methods\":[]"),
            (.oscal, "\"uuid\":\"", "\"uuid\":\"x"), (.hdf, "\"status\":\"passed\"", "\"status\":\"fine\""),
        ])
    func `A report that is spoilt is not valid`(_ format: ComplianceFormat, _ old: String, _ new: String) throws {
        try withTemporaryFolder { folder in
            let text = try ComplianceCase.mixed.render(format)
            let place = try #require(text.range(of: old))
            try text.replacingCharacters(in: place, with: new)
                .write(toFile: "\(folder)/report.json", atomically: false, encoding: .utf8)
            try JSONValue.object(ComplianceReport.jsonSchema).indented()
                .write(toFile: "\(folder)/report.schema.json", atomically: false, encoding: .utf8)
            let schema =
                switch format {
                case .oscal: "\(Self.schemas)/oscal-assessment-results-1.2.1.schema.json"
                case .hdf: "\(Self.schemas)/inspec-exec-json.schema.json"
                default: "\(folder)/report.schema.json"
                }
            let run = try Program.run([Self.validator, "--schemafile", schema, "\(folder)/report.json"])
            #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
        }
    }
}
