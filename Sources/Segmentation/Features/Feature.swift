/// One column of numbers that rows are compared by.
public struct Feature: Hashable, Sendable {
  /// What the numbers are.
  public enum Kind: Hashable, Sendable {
    /// A number of the table.
    case number
    /// The logarithm of 1 + a number, because the column is skewed.
    case logarithm
    /// 1 for true, 0 for false.
    case flag
    /// The place of a text in the order that was declared, from 0.
    case ordinal
    /// The days from a date to the last date of the column.
    case age
    /// 1 for rows that have this text, else 0.
    case level(String)
  }

  /// The column of the table.
  public let column: String
  /// What the numbers are.
  public let kind: Kind
  /// What is taken away from each number.
  public let centre: Double
  /// What each number is divided by.
  public let scale: Double

  /// The column's name, with the level of a category.
  public var name: String {
    if case .level(let level) = kind { "\(column) = \(level)" } else { column }
  }
}

/// A column that rows are not compared by, and why.
public struct LeftOutColumn: Hashable, Sendable {
  /// Why a column is left out.
  public enum Reason: Hashable, Sendable, CustomStringConvertible {
    /// It names the rows.
    case identifier
    /// It is called as columns are that name rows, but has values more than once.
    case identifierName
    /// It has one value.
    case constant
    /// Its values differ so little that the squares of the differences are zero.
    case tooAlike
    /// It has numbers so large that their squares are no numbers any more.
    case tooLarge
    /// It has no value.
    case empty
    /// It has so many different texts that they do not make groups.
    case manyLevels(Int)
    /// Its type says nothing about likeness.
    case type(String)

    /// A few words.
    public var description: String {
      switch self {
      case .identifier: "names the rows"
      case .identifierName: "is called an id"
      case .constant: "has one value"
      case .tooAlike: "has values that differ too little"
      case .tooLarge: "holds numbers above 1e150"
      case .empty: "has no values"
      case .manyLevels(let count): "has \(count) different texts"
      case .type(let name): "holds values of type \(name)"
      }
    }
  }

  /// The column of the table.
  public let column: String
  /// Why it is left out.
  public let reason: Reason
}

/// Missing values of a column that were filled.
public struct FilledColumn: Hashable, Sendable {
  /// What stands for a missing value.
  public enum Filling: Hashable, Sendable {
    /// The median, in the column's own unit (days before the last one for dates).
    case median(Double)
    /// A level of its own, called `missing`.
    case level
  }

  /// The column of the table.
  public let column: String
  /// The number of rows without a value.
  public let count: Int
  /// What stands there instead.
  public let filling: Filling
}
