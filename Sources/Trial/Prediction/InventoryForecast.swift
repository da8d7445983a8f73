public import Evidence

/// What the model foretells of virtual machines of an inventory, over a network that was measured.
public struct InventoryForecast: Sendable {
    /// A virtual machine as the inventory has it.
    public struct VM: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// The host it runs on.
        public var host: String?
        /// Its memory, in MiB.
        public var memoryMiB: Int?
        /// Distinct pages that it writes to each second, in 10^6 bytes a second.
        public var dirtyMBps: Double?
        /// What its host's release does about a guest that writes faster than the network carries.
        public var mode: MigrationSettings.Mode?

        /// A virtual machine of which only the name was captured.
        public init(name: String) { self.name = name }
    }

    /// The network.
    public let link: MigrationModel.Link

    /// How they are migrated, but for the mode.
    public let settings: MigrationSettings

    /// Predictions over `link`.
    public init(over link: MigrationModel.Link, settings: MigrationSettings) {
        self.link = link
        self.settings = settings
    }

    /// What is foretold of `vm`, or what it would take to foretell it.
    ///
    /// The inventory knows no working set: that all of its memory is written to, and none of it is zero, is the worst there is.
    public func prediction(of vm: VM) -> Trial.VMPrediction {
        var result = Trial.VMPrediction(vm: vm.name, host: vm.host, mbps: link.bytesPerSecond * 8 / 1e6)
        result.memoryMB = vm.memoryMiB.map { Double($0) * 1_048_576 / 1e6 }
        result.dirtyMBps = vm.dirtyMBps
        result.mode = vm.mode.flatMap { Trial.Mode(rawValue: $0.rawValue) }
        guard let mebibytes = vm.memoryMiB, let dirtyMBps = vm.dirtyMBps, let mode = vm.mode else {
            result.missing =
                (vm.memoryMiB == nil ? ["vms.memoryMB"] : []) + (vm.dirtyMBps == nil ? ["vms.dirtyRateMBps"] : [])
                + (vm.mode == nil ? [vm.host == nil ? "vms.host" : "hosts.version"] : [])
            return result
        }
        let bytes = max(0, min(mebibytes, 1 << 40)) << 20
        var settings = settings
        settings.mode = mode
        let guest = GuestSettings(
            memoryBytes: bytes, workingSetBytes: bytes, dirtyBytesPerSecond: max(0, min(dirtyMBps, 1e9)) * 1e6)
        result.prediction = MigrationModel(of: guest, over: link, settings: settings).prediction()
        return result
    }
}
