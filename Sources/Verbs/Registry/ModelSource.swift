package import Language
import Planning
import Registry
import Syntax
import Tables

/// Brings back what `register` kept.
package struct ModelSource: SourceVerb {
  var name: Given<String>?
  var version: Int?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "model",
    family: .registry,
    summary: "Brings back what `register` kept under a name, parts included.",
    discussion: "Without `version:` the last one.",
    parameters: [
      .text(\.name, "name", "The name.", accepts: .text),
      .option(\.version, "version", "Which version; the last without it.", in: 1...Int.max),
    ],
    examples: [
      Example(
        """
        orders | summarize units = sum(quantity) by region | register "units"
        model "units"
        """, "The last version of what was registered as units.")
    ])

  package func open(in context: RunContext) throws -> Answer {
    guard let name else {
      throw Diagnostic("E302", "`model` needs a name", at: context.span, label: "model \"name\"")
    }
    let found = try context.readRegistry(nil) { try $0.content(of: name.value, version: version) }
    guard let found else { throw try missing(name, in: context) }
    do {
      guard let content = found.content else { throw TableBytesError() }
      return try RegisteredAnswer.answer(of: Sections.read(content), in: context)
    } catch is TableBytesError {
      throw try damaged(name, found.version.version, in: context)
    }
  }

  private func damaged(_ name: Given<String>, _ version: Int, in context: RunContext) throws
    -> Diagnostic
  {
    let versions = try context.readRegistry([]) { try $0.versions() }
    let other = versions.first { $0.name == name.value && $0.version != version }
    return Diagnostic(
      "E717", "version \(version) of \"\(name.value)\" is damaged", at: name.span,
      label: other.map { "take another version, such as `version: \($0.version)`" }
        ?? "register it again")
  }

  private func missing(_ name: Given<String>, in context: RunContext) throws -> Diagnostic {
    let versions = try context.readRegistry([]) { try $0.versions() }
    let own = versions.filter { $0.name == name.value }.map { String($0.version) }
    if let version, !own.isEmpty {
      return Diagnostic(
        "E718", "\"\(name.value)\" has no version \(version)", at: name.span,
        label: "versions here: \(own.reversed().joined(separator: ", "))")
    }
    let names = Set(versions.map(\.name)).sorted()
    let near = Suggestion.nearest(to: name.value, in: names)
    return Diagnostic(
      "E718", "nothing is registered as \"\(name.value)\"", at: name.span,
      label: near.map { "did you mean \"\($0)\"?" }
        ?? "keep it first: | register \"\(name.value)\"",
      notes: names.isEmpty ? [] : ["names here: \(names.joined(separator: ", "))"])
  }
}
