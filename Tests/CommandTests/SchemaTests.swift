import Foundation
import TestSupport
import Testing

@Suite struct SchemaTests {
    @Test func `The schema of inventories is JSON, and what it was`() throws {
        let run = try preflight("schema", "inventory")
        #expect(run.exitCode == 0)
        #expect(run.errors.isEmpty)
        let schema = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        try expectGolden(run.output, "inventory.schema.json")
    }

    @Test(.needs(Requirement.jsonschema && Requirement.yaml, "python3-jsonschema or python3-yaml"))
    func `Every sample is valid by the schema, and a wrong inventory is not`() throws {
        try withTemporaryFolder { folder in
            let schema = "\(folder)/schema.json"
            try preflight("schema", "inventory").output.write(toFile: schema, atomically: false, encoding: .utf8)
            let inventories = Sample.all.flatMap(\.inventories)
            #expect(inventories.count > 20)
            let valid = try execute(
                ["python3", "\(Repository.tests)/Schemas/validate-inventory", schema] + inventories)
            #expect(valid.exitCode == 0, "\(valid.errors)")
            let wrong = "\(folder)/wrong.yaml"
            let text = "hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, mtu: jumbo}]}]"
            try text.write(toFile: wrong, atomically: false, encoding: .utf8)
            let invalid = try execute(["python3", "\(Repository.tests)/Schemas/validate-inventory", schema, wrong])
            #expect(invalid.exitCode == 1)
            #expect(invalid.errors.contains("$.hosts[0].vmkernelAdapters[0].mtu: 'jumbo'"))
        }
    }
}
