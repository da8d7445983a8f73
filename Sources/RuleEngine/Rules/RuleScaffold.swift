import SourceText

/// A rule file to start from: it loads, and its tests pass.
public enum RuleScaffold {
    /// The file's text for a rule called `id` and `name`.
    public static func text(id: String, name: String) -> String {
        """
        id: \(id)
        name: \(name)
        title: A vMotion adapter must have an MTU of 9000    # the requirement, in one sentence
        severity: warning                                   # error, warning or info
        category: custom
        subject: vmotionAdapters                            # the table whose rows are judged
        requires: [mtu]                                     # without these facts the verdict is unknown
        require: {mtu: 9000}                                # or, for relations: query: "SELECT id AS subject FROM …"
        at: mtu                                             # the key that a finding points at
        message: "{host} {device} has an MTU of {mtu}"
        why: Why this matters to the people who run the hosts.
        fix:
          text: Set the MTU of {device} on {host} to 9000.
          esxcli: esxcli network ip interface set -i {device} -m 9000
        references: [Where the requirement comes from]
        tests:
          - name: as required
            inventory: {hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, mtu: 9000, services: [vmotion]}]}]}
            expect: {pass: 1}
          - name: other than required
            inventory: {hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, mtu: 1500, services: [vmotion]}]}]}
            expect: {fail: [{subject: esx1/vmk1, at: mtu}]}
          - name: not captured
            inventory: {hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, services: [vmotion]}]}]}
            expect: {unknown: [{subject: esx1/vmk1, missing: [vmkernelAdapters.mtu]}]}

        """
    }

    /// Refuses what would not load, such as an id in small letters.
    public static func check(_ text: String, path: String) throws {
        _ = try RulePack([SourceFile(path: path, bytes: Array(text.utf8))])
    }
}
