import FoundationEssentials
import Language
import TestSupport
import Testing
import Verbs

@Suite("The written reference is what the code declares")
struct ReferenceTests {
  private static let root = goldenFolder.deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ name: String) -> String? {
    (try? Data(contentsOf: root.appending(path: name))).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("docs/reference.md is fresh; `teff reference > docs/reference.md` writes it")
  func page() throws {
    let page = try #require(Self.text("docs/reference.md"))
    #expect(page == Reference(verbs: .standard).markdown)
  }

  @Test(
    "The table of verbs in README.md is fresh; `teff reference --verbs` prints it",
    .enabled(if: text("README.md") != nil, "there is no README.md yet"))
  func front() throws {
    let parts = try #require(Self.text("README.md")).split(separator: "<!-- verbs -->\n")
    try #require(parts.count == 3, "README.md has the table between two lines `<!-- verbs -->`")
    #expect(parts[1] == Reference(verbs: .standard).verbTable)
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
