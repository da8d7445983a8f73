/// A rule file with one rule on hosts.
struct RuleFixture {
    var id = "TST001"
    var severity = "error"
    var query = "SELECT id AS subject FROM hosts"

    var text: String {
        """
        id: \(id)
        name: a-test
        title: A host must be something
        severity: \(severity)
        category: tests
        subject: hosts
        query: |
        \(query.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
        at: name
        message: "{subject} is nothing"
        why: A test needs it.
        fix: {text: Make it something.}

        """
    }

    /// The line on which the query's first line stands.
    static let queryLine = 8

    /// The column at which the query's lines start.
    static let queryColumn = 3
}
