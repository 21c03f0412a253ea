/// What `?name` and Shift-Tab show of a verb, a function or a name.
package struct HelpCard: Hashable, Sendable {
  /// One parameter or column with what it is by default and what it means.
  package struct Parameter: Hashable, Sendable {
    package var name: String
    /// The default as it is written, or what else stands beside the name; may be empty.
    package var defaultText: String
    package var summary: String

    package init(_ name: String, _ defaultText: String, _ summary: String) {
      self.name = name
      self.defaultText = defaultText
      self.summary = summary
    }
  }

  /// A cell that shows the thing at work.
  package struct Example: Hashable, Sendable {
    package var code: String
    package var summary: String

    package init(_ code: String, _ summary: String) {
      self.code = code
      self.summary = summary
    }
  }

  /// One thing that is known: `missing`, `135,080 (24.9 %)`.
  package struct Fact: Hashable, Sendable {
    package var name: String
    package var text: String

    package init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// A value of a column with how often it occurs.
  package struct Count: Hashable, Sendable {
    package var value: String
    package var rows: String

    package init(_ value: String, _ rows: String) {
      self.value = value
      self.rows = rows
    }
  }

  package var title: String
  /// How it is written; may be empty.
  package var signature: String
  package var summary: String
  package var facts: [Fact]
  /// The most frequent values of a column.
  package var values: [Count]
  package var parameters: [Parameter]
  package var examples: [Example]
  /// Paragraphs separated by empty lines, with words of the language in backticks.
  package var discussion: String

  package init(
    title: String, signature: String = "", summary: String, facts: [Fact] = [],
    values: [Count] = [], parameters: [Parameter] = [], examples: [Example] = [],
    discussion: String = ""
  ) {
    self.title = title
    self.signature = signature
    self.summary = summary
    self.facts = facts
    self.values = values
    self.parameters = parameters
    self.examples = examples
    self.discussion = discussion
  }
}

/// The bundle of a help card: HTML for Shift-Tab, Markdown for pages, text for consoles.
package func helpBundle(_ card: HelpCard) -> MIMEBundle {
  MIMEBundle([
    .init(MIMEType.html, card.html), .init(MIMEType.markdown, card.markdown),
    .init(MIMEType.plain, card.plain),
  ])
}

extension HelpCard {
  private var paragraphs: [String] {
    VisibleText.block(discussion).split(separator: "\n\n").map(String.init)
  }

  /// The card for a terminal.
  var plain: String {
    var blocks = [VisibleText.line(title)]
    if !signature.isEmpty { blocks.append("  " + indented(signature)) }
    blocks.append(VisibleText.line(summary))
    if !facts.isEmpty { blocks.append(columns(facts.map { ($0.name, $0.text) })) }
    if !values.isEmpty {
      blocks.append(
        "Most frequent\n" + columns(values.map { ($0.value, $0.rows) }, endsAligned: true))
    }
    if !parameters.isEmpty {
      let names = parameters.map { VisibleText.line($0.name) }
      let defaults = parameters.map { VisibleText.line($0.defaultText) }
      let nameWidth = names.map { DisplayWidth.of($0) }.max() ?? 0
      let defaultWidth = defaults.map { DisplayWidth.of($0) }.max() ?? 0
      let lines = parameters.indices.map { index in
        let name = DisplayWidth.padded(names[index], to: nameWidth)
        let value = DisplayWidth.padded(defaults[index], to: defaultWidth)
        let gap = defaultWidth > 0 ? "  " : ""
        let line = "  \(name)\(gap)\(value)  \(VisibleText.line(parameters[index].summary))"
        return String(line.reversed().drop { $0 == " " }.reversed())
      }
      blocks.append(lines.joined(separator: "\n"))
    }
    blocks += paragraphs
    for example in examples {
      let head = example.summary.isEmpty ? "Example" : VisibleText.line(example.summary)
      blocks.append(head + "\n  " + indented(example.code))
    }
    return blocks.joined(separator: "\n\n")
  }

  /// Pairs in two columns.
  private func columns(_ rows: [(String, String)], endsAligned: Bool = false) -> String {
    let rows = rows.map { (VisibleText.line($0.0), VisibleText.line($0.1)) }
    let width = rows.map { DisplayWidth.of($0.0) }.max() ?? 0
    let second = endsAligned ? rows.map { DisplayWidth.of($0.1) }.max() ?? 0 : 0
    return rows.map { row in
      let text = DisplayWidth.padded(row.1, to: second, atStart: true)
      return "  \(DisplayWidth.padded(row.0, to: width))  \(text)"
    }.joined(separator: "\n")
  }

  /// The card as a section of a page.
  var markdown: String {
    var blocks = ["### \(Escaping.markdown(VisibleText.line(title)))"]
    if !signature.isEmpty { blocks.append(fenced(signature)) }
    blocks.append(prose(VisibleText.line(summary)))
    if !facts.isEmpty {
      let rows = facts.map { "| \(bars($0.name)) | \(bars($0.text)) |" }
      blocks.append((["| | |", "|---|---|"] + rows).joined(separator: "\n"))
    }
    if !values.isEmpty {
      let rows = values.map { "| \(bars($0.value)) | \(bars($0.rows)) |" }
      blocks.append(
        (["| most frequent | rows |", "|---|--:|"] + rows).joined(separator: "\n"))
    }
    if !parameters.isEmpty {
      let rows = parameters.map { parameter in
        "| \(cell(parameter.name)) | \(cell(parameter.defaultText)) | "
          + prose(VisibleText.line(parameter.summary), bars: true) + " |"
      }
      blocks.append(
        (["| parameter | default | meaning |", "|---|---|---|"] + rows).joined(separator: "\n"))
    }
    blocks += paragraphs.map { prose($0) }
    for example in examples {
      if !example.summary.isEmpty { blocks.append(prose(VisibleText.line(example.summary))) }
      blocks.append(fenced(example.code))
    }
    return blocks.joined(separator: "\n\n")
  }

  /// The card as HTML; what keeps it readable stands inline, since a tooltip drops the style sheet.
  var html: String {
    let start = "<td style=\"text-align:left\">"
    var html = "<style>\(HelpStyle.css)</style><div class=\"teff-help\">"
    html += "<div class=\"teff-head\" style=\"font-weight:600\">"
    html += "\(Escaping.html(VisibleText.line(title)))</div>"
    if !signature.isEmpty { html += code(signature) }
    html += "<p>\(htmlProse(VisibleText.line(summary)))</p>"
    if !facts.isEmpty {
      html += "<table class=\"teff-parameters\" style=\"margin:0\"><tbody>"
      for fact in facts {
        html += "<tr>\(start)\(Escaping.html(VisibleText.line(fact.name)))</td>"
        html += "\(start)\(Escaping.html(VisibleText.line(fact.text)))</td></tr>"
      }
      html += "</tbody></table>"
    }
    if !values.isEmpty {
      html += "<table class=\"teff-parameters\" style=\"margin:0\"><tbody>"
      for value in values {
        html += "<tr>\(start)\(Escaping.html(VisibleText.line(value.value)))</td>"
        html += "<td style=\"text-align:right\">"
        html += "\(Escaping.html(VisibleText.line(value.rows)))</td></tr>"
      }
      html += "</tbody></table>"
    }
    if !parameters.isEmpty {
      html += "<table class=\"teff-parameters\" style=\"margin:0\"><tbody>"
      for parameter in parameters {
        html += "<tr>\(start)<code>\(Escaping.html(VisibleText.line(parameter.name)))</code></td>"
        let value = Escaping.html(VisibleText.line(parameter.defaultText))
        html += "\(start)\(value.isEmpty ? "" : "<code>\(value)</code>")</td>"
        html += "\(start)\(htmlProse(VisibleText.line(parameter.summary)))</td></tr>"
      }
      html += "</tbody></table>"
    }
    for paragraph in paragraphs { html += "<p>\(htmlProse(paragraph))</p>" }
    for example in examples {
      if !example.summary.isEmpty {
        html += "<p>\(htmlProse(VisibleText.line(example.summary)))</p>"
      }
      html += code(example.code)
    }
    return html + "</div>"
  }

  private func indented(_ code: String) -> String {
    VisibleText.block(code).split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\n  ")
  }

  private func code(_ text: String) -> String {
    "<pre class=\"teff-code\">\(Escaping.html(VisibleText.block(text)))</pre>"
  }

  /// A block of code inside a fence that the code cannot close.
  private func fenced(_ code: String) -> String {
    let text = VisibleText.block(code)
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\n\(text)\n\(fence)"
  }

  private func bars(_ text: String) -> String { Escaping.markdown(VisibleText.line(text)) }

  private func cell(_ text: String) -> String {
    text.isEmpty ? "" : prose("`\(VisibleText.line(text))`", bars: true)
  }

  /// Prose with the words in backticks as code and everything else as it stands.
  private func prose(_ text: String, bars: Bool = false) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return Escaping.markdown(text) }
    return parts.enumerated().map { index, part in
      guard index % 2 == 1 else { return Escaping.markdown(part) }
      return "`"
        + (bars
          ? part.split(separator: "|", omittingEmptySubsequences: false)
            .joined(separator: "\\|") : part) + "`"
    }.joined()
  }

  private func htmlProse(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return Escaping.html(text) }
    return parts.enumerated().map { index, part in
      index % 2 == 1 ? "<code>\(Escaping.html(part))</code>" : Escaping.html(part)
    }.joined()
  }
}

/// The style sheet of help cards.
enum HelpStyle {
  static let css = """
    .teff-help{\(TableStyle.ink);font:13px/1.5 \(TableStyle.font);max-width:705px}
    .teff-help .teff-head{font-weight:600;font-size:14px}
    .teff-help p{margin:6px 0}
    .teff-help code,.teff-help .teff-code{font:12px/1.5 \
    var(--jp-code-font-family,ui-monospace,"DejaVu Sans Mono",monospace);background:none}
    .teff-help .teff-code{margin:6px 0;padding:6px 10px;white-space:pre-wrap;\
    background:\(TableStyle.faded(6))}
    .teff-help .teff-parameters{border-collapse:collapse;margin:6px 0;width:auto;font-size:13px}
    .teff-help .teff-parameters tr:nth-child(n){background:none}
    .teff-help .teff-parameters td{text-align:left;vertical-align:top;padding:2px 16px 2px 0;\
    border:0;border-bottom:1px solid \(TableStyle.faded(11));white-space:normal;max-width:none}
    .teff-help .teff-parameters td:first-child{white-space:nowrap}
    """
}
