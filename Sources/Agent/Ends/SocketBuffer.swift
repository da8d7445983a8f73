/// How large the buffers of the data connections are.
public enum SocketBuffer: Sendable, Equatable {
    /// Twice what the path holds at its round-trip time, where the system's own choice would be smaller.
    case automatic
    /// The system's own choice.
    case system
    /// So many bytes.
    case bytes(Int)
}
