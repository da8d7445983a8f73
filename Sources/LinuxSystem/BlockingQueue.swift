import CLinux
import Glibc

/// A queue between two threads: one puts in without ever waiting, the other waits for what comes.
@safe public final class BlockingQueue<Element: Sendable>: @unchecked Sendable {
    // SAFETY: `elements` and `isClosed` are used only while the mutex is held.
    private var elements: [Element] = []
    private var isClosed = false
    private let limit: Int
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    /// An empty queue that holds at most `limit` elements.
    public init(limit: Int) {
        self.limit = limit
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// Puts `element` in; false when the queue is full.
    public func put(_ element: Element) -> Bool {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        guard elements.count < limit else { return false }
        elements.append(element)
        unsafe pthread_cond_signal(condition)
        return true
    }

    /// Says that nothing more will be put in.
    public func close() {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        isClosed = true
        unsafe pthread_cond_signal(condition)
    }

    /// Waits for the next element; nil when the queue is closed and empty.
    public func take() -> Element? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while elements.isEmpty, !isClosed { unsafe pthread_cond_wait(condition, mutex) }
        return elements.isEmpty ? nil : elements.removeFirst()
    }
}
