import FoundationEssentials
package import Language
package import Planning
import Registry
package import Syntax
package import Tables

/// Keeps a result under a name in the project's registry, and passes it on.
package struct Register: Verb {
  var name: Given<String>?
  var note: String?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "register",
    family: .registry,
    summary:
      "Keeps a result and its parts under a name in the project's registry, and passes it on.",
    discussion: "It keeps tables of up to 5,000,000 rows, values and models, no charts. Each new "
      + "content is a new version; equal content keeps its version, so that a notebook that runs "
      + "again changes nothing. `model \"name\"` brings it back. The registry is "
      + "`.teff/registry.db` beside the notebook, or the file that `TEFF_REGISTRY` names.",
    parameters: [
      .text(\.name, "name", "What it is called there.", accepts: .text),
      .option(\.note, "note", "What is worth remembering."),
    ],
    examples: [
      Example(
        #"orders | summarize units = sum(quantity) by region | register "units", note: "by region""#,
        "A table under a name.")
    ],
    keepsRoles: true, isEffect: true, takes: [.table, .chart, .scalar, .model])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { input }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape { input }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    try apply(to: Answer(input), in: context)
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    guard let name, !name.value.isEmpty else {
      throw Diagnostic(
        "E302", "`register` needs a name", at: context.span, label: "register \"name\"")
    }
    let (sections, unkept) = try RegisteredAnswer.sections(of: input, at: name.span)
    let kind = sections[0].0.prefix { $0 != " " }
    for missing in unkept {
      context.notice(
        "registered without its part `\(missing.part)`, which the registry cannot keep: "
          + "\(missing.refusal.reason); \(missing.refusal.advice)")
    }
    let now = Int(Date().timeIntervalSince1970 * 1_000_000)
    let kept = try context.withRegistry { store in
      try store.register(
        name.value, kind: String(kind), note: note, content: Sections.write(sections), now: now)
    }
    let rows = try input.relation.map { ", \(try $0.count().counted("row"))" } ?? ""
    let what = kept.isNew ? "registered" : "registered already, unchanged:"
    try context.show(
      input, .line("\(what) \(name.value), version \(kept.version)\(rows)"))
    return input
  }
}
