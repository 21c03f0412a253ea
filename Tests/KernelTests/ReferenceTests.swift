import FoundationEssentials
import Language
import Syntax
import TestSupport
import Testing
import Verbs

@Suite("The written reference is what the code declares")
struct ReferenceTests {
  private static let root = goldenFolder.deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ name: String) -> String? {
    (try? Data(contentsOf: root.appending(path: name))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The first line in which two texts differ.
  private static func difference(_ old: String, _ new: String) -> String? {
    let old = old.split(separator: "\n", omittingEmptySubsequences: false)
    let new = new.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 0..<max(old.count, new.count) {
      let before = line < old.count ? old[line] : "(end)"
      let after = line < new.count ? new[line] : "(end)"
      if before != after { return "line \(line + 1) is \(before) and should be \(after)" }
    }
    return nil
  }

  @Test("docs/reference.md is fresh; `teff reference > docs/reference.md` writes it")
  func page() throws {
    let page = try #require(Self.text("docs/reference.md"))
    let difference = Self.difference(page, Reference(verbs: .standard).markdown)
    #expect(difference == nil)
  }

  @Test("docs/errors.md is fresh; `teff reference --errors > docs/errors.md` writes it")
  func errorPage() throws {
    let page = try #require(Self.text("docs/errors.md"))
    let difference = Self.difference(page, Reference(verbs: .standard).errorPage)
    #expect(difference == nil)
  }

  @Test(
    "The table of verbs in README.md is fresh; `teff reference --verbs` prints it",
    .enabled(if: text("README.md") != nil, "there is no README.md yet"))
  func front() throws {
    let parts = try #require(Self.text("README.md")).split(separator: "<!-- verbs -->\n")
    try #require(parts.count == 3, "README.md has the table between two lines `<!-- verbs -->`")
    let difference = Self.difference(String(parts[1]), Reference(verbs: .standard).verbTable)
    #expect(difference == nil)
  }

  @Test("Every word is there once, with a summary that is a sentence")
  func entries() {
    let reference = Reference(verbs: .standard)
    let page = reference.markdown
    for verb in reference.verbs.entries {
      #expect(page.contains("#### `\(verb.name)`\n"))
      #expect(verb.summary.hasSuffix("."), "\(verb.name)")
    }
    #expect(Set(reference.codes.map(\.code)).count == reference.codes.count)
    #expect(Set(reference.functions.names).count == reference.functions.functions.count)
  }
}
