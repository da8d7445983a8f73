import Evidence

/// What is foretold of the inventory's virtual machines over the network that was measured: the gravest first.
struct PredictionTable {
    private let known: [(vm: Trial.VMPrediction, prediction: Trial.Prediction)]
    private let unknown: [Trial.VMPrediction]

    /// Virtual machines that are listed.
    private static let most = 200

    init(_ predictions: [Trial.VMPrediction]) {
        known = predictions.compactMap { vm in vm.prediction.map { (vm, $0) } }.enumerated().sorted { left, right in
            let (one, other) = (Self.rank(left.element.1), Self.rank(right.element.1))
            return (one.grave, -one.seconds, left.offset) < (other.grave, -other.seconds, right.offset)
        }.map(\.element)
        unknown = predictions.filter { $0.prediction == nil }
    }

    private static func rank(_ prediction: Trial.Prediction) -> (grave: Int, seconds: Double) {
        let grave =
            !prediction.converges ? 0 : prediction.resumesEarly == true || prediction.slowdownPercent != nil ? 1 : 2
        return (grave, prediction.totalSeconds)
    }

    var markup: Markup {
        guard !known.isEmpty || !unknown.isEmpty else { return Markup() }
        return "\(table)\(missing)"
    }

    private var table: Markup {
        guard let first = known.first else { return Markup() }
        var table = HTMLTable(
            "Predicted for the inventory at \(Markup.shown(first.vm.mbps)) Mbit/s",
            columns: [.text("virtual machine"), .text("host"), .text("predicted")]
                + ["memory, MB", "dirties, MB/s", "rounds", "seconds", "sent, MB", "stun, ms"].map { .number($0) })
        for (vm, prediction) in known.prefix(Self.most) {
            table.add([
                .name(vm.vm, most: 60), vm.host.map { .name($0, most: 60) } ?? "not known", Self.end(prediction),
                .measured(vm.memoryMB, else: "not captured"), .measured(vm.dirtyMBps, else: "not captured"),
                .figure(prediction.rounds), .figure(prediction.totalSeconds), .figure(prediction.sentMB),
                prediction.converges ? .figure(prediction.stunMs) : "does not converge",
            ])
        }
        let more = known.count - table.count
        return table.markup
            + (more > 0
                ? .hint("\(Amounts.of(more, "further virtual machine")), none of them worse, in the evidence.") : "")
    }

    private static func end(_ prediction: Trial.Prediction) -> Markup {
        if !prediction.converges { return Standing.error.badge("does not converge") }
        if prediction.resumesEarly == true { return Standing.warning.badge("resumes early") }
        if let slowdown = prediction.slowdownPercent {
            return "\(Standing.warning.badge("slowed down")) by \(.figure(slowdown, "%"))"
        }
        return Standing.pass.badge("converges")
    }

    /// Those of which nothing is foretold, by what is missing.
    private var missing: Markup {
        let groups = Dictionary(grouping: unknown) { vm in
            (vm.missing ?? []).prefix(8).map { $0.cut(to: 60) }.joined(separator: " and ")
        }
        let items = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(20).map {
            facts, vms -> Markup in
            let names = vms.prefix(3).map { Markup.name($0.vm, most: 60) }.joined(", ")
            let more: Markup? = vms.count > 3 ? " and \(Amounts.count(vms.count - 3)) more" : nil
            let why: Markup = facts.isEmpty ? "nothing is foretold" : "\(facts) not captured"
            return "<li>\(Standing.unknown.badge()) \(names)\(more): \(why)</li>\n"
        }
        return items.isEmpty ? Markup() : "<ul>\n\(items)</ul>\n"
    }
}
