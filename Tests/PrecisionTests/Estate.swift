import Foundation
import Testing

/// An estate in which nothing is wrong: everything that a rule may ask for is captured and as VMware documents it.
struct Estate: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String

    var testDescription: String { name }

    /// What its first line says that it is: release, switches, NICs, stack, sites and addresses.
    var shape: [String] {
        text.prefix { $0 != "\n" }.drop { "# ".contains($0) }.split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    static let all = texts(in: "Estates").map { Estate(name: $0.name, text: $0.text) }

    static func named(_ name: String) throws -> Estate {
        try #require(all.first { $0.name == name }, "there is no estate \(name)")
    }
}

/// The YAML files in a folder beside this file, by name.
func texts(in folder: String) -> [(name: String, text: String)] {
    let place = URL(filePath: #filePath).deletingLastPathComponent().appending(path: folder)
    let files = (try? FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }.compactMap { file in
        (try? String(contentsOf: file, encoding: .utf8)).map { (file.deletingPathExtension().lastPathComponent, $0) }
    }
}
