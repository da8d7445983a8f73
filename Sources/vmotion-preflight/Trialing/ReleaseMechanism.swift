import Facts
import Trial

/// How vMotion of a release migrates, by the limits of the rules.
struct ReleaseMechanism {
    let mode: MigrationSettings.Mode
    /// What was published for it; nothing where nothing was.
    let switchoverGoalSeconds: Double?
    let maxSwitchoverSeconds: Double?

    /// A host of that release.
    let host: String
    let release: String

    /// That of the oldest release among hosts of `store`: those called `names`, and those at `site` where there is one.
    ///
    /// Both ends must know what one does, so the older end decides.
    static func common(to names: Set<String>, at site: String?, in store: FactStore) throws -> ReleaseMechanism? {
        let reader = try store.reader()
        reader.allow(.forRows(store.rowCount))
        let statement = try reader.prepare(
            """
            SELECT h.name, h.site, h.version, l.mode, l.switchoverGoalMs, l.maxSwitchoverSeconds
            FROM hosts h JOIN migrationMechanisms l
            ON h.versionNumber >= release(l."from") AND h.versionNumber < release(l.before)
            ORDER BY h.versionNumber, h.name
            """)
        while try statement.step() {
            let host = statement.text(0) ?? ""
            guard names.contains(host) || site != nil && statement.name(1) == site,
                let mode = statement.text(3).flatMap(MigrationSettings.Mode.init)
            else { continue }
            return ReleaseMechanism(
                mode: mode, switchoverGoalSeconds: statement.number(4).map { $0 / 1000 },
                maxSwitchoverSeconds: statement.number(5), host: host, release: statement.text(2) ?? "")
        }
        return nil
    }
}

extension InventoryForecast.VM {
    /// The virtual machines of `store`, by host and name, each with what its host's release does.
    static func all(in store: FactStore) throws -> [InventoryForecast.VM] {
        let reader = try store.reader()
        reader.allow(.forRows(store.rowCount))
        let statement = try reader.prepare(
            """
            SELECT v.name, v.host, v.memoryMB, v.dirtyRateMBps, l.mode
            FROM vms v LEFT JOIN hosts h ON h.name = v.host LEFT JOIN migrationMechanisms l
            ON h.versionNumber >= release(l."from") AND h.versionNumber < release(l.before)
            ORDER BY v.host, v.name
            """)
        var list: [InventoryForecast.VM] = []
        while try statement.step() {
            var vm = InventoryForecast.VM(name: statement.text(0) ?? "")
            vm.host = statement.name(1)
            vm.memoryMiB = statement.isNull(2) ? nil : Int(clamping: statement.integer(2))
            vm.dirtyMBps = statement.number(3)
            vm.mode = statement.text(4).flatMap(MigrationSettings.Mode.init)
            list.append(vm)
        }
        return list
    }
}

extension Double {
    /// What the inventory declares that vMotion may use of the link between two sites, in 10^6 bit/s.
    static func declared(between site: String?, _ other: String?, in store: FactStore) throws -> Double? {
        guard let site, let other else { return nil }
        let reader = try store.reader()
        reader.allow(.forRows(store.rowCount))
        let statement = try reader.prepare("SELECT siteA, siteB, bandwidthMbps FROM links")
        while try statement.step() {
            guard Set([statement.name(0), statement.name(1)]) == [site, other] else { continue }
            return statement.number(2)
        }
        return nil
    }
}

extension Statement {
    /// The number in `column`, nothing where it is NULL.
    fileprivate func number(_ column: Int) -> Double? {
        switch value(column) {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .text, .null: nil
        }
    }
}
