import Glibc
import Report

/// The terminal or pipe on the other end.
enum Console {
    /// Writes `text` and a line break to the standard error, with all but its line breaks made visible that steers a terminal.
    static func error(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        write(lines.map { String($0).printable + "\n" }.joined(), to: STDERR_FILENO)
    }

    /// Writes `text` to `descriptor`, all of it; false when the other end is gone or full.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Bool { write(Array(text.utf8), to: descriptor) }

    /// Writes `bytes` to `descriptor`, all of them; false when the other end is gone or full.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return true }
            var sent = 0
            while sent < bytes.count {
                let count = unsafe Glibc.write(descriptor, start + sent, bytes.count - sent)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    /// Whether a report to `descriptor` should be coloured: asked for, or a terminal without `NO_COLOR`.
    static func usesColor(_ choice: ColorChoice, descriptor: Int32) -> Bool {
        switch choice {
        case .always: true
        case .never: false
        case .auto: canDraw(on: descriptor) && environment("NO_COLOR") == nil
        }
    }

    /// Whether `descriptor` is a terminal that takes more than text.
    static func canDraw(on descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && environment("TERM") != "dumb"
    }

    /// Whether the locale's characters are more than ASCII: locale(7).
    static var isUnicode: Bool {
        let locale = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? ""
        return locale.lowercased().replacing("-", with: "").contains("utf8")
    }

    /// How many columns the terminal at `descriptor` has, if it tells.
    static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    private static func environment(_ name: String) -> String? {
        let value = unsafe getenv(name).map { unsafe String(cString: $0) }
        return value?.isEmpty == true ? nil : value
    }
}

/// When to colour.
enum ColorChoice: String, CaseIterable {
    case auto
    case always
    case never
}
