import LinuxSystem
import Testing

@testable import Probe

@Suite struct HopCountTests {
    /// A path with so many routers, of which those in `silent` answer nothing.
    private func answers(_ routers: Int, silent: Set<Int> = []) -> ([Int]) -> [Int: HopCount.Answer] {
        { limits in
            var answers: [Int: HopCount.Answer] = [:]
            for limit in limits {
                if limit > routers {
                    answers[limit] = .arrived
                } else if !silent.contains(limit) {
                    answers[limit] = .expired(InternetAddress(family: .ipv4, bytes: [10, 0, 0, UInt8(limit)]))
                }
            }
            return answers
        }
    }

    @Test(arguments: 0...29)
    func `Routers are counted, however many`(_ routers: Int) {
        let count = HopCount(limit: 30, ask: answers(routers))
        #expect(count.routers == routers)
        #expect(count.named.count == routers)
    }

    @Test func `Routers that answer nothing count as well`() {
        let count = HopCount(limit: 30, ask: answers(4, silent: [1, 3]))
        #expect(count.routers == 4)
        #expect(count.named.keys.sorted() == [1, 3])
    }

    @Test func `A far end that answers nothing leaves it unknown`() {
        #expect(HopCount(limit: 30) { _ in [:] }.routers == nil)
        #expect(HopCount(limit: 30, ask: answers(30)).routers == nil)
    }

    @Test func `A lost packet does not add a router`() {
        var asked = 0
        let path = answers(2)
        let count = HopCount(limit: 30) { limits in
            asked += 1
            return path(limits).filter { asked > 1 || $0.key != 3 }
        }
        #expect(count.routers == 2)
    }
}
