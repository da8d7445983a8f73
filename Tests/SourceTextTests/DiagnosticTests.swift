import SourceText
import Testing

@Suite struct DiagnosticTests {
    private let file = SourceFile(path: "esx.yaml", bytes: Array("a: 1\nb: 2\n".utf8))

    @Test func withAPlace() {
        let problem = Diagnostic(.error, in: file, at: SourceSpan(offset: 8, length: 1), message: "no b here")
        #expect(problem.description == "esx.yaml:2:4: error: no b here")
    }

    @Test func withoutAPlace() {
        #expect(Diagnostic(.warning, path: "esx.yaml", message: "is odd").description == "esx.yaml: warning: is odd")
    }

    @Test func severalStandOneALine() {
        let problems = Diagnostics(["x", "y"].map { Diagnostic(.error, path: $0, message: "no") })
        #expect(problems.description == "x: error: no\ny: error: no")
    }
}
