import Facts

/// A row that a failing query returned.
struct ResultRow {
    let subject: Int64
    var at: Int64?
    var peers: [Int64] = []
    var about: String?
    var defect: String?
    var severity: Severity?
    var missing: [String]
    var note: String?
    var observed: String?
    var expected: String?
    var values: [String: String] = [:]

    /// About how much memory it takes.
    var byteCount: Int {
        values.values.reduce((observed?.utf8.count ?? 0) + (expected?.utf8.count ?? 0) + (about?.utf8.count ?? 0)) {
            $0 + $1.utf8.count
        } + peers.count * 8
    }

    init(subject: Int64, missing: [String]) {
        self.subject = subject
        self.missing = missing
    }

    init(_ statement: Statement, columns: [String]) {
        var subject: Int64 = 0
        missing = []
        for (index, column) in columns.enumerated() {
            switch column {
            case "subject": subject = statement.integer(index)
            case "at": at = statement.isNull(index) ? nil : statement.integer(index)
            case "peers": peers = (statement.text(index) ?? "").split(separator: ",").compactMap { Int64($0) }
            case "about": about = statement.text(index)
            case "defect": defect = statement.text(index)
            case "severity": severity = statement.text(index).flatMap(Severity.init)
            case "missing":
                missing = (statement.text(index) ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
            case "note":
                note = statement.text(index)
                values[column] = note ?? ""
            case "observed": observed = statement.isNull(index) ? nil : statement.value(index).description
            case "expected": expected = statement.isNull(index) ? nil : statement.value(index).description
            default: values[column] = statement.value(index).description
            }
        }
        self.subject = subject
    }
}
