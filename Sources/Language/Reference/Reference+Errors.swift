import Syntax

extension Reference {
  /// The errors and warnings as a page of Markdown.
  package var errorPage: String {
    var lines = [
      "# Errors and warnings",
      "",
      "This page is made by `teff reference --errors` from the declarations in the code.",
      "",
      "An error names the place, says in a sentence what is wrong, and offers a way out. It ends the "
        + "cell, and the cell's names stay as they were. Codes with W are warnings and notices: the "
        + "cell runs. `?E101` shows one of them in a notebook.",
      "",
      "Each example is a cell that gives the code, where the teaching sets are bound under their "
        + "names: `orders = load sample \"orders\"`.",
      "",
    ]
    lines += codeFamilies.map { "- [\($0.title)](#\($0.title.asAnchor))" }
    for family in codeFamilies {
      lines += ["", "## \(family.title)"]
      for code in family.codes { lines += code.section }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension DiagnosticCode {
  fileprivate var section: [String] {
    var lines = ["", "### \(code): \(title)", "", cause, "", "**Way out.** \(remedy)", ""]
    switch example {
    case .cell(let cell): lines += ["```teff", cell, "```"]
    case .none(let reason): lines.append(reason)
    }
    return lines
  }
}

extension String {
  /// The heading's address in its page.
  fileprivate var asAnchor: String { lowercased().replacing(" ", with: "-") }
}
