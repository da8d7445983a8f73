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
            observeAge(plan)
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

    private func observeAge(_ plan: RecordPlan) {
        guard let surroundings, let mostSeconds = surroundings.mostSeconds,
            let finished = plan.table.index(of: "finished"), let age = plan.table.index(of: "observed_ageSeconds"),
            let most = plan.table.index(of: "observed_mostSeconds")
        else { return }
        plan.row.set(most, integer: mostSeconds)
        guard let time = seconds(since1970: String(decoding: plan.row.text(of: [finished]), as: UTF8.self)) else {
            return
        }
        // A clock that is behind makes nothing old.
        plan.row.set(age, integer: max(0, surroundings.now - time))
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
