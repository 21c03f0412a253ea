import Testing

/// The values and the errors of every verb, from the files in `Tests/Golden/Verbs`.
@Suite(.needsEngine) struct VerbCasesTests {
  static let files = [
    "nulls", "dates", "windows", "names", "rows", "joins", "pivots", "sources", "files", "effects",
    "prepare", "charts", "rfm", "cohort", "definitions", "errors", "answers",
    "anomalies", "correlations", "comparisons", "contrasts", "tests", "basket",
  ]

  @Test(arguments: files, [1, 2])
  func `cells give what their file says, with any number of threads`(_ file: String, threads: Int)
    throws
  {
    try CaseFile(file).check(threads: threads)
  }
}
