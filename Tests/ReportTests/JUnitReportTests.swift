import Report
import Testing

@Suite struct JUnitReportTests {
    @Test func `A rule without a finding passes, so that a clean run is not empty`() throws {
        let xml = try Estate.clean.render(.junit)
        #expect(xml.contains("<testsuite name=\"TST003 build\" package=\"releases\" id=\"2\""))
        #expect(xml.contains("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\""))
        #expect(xml.split(separator: "\n").count { $0.contains("<testcase") && $0.hasSuffix("/>") } == 3)
    }

    @Test func `What is unknown is skipped with the reason`() throws {
        let xml = try Estate.hosts(2, keys: "ip: null", rules: [Rules.largeMTU]).render(.junit)
        #expect(xml.contains("tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"2\""))
        #expect(xml.contains("<skipped message=\"unknown: A VMkernel adapter's MTU must be at least 9000: cannot"))
        #expect(xml.contains(">missing: vmkernelAdapters.mtu\nsupply: esxcli network ip interface list"))
    }

    @Test func `A rule that could not be evaluated is an error`() throws {
        let xml = try Estate.overrun.render(.junit)
        #expect(xml.contains("tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\""))
        #expect(xml.contains("<error message=\"rule-0.yaml: "))
    }

    @Test func `Markup and what XML cannot hold are escaped`() throws {
        let rule = Rules.largeMTU.replacing(
            "message: \"{subject} ", with: "message: \"<&>\\\"'\\t\\n\\r\\x01\\e\\u0085\\uFFFE {subject} ")
        let xml = try Estate(
            inventory: "hosts: [{name: esx1, vmkernelAdapters: [{device: vmk0, mtu: 1500}]}]", rules: [rule]
        ).render(.junit)
        #expect(xml.contains("message=\"&lt;&amp;&gt;&quot;'&#9;&#10;&#13;\\u{1}\\u{1B}\u{85}\\u{FFFE} esx1/vmk0"))
        #expect(xml.contains(">warning[TST001]: &lt;&amp;&gt;\"'\\u{9}\\u{A}\\u{D}\\u{1}\\u{1B}\\u{85}\\u{FFFE} esx1"))
    }
}
