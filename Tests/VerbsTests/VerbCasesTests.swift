import FoundationEssentials
import TestSupport
import Testing

/// The values and the errors of every verb, from the files in `Tests/Golden/Verbs`.
@Suite(.needsEngine) struct VerbCasesTests {
  /// The names of all files, or of those that `TEFF_CASES=rfm,cohort` asks for; a folder that cannot
  /// be read has one file that is not there.
  static let files: [String] = {
    let folder = goldenFolder.appending(path: "Verbs").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? ["none.txt"]
    let asked = ProcessInfo.processInfo.environment["TEFF_CASES"]?.split(separator: ",").map(
      String.init)
    return names.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
      .filter { asked?.contains($0) ?? true }
  }()

  @Test(arguments: files, [1, 2])
  func `cells give what their file says, with any number of threads`(_ file: String, threads: Int)
    throws
  {
    try CaseFile(file).check(threads: threads)
  }
}
