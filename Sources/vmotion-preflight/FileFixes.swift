import Inventory
import SourceText

/// Fixes for the spelling of several files, worked out before any of them is touched.
struct FileFixes {
    /// Each file's fixes, and the state in which it was read.
    let list: [(path: String, state: FileState?, fixes: SpellingFixes)]

    /// The fixes for the files at `paths`.
    ///
    /// - Throws: ``Diagnostics`` with what is wrong in the files, not just in the first, and with those that were captured.
    init(of paths: [String]) throws {
        var list: [(path: String, state: FileState?, fixes: SpellingFixes)] = []
        var problems: [Diagnostic] = []
        for path in paths where !list.contains(where: { OutputFile.isSame($0.path, path) }) {
            do {
                let state = FileState(of: path)
                list.append((path, state, try SpellingFixes(for: SourceFile.read(path))))
            } catch let error as Diagnostics {
                problems += error.list
            } catch let error as Diagnostic {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        // A captured file beside one that a person wrote is no mistake, as long as nothing in it has to change.
        let isAllCaptured = list.allSatisfy { $0.fixes.capture != nil }
        for (_, _, fixes) in list where isAllCaptured || !fixes.edits.isEmpty {
            guard let capture = fixes.capture else { continue }
            problems.append(
                Diagnostic(
                    .error, in: fixes.file, at: capture.place,
                    message: "was captured with \(abridged(capture.tool)), so --fix leaves it as the evidence it is; "
                        + "name only files that people write, or remove source.tool when it is no capture any more"))
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        self.list = list
    }

    /// Rewrites the files that have something to fix, all of which must still be as they were read.
    func write() throws {
        let changing = list.filter { !$0.fixes.edits.isEmpty }
        for (path, state, fixes) in changing { try FileState.check(path, is: state, with: fixes.file.bytes) }
        for (path, state, fixes) in changing {
            try OutputFile.write(String(decoding: fixes.fixed.bytes, as: UTF8.self), to: path) {
                try FileState.check(path, is: state, with: fixes.file.bytes)
            }
            Console.error("\(path): fixed the spelling in \(fixes.count) \(fixes.count == 1 ? "place" : "places")")
        }
    }
}
