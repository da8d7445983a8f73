/// What is known of a thing, each fact with its name.
struct FactList {
    private var facts = Markup()

    mutating func add(_ name: String, _ fact: Markup) {
        facts += "<div><dt>\(name)</dt><dd>\(fact)</dd></div>\n"
    }

    var markup: Markup { "<dl class='facts tight'>\n\(facts)</dl>\n" }
}
