import Charts
import Syntax

extension Reference {
  /// The reference as a page of Markdown.
  package var markdown: String {
    var lines = [
      "# Reference of the Teff language",
      "",
      "This page is made by `teff reference` from the declarations in the code.",
      "",
      "A pipeline starts with a table, the name of one or a verb such as `load`; each `|` sends the "
        + "table through one more verb. `=` makes a column or a name, `:` sets an option, `==` "
        + "compares.",
      "",
      "- [Verbs](#verbs)",
      "- [Functions](#functions)",
      "- [Selectors](#selectors)",
      "- [Marks](#marks)",
      "- [Errors](#errors)",
      "",
      "## Verbs",
    ]
    for (family, verbs) in families {
      lines += ["", "### \(family.rawValue)"]
      for verb in verbs { lines += verb.section }
    }
    lines += ["", "## Functions"]
    for family in Function.Family.allCases {
      let members = functions.functions.filter { $0.family == family }
      guard !members.isEmpty else { continue }
      lines += ["", "### \(family.rawValue)", ""]
      lines += MarkdownTable.lines(
        ["function", "meaning", "example"],
        members.map { [$0.signature.asCell, $0.summary.asText, $0.example.asCell] })
    }
    lines += [
      "", "## Selectors", "", "They stand for several columns in `select`, `drop` and others.",
    ]
    lines += [""]
    lines += MarkdownTable.lines(
      ["selector", "meaning"],
      selectors.map { ["\($0.rawValue)()".asCell, $0.summary.asText] })
    lines += [
      "", "## Marks", "", "The kinds of drawing of `chart` and `layer`, with their channels.",
    ]
    for mark in marks { lines += mark.section }
    lines += [
      "", "## Errors", "",
      "`?E101` shows one of them in a notebook, [errors.md](errors.md) all, with causes and cells that "
        + "give them. Codes with W are warnings: the cell runs.", "",
    ]
    lines += MarkdownTable.lines(
      ["code", "what it says", "way out"],
      codes.map { ["`\($0.code)`", $0.title.asText, $0.remedy.asText] })
    return lines.joined(separator: "\n") + "\n"
  }

  /// The verbs in one short table, for the project's front page.
  package var verbTable: String {
    let rows = families.map { family, verbs in
      [family.rawValue, verbs.map { "`\($0.name)`" }.joined(separator: " ")]
    }
    return MarkdownTable.lines(["family", "verbs"], rows).joined(separator: "\n") + "\n"
  }
}

extension VerbEntry {
  fileprivate var section: [String] {
    var lines = [
      "", "#### `\(name)`", "", "```teff", (isSource ? "" : "| ") + signature, "```", "",
    ]
    lines.append(summary)
    if !discussion.isEmpty { lines += ["", discussion] }
    if !parameters.isEmpty {
      lines.append("")
      lines += MarkdownTable.lines(
        ["parameter", "standard", "meaning"],
        parameters.map { parameter in
          let standard = parameter.isRequired ? "required" : parameter.defaultText?.asCell ?? ""
          return [parameter.notation.asCell, standard, parameter.meaning.asText]
        })
    }
    if !parts.isEmpty {
      lines.append("")
      lines += MarkdownTable.lines(
        ["part", "meaning"], parts.map { [".\($0.name)".asCell, $0.summary.asText] })
    }
    if let chart { lines += ["", "`| chart` draws a \(chart)."] }
    for example in examples {
      lines += ["", example.caption, "", "```teff", example.code, "```"]
    }
    return lines
  }
}

extension ParameterDescription {
  /// What it is for, and the words that it takes.
  fileprivate var meaning: String {
    guard case .words(let words) = accepts, words.count > 1 else { return summary }
    let named = words.map { "`\($0)`" }
    return "\(summary) \(named.dropLast().joined(separator: ", ")) or \(named[named.count - 1])."
  }
}

extension Mark {
  fileprivate var section: [String] {
    ["", "#### `\(name)`", "", summary, ""]
      + MarkdownTable.lines(
        ["channel", "", "meaning"],
        channels.map { channel in
          let need = channel.isRequired ? "required" : ""
          return ["\(channel.name.rawValue):".asCell, need, channel.summary.asText]
        })
  }
}

/// A table in Markdown.
private enum MarkdownTable {
  static func lines(_ header: [String], _ rows: [[String]]) -> [String] {
    [header, header.map { _ in "---" }].map(line) + rows.map(line)
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.map { $0.isEmpty ? " " : $0 }.joined(separator: " | ") + " |"
  }
}

extension String {
  /// Code in a cell of a table, where a bar would end the cell.
  fileprivate var asCell: String {
    isEmpty ? "" : "`" + replacing("|", with: "\\|").replacing("\n", with: " ") + "`"
  }

  /// Prose in a cell of a table.
  fileprivate var asText: String { replacing("|", with: "\\|").replacing("\n", with: " ") }
}
