/// One run of an analysis, as the registry keeps it.
package struct RegistryRun: Hashable, Sendable {
  /// The number it got; 0 before it is kept.
  package var number = 0
  package var verb: String
  /// The name that the result was bound to.
  package var name: String?
  /// Microseconds since 1970, UTC.
  package var started: Int
  package var rows: Int
  package var seed: Int?
  /// Seconds.
  package var duration: Double
  package var engine: String
  /// The fingerprint of the data set it worked on.
  package var dataset: String?
  package var notebook: String?
  package var cell: Int?
  /// What makes it the same run when it is done again: verb, name, parameters, data, notebook.
  package var identity: String?
  /// Options as they were written, defaults among them, in the order of the verb's declaration.
  package var parameters: [Fact]
  /// What measures how good it is.
  package var metrics: [Fact]

  /// A name with its value.
  package struct Fact: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(
    verb: String, name: String? = nil, started: Int, rows: Int, seed: Int? = nil,
    duration: Double = 0, engine: String, dataset: String? = nil, notebook: String? = nil,
    cell: Int? = nil, identity: String? = nil, parameters: [Fact] = [], metrics: [Fact] = []
  ) {
    self.verb = verb
    self.name = name
    self.started = started
    self.rows = rows
    self.seed = seed
    self.duration = duration
    self.engine = engine
    self.dataset = dataset
    self.notebook = notebook
    self.cell = cell
    self.identity = identity
    self.parameters = parameters
    self.metrics = metrics
  }
}
