import Evidence

/// What is foretold of virtual machines of the inventory: those that would not converge or be slowed down first, then the slowest.
struct VMPredictions {
    /// Virtual machines that are shown; more would be no reading.
    private static let shown = 40

    let lines: [String]

    init(_ all: [Trial.VMPrediction], ink: Ink) {
        let known = all.filter { $0.prediction != nil }.sorted(by: Self.isWorse)
        let rows = known.prefix(Self.shown).map { vm in
            [
                "  \(vm.vm.inOneLine)", vm.host?.inOneLine ?? "", vm.memoryMB.map(Amounts.memory) ?? "",
                vm.dirtyMBps.map(Amounts.rate) ?? "",
            ] + Self.figures(vm.prediction)
        }
        let head = ["virtual machine", "host", "memory", "dirties", "rounds", "time", "stun", ""]
        var lines = rows.isEmpty ? [] : TextTable([head] + rows, numbers: 2...6).lines
        if let mbps = all.first?.mbps, !rows.isEmpty {
            lines[0] = ink(lines[0], .strong)
            lines.insert("predicted for the inventory at \(Amounts.bandwidth(mbps)):", at: 0)
        }
        for (index, vm) in known.prefix(Self.shown).enumerated() {
            guard let style = Self.style(vm.prediction) else { continue }
            lines[index + 2] = ink(lines[index + 2], style)
        }
        let more = known.count - rows.count
        if more > 0 { lines.append("  … and \(Amounts.of(more, "more virtual machine"))") }
        lines += Self.unknown(all.filter { $0.prediction == nil }, ink)
        self.lines = lines
    }

    private static func figures(_ prediction: Trial.Prediction?) -> [String] {
        guard let prediction else { return [] }
        let note =
            !prediction.converges
            ? "does not converge"
            : prediction.resumesEarly == true
                ? "resumes early" : prediction.slowdownPercent.map { "slowed down by \(Amounts.percent($0))" } ?? ""
        return [
            "\(prediction.rounds)", Amounts.time(prediction.totalSeconds),
            prediction.converges ? "\(Amounts.milliseconds(prediction.stunMs)) ms" : "", note,
        ]
    }

    private static func style(_ prediction: Trial.Prediction?) -> Ink.Style? {
        guard let prediction else { return nil }
        if !prediction.converges { return .error }
        return prediction.resumesEarly == true || prediction.slowdownPercent != nil ? .warning : nil
    }

    private static func isWorse(_ one: Trial.VMPrediction, _ other: Trial.VMPrediction) -> Bool {
        func rank(_ vm: Trial.VMPrediction) -> (Int, Double) {
            let prediction = vm.prediction
            let time = -(prediction?.totalSeconds ?? 0)
            if prediction?.converges == false { return (0, time) }
            return (prediction?.slowdownPercent != nil || prediction?.resumesEarly == true ? 1 : 2, time)
        }
        return rank(one) < rank(other)
    }

    /// Those of which nothing is foretold, by what is missing.
    private static func unknown(_ vms: [Trial.VMPrediction], _ ink: Ink) -> [String] {
        let groups = Dictionary(grouping: vms) { ($0.missing ?? []).map(\.inOneLine).joined(separator: " and ") }
        return groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { missing, vms in
            let names = vms.prefix(3).map(\.vm.inOneLine).joined(separator: ", ") + (vms.count > 3 ? ", …" : "")
            return "\(ink("unknown", .unknown)) of \(Amounts.of(vms.count, "virtual machine")) (\(names)): "
                + (missing.isEmpty ? "nothing is foretold" : "\(missing) not captured")
        }
    }
}
