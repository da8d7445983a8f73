import CLinux
import Glibc

/// Why the kernel refused, as a sentence: what was tried, on what, and its own word for it.
public struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was tried, such as "connect to 10.0.0.2 port 8000".
    public let action: String

    /// The kernel's number, from errno(3).
    public let number: Int32

    /// The error of an action that the kernel answered with `number`.
    public init(_ action: String, number: Int32) {
        self.action = action
        self.number = number
    }

    /// One sentence without a full stop.
    public var description: String { "cannot \(action): \(Self.word(for: number))" }

    static func word(for number: Int32) -> String {
        // Each thread has its own text since glibc 2.32: strerror(3).
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }
}

/// Calls `body` until it is not interrupted by a signal, and throws what `errno` says when it returns less than 0.
@discardableResult
public func system<Value: FixedWidthInteger>(
    _ action: @autoclosure () -> String, _ body: () -> Value
) throws(SystemError) -> Value {
    while true {
        let value = body()
        if value >= 0 { return value }
        let number = errno
        if number != EINTR { throw SystemError(action(), number: number) }
    }
}
