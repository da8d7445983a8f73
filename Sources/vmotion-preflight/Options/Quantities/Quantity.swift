import ArgumentParser

/// An amount that is given with its unit, such as `64MiB`; a bare number would leave open of what.
protocol Quantity: CustomStringConvertible, Sendable, Equatable {
    /// What the units are, the largest first and with 1 as the last; the names are unique, letter case included.
    static var units: [(name: String, amount: Int64)] { get }

    /// What it is an amount of, for messages: "a duration".
    static var noun: String { get }

    /// How much, in the last of the units.
    var amount: Int64 { get }

    init(amount: Int64)
}

extension Quantity {
    /// The amount that `text` spells: a number with up to three decimals and a unit, with or without a blank in between.
    ///
    /// - Throws: what is wrong with it, with the units that there are.
    init(_ text: String) throws(ValidationError) {
        try self.init(allowingZero: text)
        guard amount > 0 else { throw ValidationError("that is too little for \(Self.noun).") }
    }

    /// The amount that `text` spells, which may be nothing.
    ///
    /// - Throws: what is wrong with it, with the units that there are.
    init(allowingZero text: String) throws(ValidationError) {
        let number = text.prefix { "0123456789.".contains($0) }
        let unit = text.dropFirst(number.count).drop { $0 == " " }
        let choices = Self.units.map(\.name).joined(separator: ", ")
        guard let thousandths = Self.thousandths(number) else {
            throw ValidationError("\(Self.noun) is a number and a unit: one of \(choices).")
        }
        guard !unit.isEmpty else {
            throw ValidationError("a unit is missing: one of \(choices).")
        }
        guard let amount = Self.units.first(where: { $0.name == unit })?.amount else {
            throw ValidationError("there is no unit \(unit) for \(Self.noun); there are \(choices).")
        }
        let (product, overflow) = thousandths.multipliedReportingOverflow(by: amount)
        guard !overflow else { throw ValidationError("that is too much for \(Self.noun).") }
        self.init(amount: product / 1000)
    }

    /// The shortest text that ``init(_:)`` reads as this amount, in the largest unit that it holds once.
    var description: String {
        for unit in Self.units where amount >= unit.amount {
            guard let text = Self.decimal(amount, of: unit.amount) else { continue }
            return text + unit.name
        }
        return "\(amount)\(Self.units.last?.name ?? "")"
    }

    /// `number` times a thousand; nil unless it is one with up to three decimals.
    private static func thousandths(_ number: Substring) -> Int64? {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), parts.dropFirst().allSatisfy({ $0.count <= 3 })
        else {
            return nil
        }
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        return Int64(parts[0] + decimals + String(repeating: "0", count: 3 - decimals.count))
    }

    /// `amount` over `unit` when three decimals tell it exactly.
    private static func decimal(_ amount: Int64, of unit: Int64) -> String? {
        let (whole, rest) = amount.quotientAndRemainder(dividingBy: unit)
        let (product, overflow) = rest.multipliedReportingOverflow(by: 1000)
        guard !overflow, product % unit == 0 else { return nil }
        var decimals = String(product / unit)
        decimals = String(repeating: "0", count: 3 - decimals.count) + decimals
        while decimals.last == "0" { decimals.removeLast() }
        return decimals.isEmpty ? "\(whole)" : "\(whole).\(decimals)"
    }
}
