import FoundationEssentials

/// Whatever lies in a backup file, each block is whole or not there, and what a whole one says is in bounds or refused.
///
/// It is compiled together with the files of `Trial` that tell a block from bytes, which need no kernel; in place of the HMAC there is
/// a sum, so that mutations reach what lies behind it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: BackupLayout.messageBlock, alignment: 4096)
    defer { block.deallocate() }
    block.initializeMemory(as: UInt8.self, repeating: 0)
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    for (offset, byte) in bytes.prefix(block.count).enumerated() { block[offset] = byte }
    for kind in [BackupBlock.Kind.head, .status, .message] {
        for writer in [BackupBlock.Writer.creator, .opener] {
            take(UnsafeRawBufferPointer(block), kind, writer)
            // The same as an end with the key would write it.
            let payload = Array(bytes.prefix(block.count - BackupBlock.headerBytes))
            BackupBlock.write(kind, by: writer, sequence: UInt64(count), payload, identity: .init(), into: block)
            let read = BackupBlock.read(UnsafeRawBufferPointer(block), kind, by: writer, identity: .init())
            precondition(read?.payload == payload && read?.sequence == UInt64(count))
            precondition(
                BackupBlock.read(UnsafeRawBufferPointer(block), kind, by: writer.other, identity: .init()) == nil)
            take(UnsafeRawBufferPointer(block), kind, writer)
        }
    }
    return 0
}

private func take(_ block: UnsafeRawBufferPointer, _ kind: BackupBlock.Kind, _ writer: BackupBlock.Writer) {
    for length in [block.count, BackupLayout.smallBlock, BackupBlock.headerBytes, 0] {
        let part = UnsafeRawBufferPointer(rebasing: block[..<length])
        guard let (sequence, payload) = BackupBlock.read(part, kind, by: writer, identity: .init()) else { continue }
        precondition(payload.count <= part.count - BackupBlock.headerBytes)
        if let layout = BackupLayout(head: payload) {
            precondition(layout.byteCount <= 2 << 30 && BackupLayout(head: layout.head) == layout)
            let offset = layout.message(sequence, of: writer)
            precondition(offset >= 0 && offset + BackupLayout.messageBlock <= layout.byteCount)
            precondition((1...layout.slots).contains(layout.inOneGo(from: sequence)))
        }
        if let status = BackupStatus(payload: payload) {
            precondition(BackupStatus(payload: status.payload) == status)
        }
    }
}

/// In place of the identity with its key.
struct MigrationIdentity {
    func proof(of pieces: (UnsafeRawBufferPointer, UnsafeRawBufferPointer)) -> [UInt8] {
        let sum = (Array(pieces.0) + Array(pieces.1)).reduce(0 as UInt8) { $0 &+ $1 }
        return [UInt8](repeating: sum, count: 32)
    }
}
