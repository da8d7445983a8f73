/// Samples of round trips that take memory only once there are some.
@safe struct SampleBox: BitwiseCopyable {
    private var box: UnsafeMutablePointer<RoundTripSamples>?

    init() { unsafe box = nil }

    /// The samples so far.
    var samples: RoundTripSamples { unsafe box?.pointee ?? RoundTripSamples() }

    /// Adds a sample.
    mutating func add(_ nanoseconds: Int64) {
        if let box = unsafe box { return unsafe box.pointee.add(nanoseconds) }
        let new = UnsafeMutablePointer<RoundTripSamples>.allocate(capacity: 1)
        unsafe new.initialize(to: RoundTripSamples())
        unsafe new.pointee.add(nanoseconds)
        unsafe box = unsafe new
    }

    /// Gives the memory back.
    mutating func release() {
        guard let box = unsafe box else { return }
        unsafe box.deinitialize(count: 1)
        unsafe box.deallocate()
        self = SampleBox()
    }
}
