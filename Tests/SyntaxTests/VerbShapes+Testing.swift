import Syntax

extension VerbShapes {
  /// The verbs of the language reference, so that these tests need no catalog.
  static let testing = VerbShapes(
    sources: [
      "load": .init(forms: ["table", "sample"]), "rows": .init(), "sql": .init(),
      "model": .init(), "grid": .init(), "tables": .init(),
      "registry": .init(forms: ["runs", "run", "assignments", "datasets", "compare"]),
    ],
    stages: makers.merging(others) { first, _ in first })

  private static let marks: Set<String> = [
    "line", "area", "bar", "point", "band", "histogram", "box", "heatmap", "treemap", "dendrogram",
    "network", "waterfall", "beeswarm", "rule", "text",
  ]

  private static let channels: Set<String> = ["x", "y", "color", "size", "label", "title"]

  private static let makers: [String: Shape] = Dictionary(
    uniqueKeysWithValues: ["derive", "select", "rename", "summarize", "series"].map {
      ($0, Shape())
    })

  private static let others: [String: Shape] = {
    var shapes: [String: Shape] = [
      "sort": .init(takesSortKeys: true), "show": .init(forms: ["sql", "schema", "plan"]),
      "save": .init(forms: ["table"]),
      "chart": .init(forms: marks, takesNames: false, options: channels),
      "layer": .init(forms: marks, takesNames: false, options: channels),
    ]
    for name in ["join", "lookup", "append", "compare", "evaluate", "predict", "explain"] {
      shapes[name] = .init(takesTables: true)
    }
    for name in [
      "filter", "drop", "take", "sample", "distinct", "pivot", "unpivot", "describe", "correlate",
      "test", "impute", "split", "rfm", "cohort", "clv", "cluster", "reduce", "decompose",
      "forecast", "anomalies", "basket", "recommend", "fit", "sentiment", "topics", "search",
      "assert", "register", "respond", "collect",
    ] {
      shapes[name] = .init(takesNames: false)
    }
    return shapes
  }()
}
