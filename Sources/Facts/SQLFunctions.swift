internal import CSQLite

/// The functions that rules may call besides SQLite's own.
enum SQLFunctions {
    private typealias Body = @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    /// Adds them to a connection.
    static func register(on handle: OpaquePointer, context: Database.Context) {
        let pointer = unsafe Unmanaged.passUnretained(context).toOpaque()
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        for unsafe(name, count, body) in unsafe functions {
            unsafe sqlite3_create_function_v2(handle, name, count, flags, pointer, body, nil, nil, nil)
        }
    }

    private static let functions: [(String, Int32, Body)] = unsafe [
        // network(ip, prefixLength): the network as text, NULL when either is missing or there is no address.
        (
            "network", 2,
            { call, _, arguments in
                guard let address = unsafe text(arguments, 0).flatMap(IPAddress.init),
                    unsafe sqlite3_value_type(arguments?[1]) == SQLITE_INTEGER,
                    let network = unsafe IPNetwork(address, prefixLength: Int(sqlite3_value_int64(arguments?[1])))
                else { return unsafe sqlite3_result_null(call) }
                unsafe result(call, network.description)
            }
        ),
        // contains(network, address): 1 or 0, NULL when either is missing.
        (
            "contains", 2,
            { call, _, arguments in
                guard let network = unsafe text(arguments, 0).flatMap(IPNetwork.init),
                    let address = unsafe text(arguments, 1).flatMap(IPAddress.init)
                else { return unsafe sqlite3_result_null(call) }
                unsafe sqlite3_result_int(call, network.contains(address) ? 1 : 0)
            }
        ),
        // overlaps(networks, network): whether one of a list joined by commas shares addresses with the network.
        (
            "overlaps", 2,
            { call, _, arguments in
                guard let networks = unsafe text(arguments, 0), let one = unsafe text(arguments, 1).flatMap(IPNetwork.init)
                else { return unsafe sqlite3_result_null(call) }
                let overlaps = networks.split(separator: ",").contains { text in
                    IPNetwork(String(text)).map { $0.contains(one.address) || one.contains($0.address) } ?? false
                }
                unsafe sqlite3_result_int(call, overlaps ? 1 : 0)
            }
        ),
        // release('6.7'): the number that versionNumber columns hold.
        (
            "release", 1,
            { call, _, arguments in
                guard let release = unsafe text(arguments, 0).flatMap(Release.init) else {
                    return unsafe sqlite3_result_null(call)
                }
                unsafe sqlite3_result_int64(call, release.number)
            }
        ),
        // fold(label): what near misses of a label have in common.
        (
            "fold", 1,
            { call, _, arguments in
                guard let label = unsafe text(arguments, 0), let pointer = unsafe sqlite3_user_data(call) else {
                    return unsafe sqlite3_result_null(call)
                }
                let context = unsafe Unmanaged<Database.Context>.fromOpaque(pointer).takeUnretainedValue()
                // Swift's dictionary finds canonically equivalent text (é and e + ´), SQLite compares bytes: all get
                // the bytes that came first.
                let folded = foldedLabel(label)
                let spelling = context.labels[folded, default: folded]
                context.labels[folded] = spelling
                unsafe result(call, spelling)
            }
        ),
    ]

    private static func text(_ arguments: UnsafeMutablePointer<OpaquePointer?>?, _ index: Int) -> String? {
        guard let arguments = unsafe arguments, let text = unsafe sqlite3_value_text(arguments[index]) else {
            return nil
        }
        let count = unsafe Int(sqlite3_value_bytes(arguments[index]))
        return unsafe String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    private static func result(_ call: OpaquePointer?, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                // SAFETY: -1 is SQLITE_TRANSIENT: SQLite copies the text.
                unsafe sqlite3_result_text(
                    call, characters.baseAddress, Int32(characters.count),
                    unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            }
        }
    }
}
