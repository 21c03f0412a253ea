package import Language
package import Planning
package import Syntax
package import Tables
import Tasks
import TextAnalysis

/// The rows whose text answers a query best.
package struct Search: Verb {
  enum Method: String, CaseIterable, Sendable { case bm25, tfidf, words }
  var column = ColumnName.unset
  var query: Given<String>?
  var length = 10
  var method = Method.bm25
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "search",
    family: .recommend,
    summary: "The rows whose text answers a query best.",
    discussion:
      "Words are runs of letters and digits; capitals do not count, nor the s of a plural. `bm25` "
      + "lets rare words count more and repeated ones less each time; `tfidf` goes by the cosine "
      + "of the words; `words` keeps only the texts that hold every word exactly. Rows that do not "
      + "answer are left out; equal scores go by the order of the rows.",
    parameters: [
      .searched(\.column, "col", "The text to search."),
      .query(\.query, "for", "What to look for."),
      .option(\.length, "n", "The most rows.", in: 1...1_000_000, default: 10),
      .word(\.method, "method", "How texts are scored.", default: .bm25, later: ["meaning"]),
    ],
    examples: [
      Example("products | search description for: \"waterproof boots\"", "The ten best products."),
      Example(
        "reviews | search text for: \"late delivery\", n: 3, method: words",
        "Texts that hold both words."),
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    for name in ["rank", "score"] where input.contains(name) {
      throw Diagnostic(
        "E522", "there is a column `\(name)` already", at: nil,
        label: "rename it first: | rename \(name)_1 = \(name)")
    }
    return Schema([Field("rank", .int), Field("score", .number)] + input.fields)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let query = query?.value ?? ""
    let rows = try input.collectMany()
    guard let column = rows[column.name] else { return Answer(input) }
    context.progress.update(0.3, "reading \(rows.rowCount.counted("text"))")
    let texts = column.values.map { value -> String? in
      if case .text(let text) = value { text } else { nil }
    }
    try context.cancellation.check()
    let table = TermTable(texts, words: Words(foldsPlurals: method != .words))
    let asked = table.words(query)
    guard !asked.isEmpty else {
      throw Diagnostic(
        "E304", "`for:` holds no word", at: self.query?.span,
        label: "words are letters and digits")
    }
    try context.cancellation.check()
    let found = matches(query, asked, table)
    let known = Set(table.terms)
    // As they were asked for: a word that is told should not lack its s.
    let unknown = zip(Words(foldsPlurals: false)(query), asked).filter { !known.contains($1) }
      .map { $0.0 }
    if found.isEmpty {
      context.notice("no text answers \"\(query)\"" + advice(asked, unknown))
    }
    let places = found.map(\.place)
    let ranked = rows.rows(places)
    let columns: [(name: String, column: Column)] =
      [
        ("rank", Column(.int(found.indices.map { Int64($0 + 1) }))),
        ("score", Column(.number(found.map { Double($0.score) }))),
      ] + zip(ranked.schema.names, ranked.columns).map { ($0, $1) }
    var answer = Answer(try context.stored(Table(columns)))
    answer.footer = footer(texts, unknown, input.engine)
    return answer
  }

  private func matches(_ query: String, _ asked: [String], _ table: TermTable) -> [Match] {
    switch method {
    case .bm25: return BM25(table).search(query, limit: length)
    case .tfidf: return TFIDF(table).search(query, limit: length)
    case .words:
      let found = BM25(table).search(query, limit: table.count)
      let holding = table.texts(withAll: asked)
      return Array(found.filter { holding.contains($0.place) }.prefix(length))
    }
  }

  private func advice(_ asked: [String], _ unknown: [String]) -> String {
    if unknown.count == asked.count { return ": none of its words stands in `\(column.name)`" }
    return method == .words ? "; `method: bm25` also takes texts with some of the words" : ""
  }

  private func footer(_ texts: [String?], _ unknown: [String], _ engine: any Engine) -> String {
    let missing = texts.count { $0 == nil }
    var words = [method.rawValue, "\(texts.count.counted("text")) of \(column.name)"]
    if missing > 0 { words.append("\(missing.counted("row")) without a text") }
    if !unknown.isEmpty {
      words.append("in no text: \(unknown.prefix(5).joined(separator: ", "))")
    }
    words.append(engine.name)
    return words.joined(separator: " · ")
  }
}

extension VerbParameter {
  /// The one column of text right after the verb; whoever names several learns how to join them.
  fileprivate static func searched(
    _ property: Property<V, ColumnName>, _ name: String, _ summary: String
  ) -> Self {
    let usual = Self.columnItem(property, name, summary, of: .text)
    return Self(usual.description) {
      (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let items = binder.syntax.items.map(\.expression)
      var given = items
      if items.count == 1, case .list(let listed) = items[0].kind { given = listed }
      let names = given.compactMap { syntax -> String? in
        if case .column(let path) = syntax.kind { path.last?.text.asName } else { nil }
      }
      if given.count > 1, let first = given.first, let last = given.last {
        let joined = names.map { "{\($0)}" }.joined(separator: " ")
        throw Diagnostic(
          "E306", "`search` reads one column of text", at: first.span.joined(with: last.span),
          label: names.count == given.count
            ? "join them first:  | derive texts = f\"\(joined)\" | search texts …"
            : "name one column")
      }
      if let only = items.first {
        guard case .column = only.kind else {
          var advice = "give the texts a name first:  | derive texts = … | search texts …"
          if case .literal = only.kind { advice = "name the column:  search column for: …" }
          if let name = names.first { advice = "write  search \(name)" }
          throw Diagnostic(
            "E414", "`search` reads a column of text", at: only.span, label: advice)
        }
      }
      try usual.bind(&verb, &binder)
    }
  }

  /// A text that must be given.
  fileprivate static func query(
    _ property: Property<V, Given<String>?>, _ name: String, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .text, required: true, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { throw binder.missing(description) }
      let syntax = try option.expression(named: name)
      guard case .text(let text) = try binder.constant(syntax, .text, for: "\(name):") else {
        throw Diagnostic("E304", "`\(name):` is a text", at: syntax.span)
      }
      verb[keyPath: property] = Given(text, syntax.span)
    }
  }
}
