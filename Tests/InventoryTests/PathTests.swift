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
}
