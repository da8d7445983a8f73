import RuleEngine
import SourceText

extension JSONWriter {
    /// What a rule says of one subject.
    mutating func judgement(_ judgement: Judgement, measuredAt: [String: String]) {
        member("subject", judgement.subject)
        member("verdict", judgement.verdict.rawValue)
        member("severity", judgement.severity.rawValue)
        member("observed", judgement.observed)
        member("expected", judgement.expected)
        place("location", judgement.location)
        member("cluster", judgement.scope.cluster)
        member("host", judgement.scope.host)
        member("sites", judgement.scope.sites)
        member("measured", judgement.location.flatMap { measuredAt[$0.file.path] })
        if let finding = judgement.finding { self.finding(finding) }
    }

    private mutating func finding(_ finding: Finding) {
        member("message", finding.message)
        // The text of a fix speaks of what was observed, which of the unknown nobody knows.
        if finding.verdict == .unknown {
            null("fix")
        } else {
            object("fix") { json in
                json.member("text", finding.fix)
                json.member("powercli", finding.powercli)
                json.member("esxcli", finding.esxcli)
            }
        }
        list("missing", of: finding.missing) { json, fact in
            json.member("fact", fact.name)
            json.member("supply", fact.supply)
        }
        member("note", finding.note)
        member("fingerprint", finding.fingerprint)
        if let waiver = finding.waiver {
            object("waiver") { json in
                json.member("reason", waiver.reason)
                json.member("owner", waiver.owner)
                json.member("expires", waiver.expires)
                json.place("location", waiver.location)
            }
        } else {
            null("waiver")
        }
        list("related", of: finding.peers) { json, peer in
            json.member("subject", peer.subject)
            json.place("location", peer.location)
        }
        member("furtherRelated", finding.furtherPeers)
        member("baselineState", finding.baselineState?.rawValue)
    }

    private mutating func place(_ key: String, _ location: Location?) {
        guard let location else { return null(key) }
        let start = location.start
        object(key) { json in
            json.member("file", location.file.path)
            json.member("line", start.line)
            json.member("column", start.column)
        }
    }
}
