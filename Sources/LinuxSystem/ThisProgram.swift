/// How the program that runs is given what it lacks.
public enum ThisProgram {
    /// Its path as a shell takes it.
    public static var quotedPath: String { quoted(Executable.path ?? "vmotion-preflight") }

    /// The command that lets it capture and send raw packets without being root: setcap(8).
    public static var setcapCommand: String { "setcap cap_net_raw,cap_net_admin+ep \(quotedPath)" }

    /// Quoted where it holds more than plain characters.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "+")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        if isPlain { return path }
        return "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
