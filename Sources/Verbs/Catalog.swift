package import Language
import Syntax

extension VerbCatalog {
  /// All verbs of the language, in the order of the reference; adding a verb is one line here.
  package static let standard = VerbCatalog(
    [
      VerbEntry(source: LoadSource.self),
      VerbEntry(source: RowsSource.self),
      VerbEntry(source: SQLSource.self),
      VerbEntry(Save.self),

      VerbEntry(Filter.self),
      VerbEntry(Derive.self),
      VerbEntry(Select.self),
      VerbEntry(Drop.self),
      VerbEntry(Rename.self),
      VerbEntry(Sort.self),
      VerbEntry(Take.self),
      VerbEntry(Sample.self),
      VerbEntry(Distinct.self),
      VerbEntry(Summarize.self),
      VerbEntry(Join.self),
      VerbEntry(Lookup.self),
      VerbEntry(Append.self),
      VerbEntry(Pivot.self),
      VerbEntry(Unpivot.self),

      VerbEntry(Describe.self),
      VerbEntry(Correlate.self),
      VerbEntry(Compare.self),
      VerbEntry(TestVerb.self),
      VerbEntry(Anomalies.self),
      VerbEntry(Reduce.self),
      VerbEntry(Impute.self),
      VerbEntry(Split.self),
      VerbEntry(RFM.self),
      VerbEntry(Cohort.self),
      VerbEntry(Cluster.self),
      VerbEntry(CLV.self),
      VerbEntry(Basket.self),
      VerbEntry(Recommend.self),
      VerbEntry(Search.self),
      VerbEntry(SeriesVerb.self),
      VerbEntry(Decompose.self),
      VerbEntry(Forecast.self),

      VerbEntry(Predict.self),
      VerbEntry(Evaluate.self),

      VerbEntry(ChartVerb.self),
      VerbEntry(LayerVerb.self),
      VerbEntry(source: GridSource.self),

      VerbEntry(Show.self),
      VerbEntry(Assert.self),
      VerbEntry(Collect.self),
      VerbEntry(Respond.self),
      VerbEntry(Register.self),
      VerbEntry(source: ModelSource.self),
      VerbEntry(source: RegistrySource.self),
      VerbEntry(source: TablesSource.self),
    ],
    later: laterVerbs)

  /// Verbs of the language that are not built yet; they parse and say so.
  private static let laterVerbs: [String: Later] = [
    "explain": Later(shape: VerbShapes.Shape(takesTables: true)),
    "fit": Later(), "sentiment": Later(), "topics": Later(),
  ]
}
