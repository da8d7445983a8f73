import Foundation
import LinuxSystem
import Testing

@testable import Trial

@Suite struct WorkloadTests {
    @Test func `writing word by word gives what the count says`() {
        let contents = PageContents(seed: 3)
        let scratch = Scratch()
        let expected = Scratch()
        for page in [0, 1, 77, 1 << 30] {
            scratch.fill(contents, page: page, count: 0)
            for count in UInt64(0)...1_200 {
                if count > 0 {
                    scratch[contents.slot(of: count)] = contents.word(of: count, key: contents.key(of: page))
                    scratch[0] = count
                }
                expected.fill(contents, page: page, count: count)
                #expect((0..<512).allSatisfy { scratch[$0] == expected[$0] })
            }
        }
    }

    /// How many distinct pages the vCPUs write to in so many steps each.
    private func distinctPages(_ settings: GuestSettings, steps: Int) throws -> Int {
        let layout = try GuestLayout(settings)
        var pages = PageSet(pageCount: layout.pageCount)
        for vCPU in 0..<settings.vCPUs {
            let order = AccessOrder(settings, layout: layout, vCPU: vCPU)
            for step in 0..<UInt64(steps) { pages.insert(order.page(at: 1_000 + step)) }
        }
        return pages.count
    }

    @Test(arguments: AccessPattern.allCases, [1, 4]) func `distinct pages grow as the model has it`(
        pattern: AccessPattern, vCPUs: Int
    ) throws {
        let working = 20_000.0
        var settings = GuestSettings(
            memoryBytes: 24_000 * 4096, workingSetBytes: Int(working) * 4096, dirtyBytesPerSecond: 1e6)
        (settings.pattern, settings.vCPUs) = (pattern, vCPUs)
        for share in [0.01, 0.1, 0.5, 1, 2, 5] {
            let steps = (share * working / Double(vCPUs)).rounded()
            let written = steps * Double(vCPUs)
            func random(_ pages: Double, _ written: Double) -> Double { pages * (1 - exp(-written / pages)) }
            let model =
                switch pattern {
                case .uniform: random(working, written)
                case .hotSpot: random(working / 10, 0.9 * written) + random(working * 0.9, 0.1 * written)
                case .sequential: min(working, written)
                }
            let found = Double(try distinctPages(settings, steps: Int(steps)))
            // Six standard deviations at most of a number of pages that each come or do not.
            let tolerance = pattern == .sequential ? 0 : 6 * model.squareRoot()
            #expect(abs(found - model) <= tolerance, "\(share): \(found) for \(model)")
        }
    }

    @Test(arguments: AccessPattern.allCases) func `vCPUs write to pages of their own`(pattern: AccessPattern) throws {
        var settings = GuestSettings(memoryBytes: 1 << 20, workingSetBytes: 1 << 20, dirtyBytesPerSecond: 1)
        (settings.pattern, settings.vCPUs, settings.zeroBytes) = (pattern, 7, 0)
        let layout = try GuestLayout(settings)
        var next = layout.workingSet.lowerBound
        for vCPU in 0..<7 {
            let order = AccessOrder(settings, layout: layout, vCPU: vCPU)
            #expect(order.pages.lowerBound == next && !order.pages.isEmpty)
            next = order.pages.upperBound
            #expect((0..<10_000).allSatisfy { order.pages.contains(order.page(at: $0)) })
        }
        #expect(next == layout.workingSet.upperBound && layout.workingSet.upperBound == 256)
    }

    @Test func `a vCPU does what it owes, and no more than 50 ms of it late`() {
        var pace = Pace(stepsPerSecond: 1_000, from: 0)
        #expect(pace.due(at: 0) == 0)
        #expect(pace.due(at: 10_000_000) == 10)
        pace.pay(4)
        #expect(pace.due(at: 10_000_000) == 6)
        #expect(pace.due(at: 1_000_000_000) == 50)
        pace.pay(50)
        #expect(pace.due(at: 1_000_000_000) == 0)
        #expect(pace.rest(at: 1_000_000_000) == 1_000_000)
        #expect(pace.due(at: 1_001_000_001) == 1)

        var slow = Pace(stepsPerSecond: 0.1, from: 0)
        #expect(slow.due(at: 9_000_000_000) == 0 && slow.rest(at: 0) == 1_000_000_000)
        #expect(slow.due(at: 35_000_000_000) == 1)
        #expect(Pace(stepsPerSecond: 0, from: 0).rest(at: 5) == nil)
    }
}
