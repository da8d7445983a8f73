import Report
import Testing

@Suite struct TextReportTests {
    /// The lines of a report on `inventory` by the rule on MTUs, up to the first empty line.
    private func block(_ inventory: String, path: String = "h.yaml") throws -> String {
        let text = try Estate(path: path, inventory: inventory, rules: [Rules.largeMTU]).render(.text)
        return text.split(separator: "\n\n")[0] + "\n"
    }

    @Test func `Wide and combining characters keep the underline below the value`() throws {
        let block = try block(
            "hosts: [{name: esx1, vmkernelAdapters: [{device: vmk0, portGroup: \"移動e\u{301}\", mtu: 1500}]}]\n")
        #expect(
            block == """
                warning[TST001]: esx1/vmk0 sends packets of up to 1500 bytes
                 --> h.yaml:1:80
                  |
                1 | hosts: [{name: esx1, vmkernelAdapters: [{device: vmk0, portGroup: "移動e\u{301}", mtu: 1500}]}]
                  |                                                                                 ^^^^ expected >= 9000
                  = fix: Set the MTU of esx1/vmk0 to 9000.
                  = see: vmotion-preflight rules explain TST001

                """)
    }

    @Test func `Tabs are shown as the columns they take`() throws {
        let block = try block("hosts:\n- name: esx1\n  vmkernelAdapters:\n  - {\t\"mtu\":\t1500, device: vmk0}\n")
        #expect(block.contains("4 |   - {   \"mtu\":  1500, device: vmk0}\n  |                 ^^^^ expected"))
    }

    @Test func `A long line is cut on both sides of the value`() throws {
        let padding = String(repeating: "x", count: 400)
        let adapter = "{device: vmk0, mtu: 1500, portGroup: \(padding)}"
        let block = try block("{hosts: [{name: esx1, license: \(padding), vmkernelAdapters: [\(adapter)]}]}")
        let lines = block.split(separator: "\n")
        #expect(lines[3].hasPrefix("1 | …xxxx") && lines[3].hasSuffix("xxxx…"))
        #expect(lines[3].count == 4 + 162)
        let before = try #require(lines[3].firstRange(of: "1500")).lowerBound
        let mark = try #require(lines[4].firstRange(of: "^^^^")).lowerBound
        #expect(lines[3][..<before].count == lines[4][..<mark].count)
    }

    @Test(arguments: [
        (suffix: ", mtu: 1500}", isCutBefore: true, isCutAfter: false),
        (suffix: ", mtu: 1500}" + String(repeating: " ", count: 200), isCutBefore: true, isCutAfter: true),
    ])
    func `A line is cut only where it goes on`(suffix: String, isCutBefore: Bool, isCutAfter: Bool) throws {
        let label = String(repeating: "x", count: 200)
        let adapter = "{device: vmk0, portGroup: \(label)\(suffix)"
        let block = try block("hosts:\n- name: esx1\n  vmkernelAdapters:\n  - \(adapter)\n")
        let line = try #require(block.split(separator: "\n").first { $0.hasPrefix("4 | ") })
        #expect(line.hasPrefix("4 | …") == isCutBefore)
        #expect(line.hasSuffix("…") == isCutAfter)
        #expect(line.count == 4 + 160 + (isCutBefore ? 1 : 0) + (isCutAfter ? 1 : 0))
    }

    @Test func `A value of several lines is underlined to the end of the first`() throws {
        let rule = Rules.build.replacing("require: {build: \"24022510\"}", with: "require: {build: \"1 2\"}")
        let estate = Estate(inventory: "hosts:\n- name: esx1\n  build: \"1\n    3\"\n", rules: [rule])
        #expect(try estate.render(.text).contains("3 |   build: \"1\n  |          ^^ expected 1 2\n"))
    }

    @Test(arguments: [
        ("\u{1B}[31m", "\\u{1B}[31m"), ("\u{202E}", "\\u{202E}"), ("\u{200B}", "\\u{200B}"), ("\u{85}", "\\u{85}"),
    ])
    func `No name reaches the terminal's controls`(control: String, shown: String) throws {
        let escapes = control.unicodeScalars.map { scalar in
            "\\U" + String(Int(scalar.value) + 0x1_0000_0000, radix: 16).dropFirst()
        }
        let text = try Estate(
            path: "h\(control).yaml",
            inventory: "hosts:\n- {name: \"esx\(escapes.joined())\", vmkernelAdapters: [{device: vmk0, mtu: 1500}]}\n",
            rules: [Rules.largeMTU], inputs: ["h\(control).yaml"]
        ).render(.text)
        #expect(text.contains("warning[TST001]: esx\(shown)/vmk0 sends"))
        #expect(text.contains("--> h\(shown).yaml:2"))
        #expect(text.contains("fix: Set the MTU of esx\(shown)/vmk0"))
        #expect(!text.contains(control))
    }

    @Test func `Invisible characters of a source line are shown and do not move the underline`() throws {
        let block = try block("hosts:\n- {name: \"e\u{200B}1\", vmkernelAdapters: [{device: vmk0, mtu: 1500}]}\n")
        let lines = block.split(separator: "\n")
        let value = try #require(lines[3].firstRange(of: "1500")).lowerBound
        let mark = try #require(lines[4].firstRange(of: "^^^^")).lowerBound
        #expect(lines[3].contains("\"e\\u{200B}1\""))
        #expect(lines[3][..<value].count == lines[4][..<mark].count)
    }

    @Test func `Further peers are counted`() throws {
        let text = try Estate.hosts(9, keys: "ip: 10.0.0.1/24", rules: [Rules.uniqueAddress]).render(.text)
        #expect(text.split(separator: "\n").count { $0.contains(" ::: ") } == 3)
        #expect(text.contains("\n  = … and 5 more\n"))
    }

    @Test func `The unknown are told once for each reason`() throws {
        let text = try Estate.hosts(32, keys: "ip: 10.0.0.1/24", rules: [Rules.largeMTU]).render(.text)
        #expect(
            text == """
                unknown[TST001]: A VMkernel adapter's MTU must be at least 9000
                 --> estate/hosts.yaml:2:46
                  = 32 subjects: esx1/vmk0, esx2/vmk0, esx3/vmk0, … and 29 more
                  = missing: vmkernelAdapters.mtu
                  = supply: esxcli network ip interface list and esxcli network ip interface ipv4 get
                  = see: vmotion-preflight rules explain TST001

                nothing failed, but 32 checks could not be decided for want of facts; 0 passed, 0 not applicable

                """)
    }

    @Test func `Different missing facts are different reasons`() throws {
        let rule = Rules.largeMTU.replacing("requires: [mtu]", with: "requires: [mtu, ip]")
        let inventory = """
            hosts:
            - name: esx1
              vmkernelAdapters: [{device: vmk0}, {device: vmk1, mtu: 9000}, {device: vmk2}]
            """
        let text = try Estate(inventory: inventory, rules: [rule]).render(.text)
        #expect(text.contains("= 2 subjects: esx1/vmk0, esx1/vmk2\n"))
        #expect(text.contains("= missing: vmkernelAdapters.mtu, vmkernelAdapters.ip\n"))
        #expect(text.contains("= 1 subject: esx1/vmk1\n  = missing: vmkernelAdapters.ip\n"))
    }

    @Test func `The lines of a fix stand below each other`() throws {
        let rule = Rules.build.replacing("fix: {text: Update it.}", with: "fix: {text: \"First.\\nThen.\"}")
        let text = try Estate(inventory: "hosts: [{name: esx1, build: 1}]", rules: [rule]).render(.text)
        #expect(text.contains("  = fix: First.\n         Then.\n"))
    }

    @Test func `A rule that could not be evaluated is an error without a place`() throws {
        let text = try Estate.overrun.render(.text)
        #expect(text.hasPrefix("error[TST009]: rule-0.yaml: "))
        #expect(!text.contains("-->"))
        let counts = "0 errors, 0 warnings, 0 info; 0 unknown; 0 passed, 0 not applicable"
        #expect(text.hasSuffix("\n1 rule not evaluated; \(counts)\n"))
    }

    @Test func `Colours come only when asked for`() throws {
        let plain = try Estate.mixed.render(.text)
        let coloured = try Estate.mixed.render(.text, useColor: true)
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[1;31merror[TST002]\u{1B}[0m\u{1B}[1m: esx1"))
        #expect(coloured.contains("\u{1B}[1;33mwarning[TST001]\u{1B}[0m"))
        #expect(coloured.contains("\u{1B}[1;36minfo[TST003]\u{1B}[0m"))
        #expect(coloured.contains("\u{1B}[1;35munknown[TST001]\u{1B}[0m"))
        let plainAgain = coloured.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated().map {
            index, part in
            index == 0 ? part : part.drop { $0 != "m" }.dropFirst()
        }
        #expect(plainAgain.joined() == plain)
    }
}
