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
    /// Whether `name = …` among the arguments makes something; false for `filter`, where it is a
    /// comparison with one `=` too few.
    package var takesNames: Bool
    /// The names of the options, so that `seed = 7` gets a colon offered.
    package var options: Set<String>

    package init(
      forms: Set<String> = [], takesTables: Bool = false, takesSortKeys: Bool = false,
      takesNames: Bool = true, options: Set<String> = []
    ) {
      self.forms = forms
      self.takesTables = takesTables
      self.takesSortKeys = takesSortKeys
      self.takesNames = takesNames
      self.options = options
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
