package import Language
import Synchronization
package import Syntax
package import Tables

/// The names of a session: results, scalars, parameters, definitions.
///
/// A value: a cell works on a copy, whose changes the session takes over when the cell succeeds.
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
  package private(set) var definitions: [String: DefinitionSyntax] = [:]
  /// Names that were bound or defined since the copy was made.
  private var changed: Set<String> = []

  package init() {}

  package subscript(_ name: String) -> Binding? { bindings[name] }

  /// Binds a name, or binds it anew.
  package mutating func bind(_ name: String, to binding: Binding) {
    changed.insert(name)
    if bindings.updateValue(binding, forKey: name) == nil { order.append(name) }
  }

  /// Defines a name, or defines it anew.
  package mutating func define(_ definition: DefinitionSyntax) {
    changed.insert(definition.name.text)
    definitions[definition.name.text] = definition
  }

  /// Takes over what was changed in a copy, and nothing else: other cells may have ended meanwhile.
  package mutating func merge(_ copy: Workspace) {
    for name in copy.order where copy.changed.contains(name) {
      if let binding = copy.bindings[name] { bind(name, to: binding) }
    }
    for (name, definition) in copy.definitions where copy.changed.contains(name) {
      definitions[name] = definition
    }
    changed = []
  }
}

/// The values of a result of one row, each computed at its first `$` use and kept with the binding.
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

  /// The value of a column or part, if a cell has asked for it before.
  package func known(_ name: String) -> Scalar? { values.withLock { $0[name] } }
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

  /// Takes over the settings that a cell changed, which began with `before`.
  mutating func merge(_ after: SessionSettings, since before: SessionSettings) {
    if after.seed != before.seed { seed = after.seed }
    if after.timezone != before.timezone { timezone = after.timezone }
  }
}
