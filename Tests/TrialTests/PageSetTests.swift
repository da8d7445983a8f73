import Testing

@testable import Trial

@Suite struct PageSetTests {
    @Test(arguments: [1, 63, 64, 65, 1_000]) func `a set does what a set of integers does`(pageCount: Int) {
        var generator = SystemRandomNumberGenerator()
        var set = PageSet(pageCount: pageCount)
        var model: Set<Int> = []
        for _ in 0..<500 {
            let first = Int.random(in: 0..<pageCount, using: &generator)
            let pages = first..<Int.random(in: first...pageCount, using: &generator)
            if Bool.random(using: &generator) {
                set.insert(pages)
                model.formUnion(pages)
            } else {
                set.remove(pages)
                model.subtract(pages)
            }
            #expect(set.count == model.count)
        }
        var found: Set<Int> = []
        var page = 0
        while let run = set.run(from: page, atMost: 7) {
            #expect(run.count <= 7 && !run.isEmpty)
            found.formUnion(run)
            page = run.upperBound
        }
        #expect(found == model)
    }
}
