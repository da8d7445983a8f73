import Foundation
import Testing

/// Questions to the facts.
@Suite struct QueryTests {
    private static let inventory = """
        hosts:
        - {name: esx1, vmkernelAdapters: [{device: vmk0, mtu: 1500, portGroup: "=1+1"}, {device: vmk1, portGroup: null}]}

        """

    @Test(arguments: [
        ("table", "device  mtu   portGroup\nvmk0    1500  =1+1\nvmk1    NULL  \n"),
        ("csv", "device,mtu,portGroup\r\nvmk0,1500,'=1+1\r\nvmk1,,\r\n"),
        (
            "jsonl",
            "{\"device\": \"vmk0\", \"mtu\": 1500, \"portGroup\": \"=1+1\"}\n{\"device\": \"vmk1\", \"mtu\": null, \"portGroup\": \"\"}\n"
        ),
    ]) func `Rows are printed in each form`(_ format: String, _ expected: String) throws {
        let run = try preflight(
            "query", "SELECT device, mtu, portGroup FROM vmkernelAdapters", "-", "--format", format,
            input: Self.inventory)
        #expect(run.output == expected)
        #expect(run.exitCode == 0)
    }

    @Test(arguments: [
        ("SELECT devic FROM vmkernelAdapters", "query:1:8: error: no such column: devic"),
        ("SELECT 1; SELECT 2", "query:1:10: error: only one statement is allowed; this is a second one"),
        ("DELETE FROM hosts", "query: error: facts may only be read: DELETE is not allowed"),
        ("", "query:1:1: error: there is no statement here"),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
            "query: error: the query took more time or memory than its budget allows"
        ),
    ]) func `What is no question to the facts is refused`(_ sql: String, _ complaint: String) throws {
        let run = try preflight("query", sql, "-", input: Self.inventory)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaints == [complaint])
    }

    @Test func `An answer that nobody can read is refused before it fills the memory`() throws {
        let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hex(zeroblob(1000000)) FROM n"
        let run = try preflight("query", sql, "-", input: Self.inventory)
        #expect(run.exitCode == 2)
        #expect(run.complaints == ["error: the answer is larger than 512 MiB; ask for less"])
    }

    @Test func `A database is not put in place of what is no file, and a link stays one`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let run = try bench.shell(
                """
                mkfifo pipe; touch -m real; chmod 600 real; ln -s real link
                $preflight lint inventory.yaml --export-db pipe --fail-on never >/dev/null; echo $?
                $preflight lint inventory.yaml --export-db link --fail-on never >/dev/null; echo $?
                [ -p pipe ] && [ -L link ] && stat -c %a real
                """)
            #expect(run.output == "2\n0\n600\n")
            #expect(run.complaints == ["pipe: error: cannot be written: it is no regular file"])
        }
    }

    @Test func `The facts leave as a database that SQLite opens`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory, "facts #1.db": "old"]) { bench in
            let run = try bench.preflight(
                "lint", "inventory.yaml", "--export-db", "facts #1.db", "--fail-on", "never")
            #expect(run.exitCode == 0)
            let rows = try bench.shell(
                "python3 -c 'import sqlite3; print(sqlite3.connect(\"facts #1.db\").execute(\"SELECT count(*), max(mtu) FROM vmkernelAdapters\").fetchall())'"
            )
            #expect(rows.output == "[(2, 1500)]\n")
            #expect(try bench.names == ["facts #1.db", "inventory.yaml"])
        }
    }

    @Test func `A database that cannot be written leaves nothing`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let run = try bench.preflight("lint", "inventory.yaml", "--export-db", "nowhere/facts.db")
            #expect(run.exitCode == 2)
            #expect(run.complaints.last?.hasPrefix("nowhere/facts.db: error: cannot be written") == true)
            #expect(try bench.names == ["inventory.yaml"])
        }
    }

    @Test func `The profile names every rule that was asked`() throws {
        let run = try preflight("lint", "-", "--profile", "--fail-on", "never", input: Self.inventory)
        #expect(run.complaints.first?.split(separator: " ") == ["RULE", "MS", "SHARE", "SUBJECTS", "FINDINGS", "NAME"])
        #expect(run.complaints.contains { $0.hasPrefix("VMN101 ") })
        #expect(run.complaints.last?.hasPrefix("all ") == true)
    }
}
