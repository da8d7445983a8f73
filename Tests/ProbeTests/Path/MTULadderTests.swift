import Evidence
import LinuxSystem
import Testing

@testable import Probe

@Suite struct MTULadderTests {
    private let router = InternetAddress(family: .ipv4, bytes: [192, 0, 2, 1])

    @Test func `A path that carries what is configured costs one request`() {
        let ladder = MTULadder(configured: 9000, least: 68) { _ in .answered }
        #expect(ladder.pathMtu == 9000)
        #expect(ladder.steps.map(\.mtu) == [9000])
        #expect(!ladder.isBlackHole)
    }

    @Test(arguments: [68, 69, 575, 576, 577, 1280, 1399, 1400, 1450, 1499, 1500, 1501, 4470, 8950, 8999])
    func `Whatever the path carries is found to the byte, silent or not`(_ real: Int) {
        let silent = MTULadder(configured: 9000, least: 68) { $0 <= real ? .answered : .silence }
        #expect(silent.pathMtu == real)
        #expect(silent.isBlackHole)
        #expect(silent.steps.count < 40)
        let named = MTULadder(configured: 9000, least: 68) { $0 <= real ? .answered : .tooBig(mtu: real, by: router) }
        #expect(named.pathMtu == real)
        #expect(!named.isBlackHole)
        #expect(named.steps.count <= 3)
        #expect(named.steps.first?.reportedMtu == real)
        #expect(named.steps.first?.reportedBy == "192.0.2.1")
    }

    @Test func `A router that names too much, too little or nothing does not mislead`() {
        for mtu in [0, 1, 1400, 1600, 9000, 65_535] {
            let ladder = MTULadder(configured: 9000, least: 68) {
                $0 <= 1500 ? .answered : .tooBig(mtu: mtu, by: router)
            }
            #expect(ladder.pathMtu == 1500, "when it names \(mtu)")
        }
    }

    @Test func `Its own kernel is told apart from routers`() {
        let ladder = MTULadder(configured: 9100, least: 68) { $0 <= 9000 ? .answered : .tooBig(mtu: 9000, by: nil) }
        #expect(ladder.steps.first?.reportedBy == "this machine")
        #expect(ladder.pathMtu == 9000)
    }

    @Test func `Loss is not taken for a limit`() {
        let ladder = MTULadder(configured: 9000, least: 68) { $0 == 9000 ? .silence : .lost }
        #expect(ladder.pathMtu == nil)
        #expect(ladder.why == "the far end stopped answering, also to small packets")
    }

    @Test func `Nothing at all, and a stop, end without a figure`() {
        #expect(MTULadder(configured: 9000, least: 68) { _ in .silence }.pathMtu == nil)
        #expect(MTULadder(configured: 9000, least: 68) { _ in .cancelled }.why == "it was stopped")
    }
}
