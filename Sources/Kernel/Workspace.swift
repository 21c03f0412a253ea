package import Language
import Synchronization
package import Syntax
package import Tables

/// The names of a session: results, scalars, parameters, definitions.
///
/// A value: a cell works on a copy, which takes the session's place when the cell succeeds
/// (ruling 10).
package struct Workspace: Sendable {
  /// What a name stands for.
  package enum Binding: Sendable {
    case answer(Answer, ScalarCache)
    case scalar(Scalar)
    case parameter(DeclaredParameter)
  }

  package private(set) var bindings: [String: Binding] = [:]
  /// Names in the order in which they were bound first.
  package private(set) var order: [String] = []
  package var definitions: [String: DefinitionSyntax] = [:]

  package init() {}

  package subscript(_ name: String) -> Binding? { bindings[name] }

  /// Binds a name, or binds it anew.
  package mutating func bind(_ name: String, to binding: Binding) {
    if bindings.updateValue(binding, forKey: name) == nil { order.append(name) }
  }
}

/// The values of a result of one row, each computed at its first `$` use and kept with the binding
/// (ruling 4).
package final class ScalarCache: Sendable {
  private let values = Mutex<[String: Scalar]>([:])

  package init() {}

  /// The kept value of a column or part (of the only column when there is no name), or what
  /// `compute` gives.
  package func value(
    of name: String = "", orCompute compute: () throws(Diagnostic) -> Scalar
  ) throws(Diagnostic) -> Scalar {
    if let known = values.withLock({ $0[name] }) { return known }
    let computed = try compute()
    values.withLock { $0[name] = computed }
    return computed
  }
}

/// A declared `param`: its type, what it may be, and its value.
package struct DeclaredParameter: Sendable {
  /// What `in` allows.
  package enum Allowed: Sendable {
    case range(Value, Value)
    case list([Value])
  }
  package var name: String
  package var type: DataType
  package var value: Scalar?
  package var allowed: Allowed?
  package var text: String?

  package init(name: String, type: DataType, value: Scalar?, allowed: Allowed?, text: String?) {
    self.name = name
    self.type = type
    self.value = value
    self.allowed = allowed
    self.text = text
  }
}

/// What `use` sets; it stays when a cell fails.
package struct SessionSettings: Sendable {
  package var seed: Int64 = 42
  package var timezone = "UTC"

  package init() {}
}
