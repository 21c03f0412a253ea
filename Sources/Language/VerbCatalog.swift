package import Syntax

/// A verb without its type: its description and how to bind a stage of it.
package struct VerbEntry: Sendable {
  package var name: String
  package var family: VerbFamily
  package var summary: String
  package var discussion: String
  package var parameters: [ParameterDescription]
  package var parts: [PartDescription]
  package var chart: String?
  package var examples: [Example]
  package var isSource: Bool
  package var isEffect: Bool
  package var asksRows: Bool
  /// What may stand before the verb.
  package var takes: Set<Shape.Kind>
  /// Makes the verb of a stage from its text.
  package var bind: @Sendable (inout StageBinder) throws(Diagnostic) -> BoundVerb

  private init<V: Sendable>(
    _ declaration: Declaration<V>, isSource: Bool,
    make: @escaping @Sendable () -> V, box: @escaping @Sendable (V) -> BoundVerb
  ) {
    name = declaration.name
    family = declaration.family
    summary = declaration.summary
    discussion = declaration.discussion
    parameters = declaration.parameters.map(\.description).filter(\.isDescribed)
    parts = declaration.parts
    chart = declaration.chart
    examples = declaration.examples
    self.isSource = isSource
    isEffect = declaration.isEffect
    asksRows = declaration.asksRows
    takes = declaration.takes
    bind = { (binder: inout StageBinder) throws(Diagnostic) -> BoundVerb in
      var verb = make()
      if !isSource { try binder.checkInput(declaration.takes) }
      try binder.checkParts(against: declaration.parameters.map(\.description))
      for parameter in declaration.parameters { try parameter.bind(&verb, &binder) }
      return box(verb)
    }
  }

  /// The entry of a verb that stands after a pipe sign.
  package init<V: Verb>(_ type: V.Type) {
    self.init(V.declaration, isSource: false, make: { V() }, box: { .stage($0) })
  }

  /// The entry of a verb that starts a pipeline.
  package init<V: SourceVerb>(source type: V.Type) {
    self.init(V.declaration, isSource: true, make: { V() }, box: { .source($0) })
  }

  /// The words that may stand right after the verb's name.
  package var forms: [String] {
    for parameter in parameters {
      if case .form(let words) = parameter.place { return words }
    }
    return []
  }
}

/// A verb with its parameters read.
package enum BoundVerb: Sendable {
  case stage(any Verb)
  case source(any SourceVerb)
}

/// All verbs, in the order of the reference.
package struct VerbCatalog: Sendable {
  package let entries: [VerbEntry]
  /// Verbs of the language that come in a later release: they parse and say so.
  package let later: [String: Later]

  /// How a verb that is not there yet parses.
  package struct Later: Sendable {
    package var isSource: Bool
    package var shape: VerbShapes.Shape

    package init(isSource: Bool = false, shape: VerbShapes.Shape = .init()) {
      self.isSource = isSource
      self.shape = shape
    }
  }

  private let stages: [String: Int]
  private let sources: [String: Int]

  package init(_ entries: [VerbEntry], later: [String: Later] = [:]) {
    self.entries = entries
    self.later = later
    var stages: [String: Int] = [:]
    var sources: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if entry.isSource { sources[entry.name] = index } else { stages[entry.name] = index }
    }
    self.stages = stages
    self.sources = sources
  }

  /// The verb that stands after a pipe sign under this name.
  package func stage(_ name: String) -> VerbEntry? { stages[name].map { entries[$0] } }

  /// The verb that starts a pipeline under this name.
  package func source(_ name: String) -> VerbEntry? { sources[name].map { entries[$0] } }

  /// What the parser must know.
  package var shapes: VerbShapes {
    var shapes = VerbShapes(sources: [:], stages: [:])
    for (name, verb) in later {
      if verb.isSource {
        shapes.sources[name] = verb.shape
      } else {
        shapes.stages[name] = verb.shape
      }
    }
    for entry in entries {
      let places = entry.parameters.map(\.place)
      let shape = VerbShapes.Shape(
        forms: Set(entry.forms), takesTables: places.contains(.tables),
        takesSortKeys: entry.parameters.contains { $0.place == .items && $0.accepts == .sortKeys },
        takesNames: entry.parameters.contains { $0.place == .items && $0.makesNames },
        options: Set(entry.parameters.filter { $0.place == .option }.map(\.name)))
      if entry.isSource {
        shapes.sources[entry.name] = shape
      } else {
        shapes.stages[entry.name] = shape
      }
    }
    return shapes
  }
}
