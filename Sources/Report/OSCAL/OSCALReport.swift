import RuleEngine

/// The report as OSCAL's assessment results 1.2.1, which have a finding for each requirement and observations below it.
///
/// The schema takes no empty list and no key of one's own; validators do not see references to what is not there.
struct OSCALReport {
    private static let purpose = "Whether virtual machines can move live between the hosts of the inventory."

    let bytes: [UInt8]

    init(_ report: ComplianceReport) {
        let verdicts = OSCALVerdicts(report)
        bytes = JSONWriter.document(depthOfLines: 5) { json in
            json.object("assessment-results") { json in
                json.member("uuid", OSCALNames.uuid("report", Self.source(of: report)))
                json.object("metadata") { json in
                    json.member("title", "vMotion preflight report")
                    json.member("last-modified", report.written)
                    json.member("version", report.toolVersion.auditLine)
                    json.member("oscal-version", "1.2.1")
                    json.list("props") { json in
                        json.property("rule-pack", report.pack.sha256)
                        json.property("conclusion", report.conclusion.rawValue)
                    }
                }
                json.object("import-ap") { json in
                    json.member("href", "#" + OSCALNames.plan)
                    json.member("remarks", "There is no assessment plan; OSCAL asks for one.")
                }
                json.list("results") { json in
                    json.object { json in Self.result(of: report, verdicts, &json) }
                }
                json.object("back-matter") { json in Self.resources(of: report, &json) }
            }
        }
    }

    private static func result(of report: ComplianceReport, _ verdicts: OSCALVerdicts, _ json: inout JSONWriter) {
        json.member("uuid", OSCALNames.uuid("result", source(of: report)))
        json.member("title", "vMotion preflight")
        json.member("description", purpose)
        json.member("start", report.written)
        json.member("end", report.written)
        json.object("local-definitions") { json in
            verdicts.inventoryItems(&json)
            assets(of: report, &json)
        }
        json.object("reviewed-controls") { json in
            json.list("control-selections") { json in
                json.object { json in
                    json.member("description", "The requirements of live migration.")
                    if report.requirements.isEmpty {
                        json.object("include-all") { _ in }
                    } else {
                        json.list("include-controls", of: report.requirements) { json, requirement in
                            json.member("control-id", OSCALNames.token(requirement.rule.id))
                        }
                    }
                }
            }
        }
        verdicts.observations(&json)
        verdicts.risks(&json)
        verdicts.findings(&json)
    }

    /// What tells one run from others: inputs, rules and time.
    private static func source(of report: ComplianceReport) -> String {
        (report.inputs.map(\.sha256) + [report.pack.sha256, report.written]).joined(separator: " ")
    }

    private static func assets(of report: ComplianceReport, _ json: inout JSONWriter) {
        json.object("assessment-assets") { json in
            json.list("components") { json in
                json.object { json in
                    json.member("uuid", OSCALNames.tool)
                    json.member("type", "software")
                    json.member("title", report.toolName.auditLine)
                    json.member("description", "Checks whether virtual machines can move live between hosts.")
                    json.list("props") { json in
                        json.object { json in
                            json.member("name", "version")
                            json.member("value", report.toolVersion.auditLine)
                        }
                    }
                    json.object("status") { json in json.member("state", "operational") }
                }
            }
            json.list("assessment-platforms") { json in
                json.object { json in
                    json.member("uuid", OSCALNames.platform)
                    json.member("title", report.toolName.auditLine)
                    json.list("uses-components") { json in
                        json.object { json in json.member("component-uuid", OSCALNames.tool) }
                    }
                }
            }
        }
    }

    /// The inputs with their hashes, and the plan that there is none of.
    private static func resources(of report: ComplianceReport, _ json: inout JSONWriter) {
        var seen: Set<String> = []
        json.list("resources") { json in
            for input in report.inputs where seen.insert(OSCALNames.resource(input)).inserted {
                json.object { json in
                    json.member("uuid", OSCALNames.resource(input))
                    json.member("title", input.path.auditLine)
                    json.list("props") { json in json.property("role", input.role.rawValue) }
                    json.list("rlinks") { json in
                        json.object { json in
                            json.member("href", input.path.fileURI)
                            json.list("hashes") { json in
                                json.object { json in
                                    json.member("algorithm", "SHA-256")
                                    json.member("value", input.sha256)
                                }
                            }
                        }
                    }
                }
            }
            json.object { json in
                json.member("uuid", OSCALNames.plan)
                json.member("title", "No assessment plan")
                json.member(
                    "description",
                    "The rules were applied to everything that the inventory holds; there was no plan apart from them.")
            }
        }
    }
}

extension JSONWriter {
    /// One of the tool's own properties.
    mutating func property(_ name: String, _ value: String) {
        object { json in
            json.member("name", name)
            json.member("ns", OSCALNames.properties)
            json.member("value", value.auditLine)
        }
    }
}
