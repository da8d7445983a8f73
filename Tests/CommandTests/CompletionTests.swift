import Testing

/// What bash offers when the tabulator key is pressed.
@Suite struct CompletionTests {
    /// Completes `$line` as bash does, with the function that the script registers.
    private static let completion = """
        PATH="$(dirname "$preflight"):$PATH"
        source /dev/stdin <<<"$(vmotion-preflight --generate-completion-script bash)"
        registered=$(complete -p vmotion-preflight)
        read -ra COMP_WORDS <<<"$line"
        [[ $line == *" " ]] && COMP_WORDS+=("")
        COMP_LINE=$line COMP_POINT=${#line} COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        function=${registered##*-F }
        "${function% *}" vmotion-preflight "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s ' "${COMPREPLY[@]}"
        """

    @Test(arguments: [
        ("l", "lint "), ("rules ex", "explain "),
        ("schema ", "inventory evidence rule findings report waivers configuration tables "),
        ("lint --fo", "--format "), ("lint --format s", "sarif "),
        ("lint --fail-on ", "error warning info unknown never "), ("lint --report sa", "sarif= "),
        ("lint Samples/two-sites/", "Samples/two-sites/inventory.yaml "), ("lint Samp", "Samples "),
        ("lint Samples/quick", ""), ("lint x.yaml --rules Rul", "Rules "),
        ("rules explain --rules README.md ", ""), ("pro", "probe "), ("probe --interface l", "lo "),
        ("probe --inventory Samples/two-sites/", "Samples/two-sites/inventory.yaml "),
        ("probe --format ", "text json "), ("tri", "trial "), ("trial --mode ", "precopy sdps quick-resume "),
        ("trial --pattern h", "hot-spot "), ("trial --tracker ", "auto async sync "), ("trial --interface l", "lo "),
        ("trial --backup-directory Samp", "Samples "), ("trial --format ", "text json "),
    ])
    func `Options, subcommands, formats, files and rules are completed`(_ typed: String, offered: String) throws {
        #expect(try offers(typed) == offered.split(separator: " ").map(String.init))
    }

    @Test(arguments: ["rules explain VMN5", "rules test --strict VMN101 VMN5"])
    func `The ids of the rules are completed`(_ typed: String) throws {
        let rules = try preflight("rules", "list").output.split(separator: "\n").dropFirst()
            .map { String($0.prefix { $0 != " " }) }.filter { $0.hasPrefix("VMN5") }
        #expect(rules.count > 1)
        #expect(try offers(typed) == rules)
    }

    @Test func `Where rules of one's own are chosen, theirs are completed`() throws {
        try Workbench.with(["rules/TST001.yaml": RuleFixture().text]) { bench in
            let offered = try offers("rules explain --rules rules ", in: bench.folder)
            #expect(offered == ["TST001"])
        }
    }

    /// What is offered after `typed`.
    private func offers(_ typed: String, in folder: String = Repository.root) throws -> [String] {
        let run = try execute(
            ["bash", "-c", Self.completion],
            environment: ["preflight": Repository.binary, "line": "vmotion-preflight \(typed)"], in: folder)
        #expect(run.exitCode == 0, "\(run.errors)")
        return run.output.split(separator: " ").map(String.init)
    }
}
