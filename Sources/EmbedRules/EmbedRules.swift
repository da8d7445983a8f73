import Foundation
import PackagePlugin

/// Runs `embed-rules` over the top-level `Rules/` folder whenever something in it changes.
@main
struct EmbedRules: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let rules = context.package.directoryURL.appending(path: "Rules")
        // The folders are inputs as well: a new file changes only the folder that it lies in.
        let inputs =
            FileManager.default.enumerator(at: rules, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
            .filter { $0.hasDirectoryPath || $0.pathExtension == "yaml" } ?? []
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedRuleFiles.swift")
        return [
            .buildCommand(
                displayName: "Embedding the rules",
                executable: try context.tool(named: "embed-rules").url,
                arguments: [output.path, rules.path],
                inputFiles: [rules] + inputs,
                outputFiles: [output])
        ]
    }
}
