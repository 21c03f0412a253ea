package import Language
package import Planning
package import Syntax
import Tables

/// One row per row and column.
package struct Unpivot: RelationalVerb {
  var columns: [ColumnName] = []
  var name = "variable"
  var value = "value"
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "unpivot",
    family: .relational,
    summary: "Makes one row per row and column: the column's name and its value.",
    discussion: "The other columns stay; null values are kept.",
    parameters: [
      .columns(\.columns, "The columns to turn into rows.", required: true),
      .newName(\.name, "name", "The column for the names.", default: "variable"),
      .newName(\.value, "value", "The column for the values.", default: "value"),
    ],
    examples: [
      Example(
        "supermarket | unpivot total_spend, avg_basket_size", "Two measures below each other.")
    ])

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    var type = DataType.null
    for column in columns {
      guard let wider = type.widened(with: column.type) else {
        throw Diagnostic(
          "E412",
          "`\(columns[0].name)` is \(type.described), and `\(column.name)` is "
            + column.type.described, at: column.span, label: "unpivot columns of one type")
      }
      type = wider
    }
    let unpivoted = Set(columns.map(\.name))
    for added in [name, value]
    where name == value || input.schema.contains(added) && !unpivoted.contains(added) {
      throw Diagnostic(
        "E522", "there is a column `\(added)` already", at: columns.first?.span,
        label: "name it otherwise: name: …, value: …")
    }
    return input.unpivoted(columns.map(\.name), name: name, value: value, type: type)
  }
}
