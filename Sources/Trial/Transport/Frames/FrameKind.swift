/// What a frame is for.
enum FrameKind: UInt8, Sendable {
    /// Pages of a round, for the memory.
    case pages = 1
    /// Pages that are thrown away, to see what the link carries.
    case calibration = 2
    /// Pages that are handed on instead of written.
    case pushed = 3
    /// A message.
    case message = 4
    /// Nothing, but to be acknowledged.
    case ping = 5
    /// How many frames the destination has dealt with.
    case acknowledgement = 6

    /// Which way frames of a connection go.
    enum Direction: UInt8, Sendable {
        case toDestination = 1
        case toSource = 2
    }

    /// Whether the frame brings the contents of pages after its header.
    var hasPages: Bool { self == .pages || self == .calibration || self == .pushed }

    func goes(_ direction: Direction) -> Bool {
        switch self {
        case .message: true
        case .acknowledgement: direction == .toSource
        default: direction == .toDestination
        }
    }
}
