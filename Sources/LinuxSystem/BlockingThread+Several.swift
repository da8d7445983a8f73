extension BlockingThread {
    /// Does `body` for each of `elements`, each on a thread of its own, and waits for all.
    ///
    /// - Throws: where not all threads can be started, once those that were have ended.
    public static func each<Element: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) throws -> Value
    ) throws(SystemError) -> [Result<Value, any Error>] {
        var threads: [BlockingThread] = []
        var failure: SystemError?
        for element in elements where failure == nil {
            do throws(SystemError) {
                threads.append(try BlockingThread { try body(element) })
            } catch {
                failure = error
            }
        }
        let outcomes = threads.map { thread in Result { try thread.join() } }
        if let failure { throw failure }
        return outcomes
    }
}
