import FoundationEssentials
import TestSupport
import Testing

/// That the list of conformance cases is complete.
struct CoverageTests {
  /// The numbers with which the names of tests begin, such as `12 to 16: …` or `36, 37: …`.
  private static func cases() throws -> Set<Int> {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let name = #/func `([0-9, to]+):/#
    var cases: Set<Int> = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path())
    where file.hasSuffix("Tests.swift") {
      let text = String(
        decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
      for match in text.matches(of: name) {
        for part in match.1.split(separator: ",") {
          let limits = part.split { !$0.isNumber }.compactMap { Int($0) }
          if let first = limits.first, let last = limits.last { cases.formUnion(first...last) }
        }
      }
    }
    return cases
  }

  @Test func `every one of the 62 cases has a test`() throws {
    let missing = Set(1...62).subtracting(try CoverageTests.cases())
    #expect(missing.sorted() == [])
  }
}
