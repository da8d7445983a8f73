import RuleEngine

/// The requirements on hosts, those of a category together.
struct MatrixColumns {
    /// The places of the requirements in the report.
    let requirements: [Int]
    /// The columns with which a category starts.
    let starts: Set<Int>
    /// The two rows of headings.
    let head: Markup

    var count: Int { requirements.count }

    init(_ report: ComplianceReport) {
        var categories: [(name: String, requirements: [Int])] = []
        for (index, requirement) in report.requirements.enumerated() where requirement.isOnHosts {
            let name = requirement.rule.category
            if let known = categories.firstIndex(where: { $0.name == name }) {
                categories[known].requirements.append(index)
            } else {
                categories.append((name, [index]))
            }
        }
        requirements = categories.flatMap(\.requirements)
        var starts: Set<Int> = []
        var (groups, names, ids) = ("<colgroup>" as Markup, Markup(), Markup())
        var column = 0
        for category in categories {
            starts.insert(column)
            let span = category.requirements.count
            groups += "<colgroup span='\(span)'>"
            let name = category.name.cut(to: 60)
            names += "<th scope='colgroup' colspan='\(span)' title='\(name)'>\(name)</th>"
            for index in category.requirements {
                let rule = report.requirements[index].rule
                ids += """
                    <th scope='col' class='up\(starts.contains(column) ? " first" : "")'>\
                    <a href='#\(Anchor.requirement(rule.id))' title='\(rule.title.cut(to: 300))'>\(rule.id)</a></th>
                    """
                column += 1
            }
        }
        self.starts = starts
        head = "\(groups)\n<thead><tr class='cats'><td rowspan='2'></td>\(names)</tr>\n<tr>\(ids)</tr></thead>\n"
    }
}
