import RuleEngine
import Testing

/// Placeholders take values, and values cannot break out of a command.
@Suite struct TemplateTests {
    @Test func placeholders() {
        let template = Template("{host} has {mtu}; @{a = {b}} {$_.Name} {} {")
        #expect(template.placeholders == ["host", "mtu", "b"])
        #expect(
            template.filled(["host": "esx1", "mtu": "{host}", "b": "2"]) == "esx1 has {host}; @{a = 2} {$_.Name} {} {")
    }

    @Test(arguments: [
        ("esx1.example.com", "esx1.example.com"), ("10.0.0.0/24", "10.0.0.0/24"), ("VM Network", "'VM Network'"),
        ("a'b", "'a'\\''b'"), ("$(reboot)", "'$(reboot)'"), ("", "''"), ("a\nb", "'a\nb'"), ("`id`", "'`id`'"),
    ])
    func inAShell(value: String, quoted: String) {
        #expect(Template("x {v}").filled(["v": value], quoting: .shell) == "x " + quoted)
    }

    @Test(arguments: [("VM Network", "'VM Network'"), ("a'b", "'a''b'"), ("a’b", "'a’’b'"), ("$(x)", "'$(x)'")])
    func inPowerShell(value: String, quoted: String) {
        #expect(Template("{v}").filled(["v": value], quoting: .powerShell) == quoted)
    }
}
