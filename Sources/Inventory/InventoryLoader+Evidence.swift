import Facts
import FoundationEssentials
import SourceText
import YAMLEvents

/// What evidence has and an inventory has not: a version, and what is seen around it.
extension InventoryLoader {
    /// Whether a file may have `field` as a key.
    func takes(_ field: Field) -> Bool { field.isInFile || surroundings == nil }

    /// Adds to the row of `plan` what is seen around the file.
    func observe(_ plan: RecordPlan, at place: SourceSpan, _ reader: inout YAMLReader) {
        if plan.record.table == EvidenceSchema.root.table {
            checkVersion(plan, at: place, &reader)
            checkOrder(of: ["started", "finished"], in: plan, at: place, &reader) { column in
                seconds(since1970: String(decoding: plan.row.text(of: [column]), as: UTF8.self)).map { Double($0) }
            }
            observeAge(plan)
        } else if plan.table.index(of: "p50") != nil {
            checkOrder(of: ["min", "p50", "p90", "p99", "max"], in: plan, at: place, &reader) { plan.row.real($0) }
        } else if plan.keyColumns.count == 1, let file = plan.table.index(of: "file") {
            observeCapture(plan, named: String(decoding: plan.row.text(of: [file]), as: UTF8.self), reader.file)
        }
    }

    private func checkVersion(_ plan: RecordPlan, at place: SourceSpan, _ reader: inout YAMLReader) {
        guard let column = plan.table.index(of: "schemaVersion"), let version = plan.row.integer(column),
            version > EvidenceSchema.version
        else { return }
        report(place, EvidenceHead.advice(version), &reader)
    }

    /// Refuses figures that contradict each other: what wrote them cannot be trusted in others either.
    private func checkOrder(
        of keys: [String], in plan: RecordPlan, at place: SourceSpan, _ reader: inout YAMLReader,
        by value: (Int) -> Double?
    ) {
        let values = keys.map { key in plan.table.index(of: key).flatMap(value) }
        for index in keys.indices.dropFirst() {
            guard let before = values[index - 1], let after = values[index], after < before else { continue }
            report(place, "\(keys[index]) is less than \(keys[index - 1]) here, so these figures are wrong", &reader)
        }
    }

    private func observeAge(_ plan: RecordPlan) {
        guard let surroundings, let finished = plan.table.index(of: "finished"),
            let age = plan.table.index(of: "observed_ageSeconds"),
            let most = plan.table.index(of: "observed_mostSeconds")
        else { return }
        if let mostSeconds = surroundings.mostSeconds { plan.row.set(most, integer: mostSeconds) }
        guard let time = seconds(since1970: String(decoding: plan.row.text(of: [finished]), as: UTF8.self)) else {
            return
        }
        plan.row.set(age, integer: surroundings.now - time)
    }

    /// Looks for the capture beside the evidence, by its name alone: evidence may name any file, and comes from anywhere.
    private func observeCapture(_ plan: RecordPlan, named name: String, _ evidence: SourceFile) {
        guard let surroundings, let isFound = plan.table.index(of: "observed_isFound"),
            let size = plan.table.index(of: "observed_bytes"), let hash = plan.table.index(of: "observed_sha256")
        else { return }
        let base = name.split(separator: "/").last.map(String.init) ?? ""
        let folder = evidence.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        guard !["", ".", ".."].contains(base), !base.utf8.contains(0) else { return }
        let path = (folder + [base[...]]).joined(separator: "/")
        let announced = plan.table.index(of: "bytes").flatMap { plan.row.integer($0) }
        let found = surroundings.digest(path, announced)
        plan.row.set(isFound, integer: found == nil ? 0 : 1)
        guard let found else { return }
        plan.row.set(size, integer: found.bytes)
        if let sha256 = found.sha256 { plan.row.set(hash, text: Array(sha256.utf8)) }
    }

    /// The seconds of a time as ``ValueType/timestamp`` takes it, fractions left out; a date alone means its first second.
    private func seconds(since1970 text: String) -> Int64? {
        var text = text.uppercased().replacing(" ", with: "T")
        if let point = text.firstIndex(of: ".") {
            let rest = text[point...].dropFirst().drop(while: \.isNumber)
            text = String(text[..<point] + rest)
        }
        if text.utf8.count == 10 { text += "T00:00:00Z" }
        guard let date = try? Date(text, strategy: .iso8601), abs(date.timeIntervalSince1970) < 1e12 else { return nil }
        return Int64(date.timeIntervalSince1970)
    }
}
