import Evidence
import Testing

@testable import Trial

@Suite struct InventoryForecastTests {
    private let forecast = InventoryForecast(
        over: .init(bytesPerSecond: 117.5e6, roundTripSeconds: 0.004), settings: MigrationSettings())

    private func vm(_ memoryMiB: Int?, _ dirtyMBps: Double?, _ mode: MigrationSettings.Mode?) -> InventoryForecast.VM {
        var vm = InventoryForecast.VM(name: "db1")
        vm.host = "esx1"
        vm.memoryMiB = memoryMiB
        vm.dirtyMBps = dirtyMBps
        vm.mode = mode
        return vm
    }

    @Test func `A virtual machine with memory and dirty rate is foretold`() {
        let told = forecast.prediction(of: vm(16_384, 40, .sdps))
        #expect(told.vm == "db1" && told.host == "esx1" && told.mode == .sdps && told.missing == nil)
        #expect(told.memoryMB == 17_179.869184 && told.mbps == 940)
        #expect(told.prediction?.converges == true)
        #expect((told.prediction?.totalSeconds ?? 0) > 17_179 / 117.5)
    }

    @Test func `One that outruns the network is slowed down, resumed early or given up, as its release does`() {
        #expect((forecast.prediction(of: vm(4096, 300, .sdps)).prediction?.slowdownPercent ?? 0) > 50)
        #expect(forecast.prediction(of: vm(4096, 300, .quickResume)).prediction?.resumesEarly == true)
        #expect(forecast.prediction(of: vm(4096, 300, .precopy)).prediction?.converges == false)
    }

    @Test func `What is missing is named`() {
        let told = forecast.prediction(of: vm(nil, nil, nil))
        #expect(told.prediction == nil)
        #expect(told.missing == ["vms.memoryMB", "vms.dirtyRateMBps", "hosts.version"])
        #expect(forecast.prediction(of: vm(4096, nil, .sdps)).missing == ["vms.dirtyRateMBps"])
        #expect(
            forecast.prediction(of: .init(name: "x")).missing == ["vms.memoryMB", "vms.dirtyRateMBps", "vms.host"])
    }

    @Test(arguments: [(Int.max, Double.infinity), (0, -1), (Int.min, 1e300), (1, .leastNonzeroMagnitude)])
    func `Numbers that no virtual machine has are no trap`(_ memoryMiB: Int, _ dirtyMBps: Double) {
        let told = forecast.prediction(of: vm(memoryMiB, dirtyMBps, .sdps))
        #expect(told.prediction?.totalSeconds.isFinite == true)
    }
}
