public import ArgumentParser
public import Trial

/// What `trial` moves: memory, and what its vCPUs write to it.
struct GuestOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The guest's memory, such as 4GiB (default: 1GiB, or a quarter of what is free here where that is less).",
            valueName: "size"),
        transform: { try ByteCount($0) })
    var memory: ByteCount?

    @Option(
        help: ArgumentHelp(
            "How much of the memory is zero and never written to (default: none).", valueName: "size"),
        transform: { try ByteCount($0) })
    var zeroMemory: ByteCount?

    @Option(
        help: ArgumentHelp(
            """
            What the guest writes in a second, in whole pages of 4 KiB, such as 200MB/s; 0MB/s for an idle one (default: \
            half of what one migration needs of the network).
            """, valueName: "rate"),
        transform: { try BitRate(allowingZero: $0) })
    var dirtyRate: BitRate?

    @Option(
        help: ArgumentHelp(
            "The memory that it writes into (default: a quarter of the memory that is not zero).", valueName: "size"),
        transform: { try ByteCount($0) })
    var workingSet: ByteCount?

    @Option(
        help: ArgumentHelp(
            "Which page is written next: any, nine times of ten one of a tenth, or one after the other.",
            valueName: "pattern"))
    var pattern = AccessPattern.uniform

    @Option(
        name: .customLong("vcpus"),
        help: ArgumentHelp("Threads that stand for vCPUs, 1 to 256.", valueName: "number"))
    var vCPUs = 1

    @Option(help: ArgumentHelp("What contents and order of the pages are derived from.", valueName: "number"))
    var seed: UInt64 = 1

    func validate() throws {
        guard (1...256).contains(vCPUs) else { throw ValidationError("--vcpus takes 1 to 256.") }
        guard let memory else { return }
        guard memory.amount >= 1 << 20, memory.amount <= 1 << 45 else {
            throw ValidationError("--memory takes 1MiB to 32768GiB.")
        }
        let zero = zeroMemory?.amount ?? 0
        guard zero < memory.amount else {
            throw ValidationError(
                "--zero-memory is a part of --memory, so \(ByteCount(amount: zero)) does not fit into \(memory).")
        }
        guard (workingSet?.amount ?? 0) <= memory.amount - zero else {
            throw ValidationError(
                "--working-set is a part of the memory that is not zero, so \(ByteCount(amount: workingSet?.amount ?? 0)) does not fit "
                    + "into \(ByteCount(amount: memory.amount - zero)).")
        }
    }
}

extension AccessPattern: ExpressibleByArgument {}
