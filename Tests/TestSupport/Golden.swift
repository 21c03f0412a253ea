package import FoundationEssentials
package import Testing

/// Compares `text` with the reviewed file `Tests/Golden/<name>`; `RECORD=1` rewrites the file.
package func expectGolden(
  _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let url = goldenFolder.appending(path: name)
  if ProcessInfo.processInfo.environment["RECORD"] == "1" {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    } catch {
      Issue.record("cannot write \(name): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let data = try? Data(contentsOf: url) else {
    Issue.record(
      "no golden \(name); look at the text, then run with RECORD=1:\n\(text)",
      sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  guard text != expected else { return }
  Issue.record(
    "\(name) differs from its golden\n\(firstDifference(expected, text))",
    sourceLocation: sourceLocation)
}

/// The folder of the reviewed texts.
package let goldenFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Golden")

/// The first line in which two texts differ, in the style of a unified diff.
private func firstDifference(_ expected: String, _ actual: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
  for line in 0..<max(old.count, new.count) {
    let before = line < old.count ? String(old[line]) : "(end)"
    let after = line < new.count ? String(new[line]) : "(end)"
    if before != after {
      return "line \(line + 1)\n- \(before.prefix(400))\n+ \(after.prefix(400))"
    }
  }
  return "only line ends differ"
}
