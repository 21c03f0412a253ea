package import Planning
package import Syntax
package import Tables

/// A value given to a parameter, with its place.
package struct Given<Value: Sendable>: Sendable {
  package var value: Value
  package var span: SourceSpan

  package init(_ value: Value, _ span: SourceSpan) {
    self.value = value
    self.span = span
  }
}

/// A column given to an option or clause.
package struct ColumnName: Hashable, Sendable {
  package var name: String
  package var type: DataType
  package var span: SourceSpan

  package init(_ name: String, _ type: DataType, _ span: SourceSpan) {
    self.name = name
    self.type = type
    self.span = span
  }

  /// The value of a parameter that was not given.
  package static let unset = ColumnName("", .null, SourceSpan(0, 0))

  /// The column as an expression.
  package var expression: Expression { .column(name, type) }
}

/// A pair of key columns of a join, with their places.
package struct JoinKey: Hashable, Sendable {
  package var left: NameSyntax
  package var right: NameSyntax

  package init(left: NameSyntax, right: NameSyntax) {
    self.left = left
    self.right = right
  }
}

/// A table given to a verb, and the name that clashing columns take.
package struct TableArgument: Sendable {
  package var answer: Answer
  /// The name it was called by; `right` for a pipeline in parentheses.
  package var name: String
  package var span: SourceSpan

  package init(answer: Answer, name: String, span: SourceSpan) {
    self.answer = answer
    self.name = name
    self.span = span
  }

  package var schema: Schema { answer.relation?.plan.schema ?? Schema() }
}

/// A model given to a verb, with the name it was called by.
package struct ModelArgument: Sendable {
  package var model: any FittedModel
  package var name: String
  package var span: SourceSpan

  package init(model: any FittedModel, name: String, span: SourceSpan) {
    self.model = model
    self.name = name
    self.span = span
  }
}

/// `new = old` of `rename`.
package struct Renaming: Hashable, Sendable {
  package var new: NameSyntax
  package var old: NameSyntax
}

/// A number of rows, or a share of them.
package enum RowAmount: Hashable, Sendable {
  case rows(Int)
  case share(Double)
}

/// A condition together with its text, which messages quote.
package struct Condition: Hashable, Sendable {
  package var expression: Expression
  package var span: SourceSpan

  /// The value of a parameter that was not given.
  package static let unset = Condition(expression: .unset, span: SourceSpan(0, 0))
}
