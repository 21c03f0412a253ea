import Forecasting
import Language
import Planning
import Series
import Syntax
import Tables

/// The methods of a forecast: one, or several to choose from.
enum MethodChoice: Hashable, Sendable {
  case one(MethodWord)
  case best([MethodWord])

  /// The methods in the order in which they were written.
  var words: [MethodWord] {
    switch self {
    case .one(let word): [word]
    case .best(let words): words
    }
  }
}

/// The probabilities of bounds: one, or several with columns of their own.
enum LevelChoice: Hashable, Sendable {
  case one(Double)
  case several([Double])

  /// The probabilities, each between 0 and 1.
  var levels: [Double] {
    switch self {
    case .one(let level): [level]
    case .several(let levels): levels
    }
  }

  /// Which of several bounds the measures tell of.
  var measured: String? {
    guard case .several(let levels) = self, levels.count > 1 else { return nil }
    return "coverage and msis are those of the \(PlainNumber.text(100 * levels[0]))% bounds"
  }

  /// Whether a share is from 1% to 99.9%; 99.9 / 100 is a hair above 0.999.
  static func isLevel(_ level: Double) -> Bool { level >= 0.01 - 1e-12 && level <= 0.999 + 1e-12 }

  /// The level that somebody meant, as it is written: 95 is 95%, and 99% comes next to certainty.
  static func percentage(_ level: Double) -> String? {
    switch level {
    case _ where isLevel(level): PlainNumber.text(100 * level) + "%"
    case _ where level > 1 && level <= 99.9: PlainNumber.text(level) + "%"
    case 0.999...100: "99%"
    default: nil
    }
  }

  /// The columns: `lower` and `upper`, or `lower_80`, `upper_80` and so on.
  var fields: [Field] {
    switch self {
    case .one: [Field("lower", .number), Field("upper", .number)]
    case .several(let levels):
      levels.flatMap { level in
        let word = PlainNumber.text(100 * level).replacing(".", with: "_")
        return [Field("lower_\(word)", .number), Field("upper_\(word)", .number)]
      }
    }
  }
}

/// How totals are made to add up.
enum ReconcileWord: String, CaseIterable, Sendable {
  case none, bottom_up, top_down, ols, wls, mint

  var reconciliation: Reconciliation? { Reconciliation(rawValue: rawValue) }
}

extension VerbParameter {
  /// `using x, …`: columns of some types, by name or selector.
  static func using(
    _ property: Property<V, [ColumnName]>, _ summary: String, of types: DataType...
  ) -> Self {
    let description = ParameterDescription(
      "using", summary, place: .clause(.using), accepts: .columns, notation: "[using cols]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let clause = binder.clause(.using) else { return }
      // A selector leaves out what the stage names elsewhere.
      var named = Set(binder.partition.map(\.name))
      for item in binder.syntax.items + (binder.clause(.on)?.items ?? []) {
        if case .column(let path) = item.expression.kind, path.count == 1 {
          named.insert(path[0].text)
        }
      }
      var columns: [ColumnName] = []
      for item in clause.items {
        for column in try binder.columnNames([item]) {
          if case .column = item.expression.kind {
            guard !named.contains(column.name) else {
              throw Diagnostic(
                "E306", "`\(column.name)` is used otherwise in this stage", at: item.span,
                label: "leave it out of `using`")
            }
            guard column.type.fits(types) else {
              throw Diagnostic(
                "E401",
                "`using` needs \(types.describedChoice), and `\(column.name)` is "
                  + column.type.described, at: item.span,
                label: "make a number of it with `| derive`")
            }
          } else if named.contains(column.name) || !column.type.fits(types) {
            continue
          }
          if !columns.contains(where: { $0.name == column.name }) { columns.append(column) }
        }
      }
      guard !columns.isEmpty else {
        throw Diagnostic("E709", "no column is left to use", at: clause.span)
      }
      verb[keyPath: property] = columns
    }
  }

  /// `horizon: 30`, `horizon: 30d`, `horizon: 3mo`.
  static func horizon(_ property: Property<V, Given<Scalar>>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "horizon", summary, place: .option, accepts: .step, required: true, notation: "horizon:")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option("horizon") else { throw binder.missing(description) }
      let syntax = try option.expression(named: "horizon")
      let scalar = try binder.scalar(syntax)
      switch scalar {
      case .value(.int(let steps), _) where (1...100_000).contains(steps): break
      case .value(.duration(let length), _) where length > 0: break
      case .step(let step) where step.amount > 0: break
      default:
        throw Diagnostic(
          "E304", "`horizon:` is a number of steps from 1 to 100,000, or a length of time",
          at: syntax.span, label: "such as 30, 30d or 3mo")
      }
      verb[keyPath: property] = Given(scalar, syntax.span)
    }
  }

  /// `method: ets`, `method: [ets, theta]`.
  static func methods(_ property: Property<V, MethodChoice>, _ summary: String) -> Self {
    let words = MethodWord.allCases.map(\.rawValue)
    let description = ParameterDescription(
      "method", summary, place: .option, accepts: .words(words), defaultText: "auto",
      notation: "method:")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option("method") else { return }
      let syntax = try option.expression(named: "method")
      var elements: [ExpressionSyntax]?
      if case .list(let given) = syntax.kind { elements = given }
      if case .variable = syntax.kind,
        case .value(.list(let values), _) = try binder.scalar(syntax)
      {
        elements = values.compactMap { value -> ExpressionSyntax? in
          guard case .text(let text) = value else { return nil }
          return ExpressionSyntax(.literal(.text(text)), syntax.span)
        }
      }
      guard let elements else {
        let word = try binder.word(option.value, among: words, for: "method")
        verb[keyPath: property] = .one(MethodWord(rawValue: word) ?? .automatic)
        return
      }
      var chosen: [MethodWord] = []
      for element in elements {
        let word = try binder.word(.expression(element), among: words, for: "method")
        guard let method = MethodWord(rawValue: word) else { continue }
        guard !chosen.contains(method) else {
          throw Diagnostic(
            "E304", "`\(word)` stands twice in `method:`", at: element.span,
            label: "leave one out")
        }
        chosen.append(method)
      }
      guard !chosen.isEmpty else {
        throw Diagnostic(
          "E304", "`method:` is a word or a list of words", at: syntax.span,
          notes: ["words here: \(words.joined(separator: ", "))"])
      }
      verb[keyPath: property] = .best(chosen)
    }
  }

  /// `level: 80%`, `level: [80%, 95%]`.
  static func levels(_ property: Property<V, LevelChoice>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "level", summary, place: .option, accepts: .values, defaultText: "80%", notation: "level:")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option("level") else { return }
      let syntax = try option.expression(named: "level")
      let scalar = try binder.scalar(syntax)
      var levels: [Double] = []
      if case .value(.list(let values), _) = scalar {
        levels = values.compactMap(\.asNumber)
        if levels.count != values.count || levels.isEmpty || levels.count > 10 { levels = [-1] }
        if Set(levels).count != levels.count {
          throw Diagnostic("E304", "`level:` has the same share twice", at: syntax.span)
        }
        verb[keyPath: property] = .several(levels)
      } else if case .value(let value, _) = scalar {
        levels = [value.asNumber ?? -1]
        verb[keyPath: property] = .one(levels[0])
      }
      guard !levels.isEmpty, levels.allSatisfy(LevelChoice.isLevel) else {
        let shares = levels.compactMap { LevelChoice.percentage($0) }
        let isMeant =
          !shares.isEmpty && shares.count == levels.count
          && Set(shares).count == shares.count
        let text = shares.joined(separator: ", ")
        throw Diagnostic(
          "E304", "`level:` is a share from 1% to 99.9%, or a list of them", at: syntax.span,
          label: isMeant
            ? "write \(shares.count > 1 ? "[\(text)]" : text)" : "such as 80% or [80%, 95%]")
      }
    }
  }
}
