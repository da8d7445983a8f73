import Evidence
import LinuxSystem

/// What a probe is going to measure, in order; made without a packet.
struct PathPlan {
    /// The site where this machine stands, and the addresses it has in the vMotion networks there.
    var site: String?
    var standing: [Standpoint.Address] = []

    /// What is probed.
    var targets: [ProbeTarget] = []

    /// What matters but cannot be probed from here, by name.
    var unknown: [(name: String, why: String)] = []

    /// What is left out because something else stands for it.
    var leftOut: [(name: String, why: String)] = []

    /// The networks of virtual machines to look for on each VLAN.
    var vlans: [VLANTarget] = []

    /// The port groups whose network cannot be looked for.
    var unknownVLANs: [(name: String, why: String)] = []

    /// ``unknown`` as evidence has it.
    var voided: [VoidedFigure] {
        unknown.map { VoidedFigure(figure: "path", to: $0.name, why: $0.why) }
            + unknownVLANs.map { VoidedFigure(figure: "vlans", to: $0.name, why: $0.why) }
    }
}
