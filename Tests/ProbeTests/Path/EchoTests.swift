import LinuxSystem
import Testing

@testable import Probe

@Suite struct EchoTests {
    private func sent(_ count: Int) -> Echo {
        var echo = Echo()
        for index in 0..<count { echo.noteSending(at: Int64(index) * 1_000) }
        return echo
    }

    @Test func `Kernel stamps of leaving and arriving make the round trip`() {
        var echo = sent(1)
        echo.take(.left(0, stamp: 500), now: 9_000)
        echo.take(.reply(0, stamp: 2_500), now: 9_000)
        #expect(echo.roundTrips == [2_000])
        #expect(echo.hasKernelStamps)
    }

    @Test func `Without stamps the program's clock counts, and it is said`() {
        var echo = sent(1)
        echo.take(.reply(0, stamp: nil), now: 9_000)
        #expect(echo.roundTrips == [9_000])
        #expect(!echo.hasKernelStamps)
    }

    @Test(arguments: [true, false])
    func `A clock of day that steps, or a stamp that is missing, leaves the program's clock to tell`(steps: Bool) {
        var echo = sent(2)
        echo.take(.left(0, stamp: 1_000_000), now: 100)
        echo.take(.reply(0, stamp: 1_000_400), now: 500)
        echo.take(.left(1, stamp: 1_001_000), now: 1_100)
        echo.take(.reply(1, stamp: steps ? 900_000 : nil), now: 1_600)
        if steps { echo.noteClockStep() }
        #expect(echo.roundTrips == [500, 600])
        #expect(!echo.hasKernelStamps)
    }

    @Test func `Duplicates, reordering and losses are counted`() {
        var echo = sent(4)
        for sequence in [1, 0, 0, 3] as [UInt16] { echo.take(.reply(sequence, stamp: nil), now: 10_000) }
        #expect(echo.sent == 4)
        #expect(echo.received == 3)
        #expect(echo.duplicates == 1)
        #expect(echo.reordered == 1)
        #expect(echo.roundTrips == [10_000, 9_000, 7_000])
    }

    @Test func `A reply to nothing that was sent is left alone`() {
        var echo = sent(2)
        echo.take(.reply(9, stamp: 1), now: 1)
        #expect(echo.received == 0)
    }

    @Test func `Numbers go round after 65,536 requests`() {
        var echo = sent(65_537)
        echo.take(.reply(0, stamp: nil), now: 65_536_000 + 70)
        #expect(echo.roundTrips == [70])
    }
}
