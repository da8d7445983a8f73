import Foundation
import TestSupport

/// An OpenSSH server in a namespace, with a host key and an authorized key of its own.
///
/// The binary under test is found in the search path of those who log in.
final class SSHServer {
    /// The command that logs in there, as `--via` takes it.
    let via: String

    /// Starts a server on `address` of `namespace`, which ends with the network.
    init(in namespace: Namespace, on address: String, of network: TestNetwork, port: Int = 2222) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "vmotion-preflight-ssh-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        network.atEnd { try? FileManager.default.removeItem(atPath: folder) }
        for key in ["host", "user"] {
            try must(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "\(folder)/\(key)"])
        }
        let hostKey = try String(contentsOfFile: "\(folder)/host.pub", encoding: .utf8)
        try "[\(address)]:\(port) \(hostKey)".write(toFile: "\(folder)/known_hosts", atomically: true, encoding: .utf8)
        try """
        ListenAddress \(address)
        Port \(port)
        HostKey \(folder)/host
        AuthorizedKeysFile \(folder)/user.pub
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        PrintMotd no
        SetEnv PATH=\(Repository.programs):\(Program.searchPath)

        """.write(toFile: "\(folder)/sshd_config", atomically: true, encoding: .utf8)
        // Where the server keeps its unprivileged half; the service manager makes it when it starts the service.
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        via = [
            "ssh", "-i", "\(folder)/user", "-p", "\(port)", "-o", "UserKnownHostsFile=\(folder)/known_hosts",
            "-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
            "-o", "ConnectTimeout=10", "-F", "none", "root@\(address)",
        ].joined(separator: " ")

        let server = try namespace.start(
            [try must(["which", "sshd"]).trimmingCharacters(in: .newlines), "-D", "-e", "-f", "\(folder)/sshd_config"])
        network.atEnd { server.stop() }
        guard server.says("Server listening") else {
            throw FixtureFailure(description: "sshd did not start: \(server.errors)")
        }
    }
}

extension Namespace {
    /// The command that starts programs in it, as `--via` takes it.
    var via: String { prefix.joined(separator: " ") }
}
