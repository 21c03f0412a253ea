import Language
import Recommendation
import Syntax
import Tables

/// How `recommend` scores items, as it is written.
enum RecommendMethod: String, CaseIterable, Sendable {
  case popular, items, ease, als, walk, content, ranked, auto

  /// Words of the language that this release does not have.
  static let later: Set<String> = ["sequence"]
}

/// Which kinship of items `method: items` goes by.
enum ItemKinship: String, CaseIterable, Sendable {
  case cosine, shrunk, jaccard, tfidf, bm25

  var similarity: ItemNeighbours.Similarity {
    switch self {
    case .cosine: .cosine
    case .shrunk: .shrunkCosine(shrinkage: 20)
    case .jaccard: .jaccard
    case .tfidf: .tfidf
    case .bm25: .bm25(k1: 1.2, b: 0.5)
    }
  }
}

/// What is chosen for the methods; nil is each method's own.
struct RecommendSettings: Sendable {
  var similarity: Given<ItemKinship>?
  var neighbours: Given<Double>?
  var factors: Given<Double>?
  var penalty: Given<Double>?
  var halfLife: Given<Double>?

  /// The model of a method; nil for `auto`, which chooses.
  func spec(
    _ method: RecommendMethod, excludesSeen: Bool, hasContent: Bool, seed: Int64
  ) -> ModelSpec? {
    let recency = halfLife.map { Recency.events(halfLife: $0.value) } ?? .none
    let neighbours = neighbours.map { Int($0.value) }
    switch method {
    case .auto: return nil
    case .popular: return .popular(halfLife: halfLife?.value)
    case .items:
      return .neighbours(
        similarity?.value.similarity ?? .cosine, count: neighbours ?? 200, recency)
    case .walk: return .walk(count: neighbours ?? 100, recency)
    case .content: return .content(count: neighbours ?? 50, recency)
    case .ease: return .ease(regularization: penalty?.value ?? 400, recency)
    case .als:
      var options = ImplicitFactors.Options()
      if let factors { options.factors = Int(factors.value) }
      if let penalty { options.regularization = penalty.value }
      options.seed = UInt64(bitPattern: seed)
      return .factors(options, recency)
    case .ranked:
      var options = Ranked.Options()
      (options.excludesSeen, options.seed) = (excludesSeen, UInt64(bitPattern: seed))
      // Half of an order tells of the other half, so whole orders are learned from.
      options.window = .visits(share: 0.125)
      return .ranked(
        Ranked.usualModels(excludesSeen: excludesSeen, withContent: hasContent), options)
    }
  }

  /// Refuses what none of the methods has.
  func check(_ methods: [RecommendMethod]) throws(Diagnostic) {
    try check("similarity", similarity?.span, [.items], methods)
    try check("neighbours", neighbours?.span, [.items, .walk, .content], methods)
    try check("factors", factors?.span, [.als], methods)
    try check("penalty", penalty?.span, [.ease, .als], methods)
    try check(
      "half_life", halfLife?.span, Set(RecommendMethod.allCases).subtracting([.ranked, .auto]),
      methods)
  }

  private func check(
    _ option: String, _ span: SourceSpan?, _ owners: Set<RecommendMethod>,
    _ methods: [RecommendMethod]
  ) throws(Diagnostic) {
    guard let span, owners.isDisjoint(with: methods) else { return }
    let words = RecommendMethod.allCases.filter(owners.contains).map(\.rawValue)
    throw Diagnostic(
      "E306",
      methods == [.auto]
        ? "`method: auto` chooses `\(option):` itself"
        : "`\(option):` belongs to `method: \(words.joined(separator: ", "))`", at: span,
      label: methods == [.auto] ? "leave it out" : "leave it out, or add  method: \(words[0])")
  }
}

extension VerbParameter {
  /// A method, or a list of them to choose from.
  static func methods(_ property: Property<V, [RecommendMethod]>, _ summary: String) -> Self {
    let words = RecommendMethod.allCases.map(\.rawValue)
    let description = ParameterDescription(
      "method", summary, place: .option, accepts: .words(words), defaultText: "items",
      notation: "method:")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option("method") else { return }
      let syntax = try option.expression(named: "method")
      var given = [syntax]
      if case .list(let items) = syntax.kind { given = items }
      var methods: [RecommendMethod] = []
      for item in given {
        if case .column(let path) = item.kind, path.count == 1,
          RecommendMethod.later.contains(path[0].text)
        {
          throw Diagnostic(
            "E311", "`method: \(path[0].text)` comes in a later release", at: item.span,
            label: "for instance  method: auto")
        }
        let word = try binder.word(.expression(item), among: words, for: "method")
        guard let method = RecommendMethod(rawValue: word) else { continue }
        guard !methods.contains(method) else {
          throw Diagnostic("E523", "`\(word)` stands twice in `method:`", at: item.span)
        }
        methods.append(method)
      }
      guard !methods.isEmpty, methods.count == 1 || !methods.contains(.auto) else {
        throw Diagnostic(
          "E304", "`method:` is one word, or a list of methods to choose from", at: syntax.span,
          label: "for instance  method: auto  or  method: [items, ease]")
      }
      verb[keyPath: property] = methods
    }
  }

  /// A word that may be left out.
  static func optionalWord<W: RawRepresentable & CaseIterable & Sendable>(
    _ property: Property<V, Given<W>?>, _ name: String, _ summary: String, default text: String
  ) -> Self where W.RawValue == String {
    let words = W.allCases.map(\.rawValue)
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .words(words), defaultText: text,
      notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let word = try binder.word(option.value, among: words, for: name)
      verb[keyPath: property] = W(rawValue: word).map { Given($0, option.span) }
    }
  }

  /// A number in a range that may be left out.
  static func optionalNumber(
    _ property: Property<V, Given<Double>?>, _ name: String, _ summary: String,
    in range: ClosedRange<Double>, isWhole: Bool = false, default text: String? = nil
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .number, defaultText: text, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      let value = try binder.constant(syntax, .number, for: "\(name):")
      guard let number = value.asNumber, range.contains(number),
        !isWhole || number == number.rounded()
      else {
        let (low, high) = (
          PlainNumber.text(range.lowerBound), PlainNumber.text(range.upperBound)
        )
        throw Diagnostic(
          "E304", "`\(name):` is a \(isWhole ? "whole number" : "number") from \(low) to \(high)",
          at: syntax.span)
      }
      verb[keyPath: property] = Given(number, syntax.span)
    }
  }
}
