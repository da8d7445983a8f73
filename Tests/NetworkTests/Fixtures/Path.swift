import Evidence
import Foundation
import TestSupport

/// Runs `body` on two namespaces joined by a wire, with an empty folder.
func withPath(_ body: (Namespace, Wire, Namespace, String) throws -> Void) throws {
    try withTemporaryFolder { folder in
        try TestNetwork.with { network in
            let (a, b) = try (network.namespace("a"), network.namespace("b"))
            let wire = try network.veth(a, b)
            try body(a, wire, b, folder)
        }
    }
}

/// The evidence that a command has left in `folder`.
func evidence(_ name: String, in folder: String) throws -> Evidence {
    try Evidence(json: Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
}
