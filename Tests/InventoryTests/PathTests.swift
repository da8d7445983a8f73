import Foundation
import Inventory
import SourceText
import TestSupport
import Testing

@Suite struct PathTests {
    @Test func aFolderStandsForTheInventoriesInIt() throws {
        try withTemporaryFolder { folder in
            for name in ["b.yaml", "a.yml", "c.json", "d.txt", ".hidden.yaml", "sub/e.yaml", ".git/f.yaml", "yaml"] {
                let file = URL(filePath: folder).appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data().write(to: file)
            }
            let expected = ["a.yml", "b.yaml", "c.json", "sub/e.yaml"].map { "\(folder)/\($0)" }
            #expect(try InventoryPaths.files([folder]) == expected)
            #expect(try InventoryPaths.files([folder + "/"]) == expected)
            #expect(
                try InventoryPaths.files([folder + "/d.txt", folder, folder + "/b.yaml"]) == [folder + "/d.txt"]
                    + expected)
        }
    }

    @Test func aSchemaBesideTheInventoriesIsNone() throws {
        try withTemporaryFolder { folder in
            for name in ["/a.json", "/inventory.schema.json"] { try Data().write(to: URL(filePath: folder + name)) }
            #expect(try InventoryPaths.files([folder]) == [folder + "/a.json"])
            #expect(try InventoryPaths.files([folder + "/inventory.schema.json"]).count == 1)
        }
    }

    @Test func theStandardInputStandsForItself() throws {
        #expect(try InventoryPaths.files(["-"]) == ["-"])
    }

    @Test func everyPathThatIsWrongIsNamed() throws {
        try withTemporaryFolder { folder in
            let problems = #expect(throws: Diagnostics.self) {
                try InventoryPaths.files([folder, folder + "/none", "/dev/null"])
            }
            #expect(
                problems?.list.map(\.message) == [
                    "holds no .yaml, .yml or .json file",
                    "there is no such file or directory",
                ])
        }
    }

    @Test(.timeLimit(.minutes(1))) func aFolderThatLinksToItself() throws {
        try withTemporaryFolder { folder in
            try Data().write(to: URL(filePath: folder + "/a.yaml"))
            try FileManager.default.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: folder)
            #expect(try InventoryPaths.files([folder]).contains(folder + "/a.yaml"))
            #expect(try InventoryPaths.files([folder]).count == 1)
        }
    }

    /// Two links double the paths at every level; each folder is read once all the same.
    @Test(.timeLimit(.minutes(1))) func foldersThatLinkToThemselvesTwice() throws {
        try withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/sub", withIntermediateDirectories: false)
            for name in ["/c.yaml", "/sub/d.yaml"] { try Data().write(to: URL(filePath: folder + name)) }
            for link in ["/a", "/b"] {
                try FileManager.default.createSymbolicLink(atPath: folder + link, withDestinationPath: ".")
            }
            try FileManager.default.createSymbolicLink(atPath: folder + "/sub/up", withDestinationPath: "..")
            #expect(try InventoryPaths.files([folder]) == [folder + "/c.yaml", folder + "/sub/d.yaml"])
        }
    }

    /// Reading a pipe that nobody writes to never ends; one that is named may have a writer.
    @Test func pipesAndDevicesInAFolder() throws {
        try withTemporaryFolder { folder in
            for name in ["/a.yaml", "/linked"] { try Data().write(to: URL(filePath: folder + name)) }
            #expect(unsafe mkfifo(folder + "/pipe.yaml", 0o600) == 0)
            for (link, target) in [("device", "/dev/zero"), ("link", "linked"), ("none", "nowhere")] {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(folder)/\(link).yaml", withDestinationPath: target)
            }
            #expect(try InventoryPaths.files([folder]) == [folder + "/a.yaml", folder + "/link.yaml"])
            #expect(try InventoryPaths.files([folder + "/pipe.yaml"]) == [folder + "/pipe.yaml"])
        }
    }
}
