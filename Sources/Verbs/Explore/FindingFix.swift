import Exploration
import Language
import Syntax
import Tables

/// The cell that fixes what was found, ready to paste.
///
/// It changes the name of the session, never the file; where nothing is wrong it shows what to look at.
struct FindingFix {
  private let table: String
  private let name: String
  private let taken: Set<String>
  private let column: ColumnProfile?

  /// `taken` are the columns that the table has.
  init(table: String, taken: Set<String>, column: ColumnProfile?) {
    self.table = NameSyntax.written(table)
    self.taken = taken
    self.column = column
    name = NameSyntax.written(column?.name ?? "")
  }

  func cell(for kind: ProfileFinding.Kind) -> String {
    switch kind {
    case .repeatedRows: return changed("distinct")
    case .allMissing, .constant: return changed("drop \(name)")
    case .mostlyMissing: return changed("derive \(new("has")) = \(name) is not null")
    case .identifier: return "\(table) | describe * except (\(name))"
    case .highCardinality:
      return "\(table) | summarize rows = count() by \(name) | sort rows desc | take 20"
    case .skewed: return changed("derive \(new("log")) = \(logarithm)")
    case .outlierTwins(_, let high, _):
      return changed("filter not (abs(\(name)) >= \(number(high)))")
    case .outliers(_, let fences):
      let limits = "\(rounded(fences.lowerBound)), \(rounded(fences.upperBound))"
      return changed("derive \(new("clipped")) = clip(\(name), \(limits))")
    case .implausibleDates:
      return changed("filter not (\(name) < @1900-01-02 or \(name) > @2199-12-31)")
    case .futureDates: return changed("filter not (\(name) > today())")
    case .variants: return changed("derive \(name) = lower(trim(replace(\(name), \"  \", \" \")))")
    case .padded: return changed("derive \(name) = trim(\(name))")
    case .blank: return changed("derive \(name) = null_if(trim(\(name)), \"\")")
    case .numbersAsText: return changed("derive \(name) = number(\(numberText), else: null)")
    case .datesAsText: return dates
    case .notFinite: return "\(table) | filter \(name) is null | take 20"
    case .huge: return changed("derive \(name) = if(abs(\(name)) < 1e15, \(name), null)")
    case .mostlyZero: return changed("derive \(new("has")) = \(name) != 0")
    }
  }

  private func changed(_ stage: String) -> String { "\(table) = \(table) | \(stage)" }

  /// The name of a column that there is not yet: `log_price`.
  private func new(_ word: String) -> String {
    let base = "\(word)_\(column?.name ?? "")"
    var name = base
    var number = 2
    while taken.contains(name) {
      name = "\(base)_\(number)"
      number += 1
    }
    return NameSyntax.written(name)
  }

  private var logarithm: String {
    guard let least = column?.numbers?.minimum, least < 0 else {
      return column?.numbers?.zeros == 0 ? "log(\(name))" : "log(\(name) + 1)"
    }
    return "sign(\(name)) * log(abs(\(name)) + 1)"
  }

  /// The text without what numbers are not read with.
  private var numberText: String {
    let signs = column?.texts?.forms.numberSigns ?? []
    return signs.reduce("trim(\(name))") { "replace(\($0), \"\($1)\", \"\")" }
  }

  private var dates: String {
    guard let pattern = column?.texts?.forms.datePattern else {
      return "\(table) | summarize rows = count() by \(name) | sort rows desc | take 20"
    }
    let function = pattern.contains("H") ? "datetime" : "date"
    // ISO needs no pattern.
    let isISO = pattern.hasPrefix("yyyy-M-d")
    let arguments = isISO ? "" : ", \(quotedText(pattern))"
    return changed("derive \(name) = \(function)(trim(\(name))\(arguments), else: null)")
  }

  /// A limit that need not be exact.
  private func rounded(_ value: Double) -> String {
    number(Double(DecimalNumber(value).plainText(significant: 9)) ?? value)
  }

  /// A number as the language reads it: a whole one without a point, for columns of ints.
  private func number(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    return DecimalNumber(value).plainText(significant: 17)
  }
}
