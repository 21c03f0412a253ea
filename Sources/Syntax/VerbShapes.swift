/// What the parser needs to know of the verbs; the catalog of verbs makes this value.
package struct VerbShapes: Sendable {
  /// What may follow a verb's name.
  package struct Shape: Hashable, Sendable {
    /// Words that may stand right after the name: `sql schema plan` of `show`, the marks of `chart`.
    package var forms: Set<String>
    /// Whether the arguments are tables (`join`, `append`, `predict` …).
    package var takesTables: Bool
    /// Whether the arguments are sort keys, which may end in `desc` (the verb `sort`).
    package var takesSortKeys: Bool

    package init(
      forms: Set<String> = [], takesTables: Bool = false, takesSortKeys: Bool = false
    ) {
      self.forms = forms
      self.takesTables = takesTables
      self.takesSortKeys = takesSortKeys
    }
  }

  /// Verbs that start a pipeline.
  package var sources: [String: Shape]
  /// Verbs that stand after a pipe sign.
  package var stages: [String: Shape]

  package init(sources: [String: Shape], stages: [String: Shape]) {
    self.sources = sources
    self.stages = stages
  }
}
