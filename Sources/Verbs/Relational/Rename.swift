package import Language
package import Planning
package import Syntax
package import Tables

/// Gives columns new names.
package struct Rename: RelationalVerb {
  var names: [Renaming] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "rename",
    family: .relational,
    summary: "Gives columns new names: new = old.",
    parameters: [.renamings(\.names, "Pairs of a new and an old name.")],
    examples: [
      Example("supermarket | rename customer = customer_id", "One column under a new name.")
    ],
    keepsRoles: true)

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    let schema = input.schema
    var new: [String: String] = [:]
    for renaming in names {
      if new.updateValue(renaming.new.text, forKey: renaming.old.text) != nil {
        throw Diagnostic(
          "E523", "`\(renaming.old.text)` is renamed twice", at: renaming.old.span)
      }
    }
    for renaming in names {
      let name = renaming.new.text
      let isTaken = schema.contains(name) && new[name] == nil
      if isTaken || names.filter({ $0.new.text == name }).count > 1 {
        throw Diagnostic(
          "E522", "there is a column `\(name)` already", at: renaming.new.span,
          label: "drop it first, or choose another name")
      }
    }
    return input.renamed(new)
  }

  package func newName(of column: String, in output: Schema) -> String? {
    names.first { $0.old.text == column }?.new.text ?? column
  }
}
