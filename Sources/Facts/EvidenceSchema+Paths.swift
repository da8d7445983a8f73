extension EvidenceSchema {
    private static let methods = ["handshake", "ack", "timestamp", "icmp"]
    private static let milliseconds = ValueType.decimal(unit: "milliseconds")
    private static let mbps = ValueType.decimal(unit: "Mbit/s")

    static let path = Record(
        "measuredPaths", singular: "measuredPath", key: ["from", "to"], identity: .none, supply: supply,
        "What was measured from one end to another.",
        fields: [
            .text("from", "The name of the end that asked.", required: true),
            .text("to", "The name of the end that was asked.", required: true),
            .value(
                "reachable", .boolean, "Whether anything answered: an echo, a handshake, or a refusal of the far end."),
            Field("rttMs", .namedRecords(idleRTT, nameColumn: "method", names: methods), idleRTT.documentation),
            Field(
                "rttLoadedMs", .namedRecords(loadedRTT, nameColumn: "method", names: methods), loadedRTT.documentation),
            Field(
                "echo",
                .group([
                    .required("sent", .count, "Echo requests sent after the warm-up."),
                    .required("received", .count, "Requests that were answered."),
                    .value("duplicates", .count, "Replies beyond the first to a request."),
                ]), "Echo requests sent after the warm-up, and the replies."),
            .records("goodput", transfer),
            .integer("pathMtu", "bytes", "The largest packet that arrives whole, with IP header."),
            .records("mtuLadder", ladderStep),
            Field(
                "ports",
                .map(
                    .choice(["open", "closed", "filtered"]), table: "measuredPorts", nameColumn: "port",
                    valueColumn: "state"), "What TCP ports answer to a SYN, by number."),
            .integer("hops", nil, "Routers between the two ends; 0 on one network."),
            Field(
                "hardwareAddresses", .list(.macAddress, table: "hardwareAddresses", column: "mac"),
                "Hardware addresses that answered for the far end's address on the local network."),
            Field("clockOffsetMs", .unread(.number), "How far the far end's clock is ahead, in milliseconds."),
            Field("clockOffsetErrorMs", .unread(.number), "The greatest error of clockOffsetMs, in milliseconds."),
            Field("capture", .record(capture), capture.documentation),
        ])

    private static let idleRTT = distribution(
        "idleRtts", singular: "idleRtt", "Round-trip times on the idle path, one by each method.")

    private static let loadedRTT = distribution(
        "loadedRtts", singular: "loadedRtt", "Round-trip times while data is transferred, one by each method.")

    private static func distribution(_ table: String, singular: String, _ documentation: String) -> Record {
        Record(
            table, singular: singular, key: ["method"], identity: .none, supply: supply, documentation,
            fields: distributionFields)
    }

    static let distributionFields: [Field] = [
        .required("count", .count, "How many samples."),
        .required("min", milliseconds, "The least."),
        .required("p50", milliseconds, "The median; percentiles are by nearest rank."),
        .required("p90", milliseconds, "The 90th percentile."),
        .required("p99", milliseconds, "The 99th percentile."),
        .required("max", milliseconds, "The most."),
        Field(
            "histogram", .unread(.pairs),
            "How many samples were at most the first number and above the bin before."),
    ]

    private static let transfer = Record(
        "transfers", singular: "transfer", key: ["direction", "streams"], identity: .none, supply: supply,
        "The bandwidth that data got through, without headers and repetitions.",
        fields: [
            .required(
                "direction", .choice(["forward", "reverse"]),
                "forward from the path's from to its to, reverse the other way."),
            .required("streams", .integer(unit: nil, range: 1...Int64.max), "How many connections carried it at once."),
            .required("mbps", mbps, "Once it ran steadily."),
            .value("meanMbps", mbps, "Over the whole transfer, slow start included."),
            .required("seconds", .decimal(unit: "seconds"), "How long the transfer took."),
            .required("bytes", .count, "Bytes of payload that the receiving socket read."),
            .value(
                "capturedBytes", .count, "Bytes of payload that the capture shows as acknowledged, each counted once."),
            .value("retransmits", .count, "Segments sent again."),
            .value("lossRate", .decimal(unit: "parts of 1"), "Share of the segments sent again once it ran steadily."),
            Field("series", .unread(.pairs), "Megabits per second over time, each at the end of its interval."),
            .value("limitedBy", .choice(["path", "window", "loss", "sender"]), "What limited it."),
            .text("limitedWhy", "Why that is concluded, as a sentence without a full stop."),
            .value("windowBytes", .count, "The window that limited it, in bytes."),
            .value("lossCeilingMbps", mbps, "The most that loss-based TCP gets through at this loss and round trip."),
            .value("maxRateMbps", mbps, "The cap that was asked for."),
            .records("pairs", transferPair),
        ])

    private static let transferPair = Record(
        "transferPairs", singular: "transferPair", key: ["from", "to"], identity: .none, supply: supply,
        "What one pair of addresses carried of a transfer.",
        fields: [
            .text("from", "The name of the sending end.", required: true),
            .text("to", "The name of the receiving end.", required: true),
            .required("mbps", mbps, "Its share."),
        ])

    private static let ladderStep = Record(
        "ladderSteps", singular: "ladderStep", key: ["mtu"], identity: .none, supply: supply,
        "One size of packet that was tried with the don't-fragment bit set.",
        fields: [
            .required("mtu", .integer(unit: "bytes", range: 0...Int64.max), "Its size with IP header."),
            .required("answered", .boolean, "Whether it was answered."),
            .integer(
                "reportedMtu", "bytes", "The MTU that a router or the machine's own kernel named when it refused."),
            .text("reportedBy", "The address of who refused."),
        ])

    private static let capture = Record(
        "captures", singular: "capture", key: [], supply: supply, "The capture that the figures were taken from.",
        fields: [
            .records("files", captureFile),
            .required("packets", .count, "Packets that were analysed."),
            .value("kernelDrops", .count, "Packets that the kernel dropped because the tool did not keep up."),
            .value("received", .count, "Packets that the kernel's filter let through."),
            .text("interface", "The interface."),
            .text("linkType", "The link type's name."),
            .integer("snapLength", "bytes", "How much of each packet was kept."),
            .text("clock", "Whose clock stamped the packets."),
            .value("resolution", .choice(["microseconds", "nanoseconds"]), "The digits that the clock gave."),
            Field("clockStepMs", .unread(.number), "How far that clock stepped while capturing, in milliseconds."),
        ])

    private static let captureFile = Record(
        "captureFiles", singular: "captureFile", key: ["file"], identity: .none,
        supply: "vmotion-preflight probe --keep-capture",
        "A capture file that was kept.",
        fields: [
            .text("file", "Its name, as it was given.", required: true),
            .text("sha256", "SHA-256 of its contents, in hexadecimal digits.", required: true),
            .integer("bytes", "bytes", "Its size."),
            Field(
                "observed",
                .group([
                    .observed("isFound", .boolean, "Whether a file of that name lies beside the evidence."),
                    .observed("bytes", .integer(unit: "bytes", range: 0...Int64.max), "The size of that file."),
                    .observed("sha256", .text, "SHA-256 of that file; not looked at when the sizes differ."),
                ]), "What was seen around the evidence."),
        ])

    static let flowFields: [Field] = [
        .value(
            "number", .count,
            "Its number in the file of samples: from 0 in the order of first packets, as tshark's tcp.stream."),
        .text("client", "The address of the end that opened it, or that sent first in the capture.", required: true),
        .required("clientPort", .count, "The client's port."),
        .text("server", "The address of the other end.", required: true),
        .required("serverPort", .count, "The server's port."),
        .text("interface", "The interface of the capture that it was seen on."),
        .value("vlan", .count, "The VLAN it was tagged with."),
        .value("clientMss", .count, "Maximum segment size that the client announced."),
        .value("serverMss", .count, "Maximum segment size that the server announced."),
        Field(
            "started", .unread(.number), "When its first packet was seen, in seconds since the start of the capture."),
        .required("seconds", .decimal(unit: "seconds"), "How long it lasted."),
        .required("packets", .count, "Packets that were seen."),
        .value("clientBytes", .count, "Bytes of payload of the client that were seen, each counted once."),
        .value("serverBytes", .count, "Bytes of payload of the server that were seen, each counted once."),
        .value(
            "capturedAt", .choice(["client", "server", "between"]),
            "Which end the capture was taken at, as the two halves of the round trip tell."),
        Field(
            "rttMs", .namedRecords(idleRTT, nameColumn: "method", names: methods),
            "Round-trip times of the direction across the path: of what the end sent that the capture was taken at."),
        .value(
            "initialRttMs", .decimal(unit: "ms"),
            "From the first SYN to the acknowledgement that completed the handshake, wherever the capture was taken."),
        .value("ambiguousSamples", .count, "Samples on repeated data, which are not in rttMs."),
        .records("goodput", transfer),
    ]
}
