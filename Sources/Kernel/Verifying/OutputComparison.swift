import JSONText
import Rendering

/// Finds the first difference between the outputs of a cell in the file and those of now.
struct OutputComparison: Sendable {
  var texts: TextComparison
  /// Whether the number in a result's brackets counts.
  var comparesCounts: Bool

  /// What differs first: where, and what it was and is.
  struct Difference: Sendable {
    var place: String
    var lines: [String]
  }

  func difference(_ expected: [RecordedOutput], _ found: [RecordedOutput]) -> Difference? {
    if let difference = ofOutcome(expected, found) { return difference }
    for index in 0..<min(expected.count, found.count) {
      let place = "output \(index + 1)"
      if let difference = difference(expected[index].content, found[index].content, place) {
        return difference
      }
    }
    if expected.count > found.count {
      return Difference(
        place: "output \(found.count + 1) is missing",
        lines: ["file: \(expected[found.count].title)"])
    }
    guard found.count > expected.count else { return nil }
    return Difference(
      place: "output \(expected.count + 1) is additional",
      lines: ["now:  \(found[expected.count].title)"])
  }

  /// A cell that fails now and did not, or the other way round.
  private func ofOutcome(
    _ expected: [RecordedOutput], _ found: [RecordedOutput]
  ) -> Difference? {
    switch (expected.lazy.compactMap(\.error).last, found.lazy.compactMap(\.error).last) {
    case (nil, let error?):
      Difference(
        place: "the cell fails now, and did not",
        lines: error.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
          .map { VisibleText.line(Self.withoutColors(String($0))) })
    case (let error?, nil):
      Difference(
        place: "the cell failed, and does not now",
        lines: error.prefix(1).map { "file: " + VisibleText.line(Self.withoutColors($0)) })
    default: nil
    }
  }

  private func difference(
    _ expected: RecordedOutput.Content, _ found: RecordedOutput.Content, _ place: String
  ) -> Difference? {
    switch (expected, found) {
    case (.stream(let name, let text), .stream(let nowName, let nowText)):
      return name == nowName
        ? difference(text, nowText, "\(place), \(name)") : Self.changed(place, name, nowName)
    case (
      .error(let name, let value, let traceback),
      .error(let nowName, let nowValue, let nowTraceback)
    ):
      return difference(name, nowName, "\(place), ename")
        ?? difference(value, nowValue, "\(place), evalue")
        ?? difference(
          traceback.joined(separator: "\n"), nowTraceback.joined(separator: "\n"),
          "\(place), traceback")
    case (
      .data(let kind, let count, let forms, let metadata),
      .data(let nowKind, let nowCount, let nowForms, let nowMetadata)
    ):
      if kind != nowKind { return Self.changed(place, kind, nowKind) }
      if comparesCounts, count != nowCount {
        return Self.changed("\(place), execution_count", Self.text(count), Self.text(nowCount))
      }
      return difference(forms, nowForms, place)
        ?? difference(metadata.canonical, nowMetadata.canonical, "\(place), metadata")
    default:
      return Self.changed(place, RecordedOutput(expected).title, RecordedOutput(found).title)
    }
  }

  /// The forms of one output, those first that a reader can read.
  private func difference(
    _ expected: [JSON.Member], _ found: [JSON.Member], _ place: String
  ) -> Difference? {
    for type in Self.ordered(Set((expected + found).map(\.key))) {
      let (before, now) = (
        expected.last { $0.key == type }?.value, found.last { $0.key == type }?.value
      )
      guard let before, let now else {
        let state = before == nil ? "additional" : "missing"
        return Difference(place: "\(place), \(type) is \(state)", lines: [])
      }
      let texts = [before, now].map { $0.string ?? $0.canonical.text }
      if let difference = difference(texts[0], texts[1], "\(place), \(type)") { return difference }
    }
    return nil
  }

  private func difference(_ expected: JSON, _ found: JSON, _ place: String) -> Difference? {
    difference(expected.text, found.text, place)
  }

  private func difference(_ expected: String, _ found: String, _ place: String) -> Difference? {
    guard let difference = texts.difference(expected, found) else { return nil }
    return Difference(place: "\(place), line \(difference.line)", lines: difference.excerpt)
  }

  private static func changed(_ place: String, _ before: String, _ now: String) -> Difference {
    Difference(place: place, lines: ["file: \(before)", "now:  \(now)"])
  }

  private static func text(_ count: Int?) -> String { count.map(String.init) ?? "none" }

  private static func ordered(_ types: Set<String>) -> [String] {
    let first = [MIMEType.plain, MIMEType.markdown]
    return first.filter(types.contains) + types.subtracting(first).sorted()
  }

  /// The text without the colours of a terminal.
  private static func withoutColors(_ text: String) -> String {
    var result = ""
    var rest = text.unicodeScalars[...]
    while let escape = rest.firstIndex(of: "\u{1B}") {
      result.unicodeScalars.append(contentsOf: rest[..<escape])
      rest = rest[escape...].drop { $0 != "m" }.dropFirst()
    }
    result.unicodeScalars.append(contentsOf: rest)
    return result
  }
}

extension RecordedOutput {
  /// The lines of an error.
  fileprivate var error: [String]? {
    guard case .error(let name, let value, let traceback) = content else { return nil }
    return traceback.isEmpty ? ["\(name): \(value)"] : traceback
  }
}

extension TextComparison.Difference {
  /// The two lines around the place at which they part, with a caret below it.
  var excerpt: [String] {
    let (before, width) = (30, 90)
    let start = max(0, column - before)
    func cut(_ line: String?) -> String {
      guard let line else { return "nothing: the text ends before" }
      let scalars = line.unicodeScalars.dropFirst(start)
      let isLong = scalars.count > width
      return (start > 0 ? "…" : "") + VisibleText.line(String(scalars.prefix(width)))
        + (isLong ? "…" : "")
    }
    var lines = ["file: \(cut(expected))", "now:  \(cut(found))"]
    if let found, expected != nil {
      let head = found.unicodeScalars.dropFirst(start).prefix(column - start)
      let blanks =
        "now:  ".count + (start > 0 ? 1 : 0) + DisplayWidth.of(VisibleText.line(String(head)))
      lines.append(String(repeating: " ", count: blanks) + "^")
    }
    return lines
  }
}

extension JSON {
  /// The value with the members of its objects sorted: their order means nothing in a notebook.
  fileprivate var canonical: JSON {
    switch self {
    case .array(let elements): .array(elements.map(\.canonical))
    case .object(let members):
      .object(
        members.map { Member($0.key, $0.value.canonical) }.sorted { $0.key < $1.key })
    default: self
    }
  }
}
