import Foundation
import Testing

@testable import Report

@Suite struct FigureTests {
    @Test(arguments: [
        (0, "0"), (12.512_345, "12.51"), (0.012_345, "0.012"), (123.456, "123.5"), (9_876.54, "9,877"),
        (1e-9, "0"), (0.1 + 0.2, "0.3"),
    ])
    func `What is shown is rounded, and the value is not`(value: Double, shown: String) throws {
        let page = PageText(Markup.figure(value, "ms").html)
        let exact = try #require(page.elements.first?.attributes["value"])
        #expect(Double(exact) == value)
        #expect(Markup.figure(value, "ms").html.hasSuffix(">\(shown)\u{A0}ms</data>"))
    }

    @Test func `Counts keep their digits`() {
        #expect(Markup.figure(103_980_056).html == "<data value='103980056'>103,980,056</data>")
    }

    @Test func `What is no number has no value`() {
        #expect(Markup.figure(.nan, "ms").html == "nan\u{A0}ms")
    }
}
