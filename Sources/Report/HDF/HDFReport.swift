import RuleEngine

/// The report as InSpec's exec-json, which Heimdall reads: the rules are a profile, each requirement a control.
///
/// Only what the schema of 2020 knows is written, which that of today takes as well.
struct HDFReport {
    let bytes: [UInt8]

    init(_ report: ComplianceReport) {
        let controls = report.requirements.flatMap(HDFControl.controls)
        bytes = JSONWriter.document(depthOfLines: 6) { json in
            json.object("platform") { json in
                json.member("name", report.toolName.auditLine)
                json.member("release", report.toolVersion.auditLine)
                json.member("target_id", report.inputs.first?.path.auditLine)
            }
            json.member("version", report.toolVersion.auditLine)
            json.object("statistics") { json in
                // How long it took would be another figure in every run.
                json.member("duration", 0)
                json.object("controls") { json in
                    for status in [HDFControl.Status.passed, .skipped, .failed] {
                        let count = controls.count { $0.status == status }
                        json.object(status.rawValue) { json in json.member("total", count) }
                    }
                }
            }
            json.list("profiles") { json in
                json.object { json in Self.profile(of: report, controls, &json) }
            }
        }
    }

    private static func profile(of report: ComplianceReport, _ controls: [HDFControl], _ json: inout JSONWriter) {
        json.member("name", "vmotion-preflight")
        json.member("title", "Requirements of live migration (\(report.pack.name.auditLine))")
        json.member("summary", "Whether virtual machines can move live between the hosts of the inventory.")
        json.member("version", report.toolVersion.auditLine)
        json.member("sha256", report.pack.sha256)
        json.member("status", "loaded")
        json.member("supports", [])
        json.member("attributes", [])
        var categories: [(name: String, ids: [String])] = []
        for control in controls {
            if let index = categories.firstIndex(where: { $0.name == control.rule.category }) {
                categories[index].ids.append(control.id)
            } else {
                categories.append((control.rule.category, [control.id]))
            }
        }
        json.list("groups", of: categories) { json, category in
            json.member("id", category.name.auditLine)
            json.member("title", category.name.auditLine)
            json.member("controls", category.ids)
        }
        let measuredAt = report.measuredAt
        json.list("controls", of: controls) { json, control in
            control.write(&json, written: report.written, measuredAt: measuredAt)
        }
    }
}
