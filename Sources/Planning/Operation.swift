/// The scalar operators and functions that every dialect can write.
///
/// Arguments are positional and already of the right types; a literal where the comment says so.
/// A null argument gives null unless said otherwise.
package enum Operation: String, Hashable, Sendable, CaseIterable {
  // Conditions. They never give null; `and or not` read a null condition as false.
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case and, or, not
  case isNull, isNotNull
  /// The first argument equals one of the others.
  case isIn
  /// `x` in the list column `list`: (x, list).
  case isInList

  // Numbers.
  case add, subtract, multiply, negate
  /// Real division; by zero gives null.
  case divide
  case power
  case absolute
  /// Half away from zero, to a literal number of digits: (x, digits).
  case round
  case floor, ceiling, squareRoot, exponential, naturalLogarithm, commonLogarithm
  /// With the sign of the dividend; by zero gives null.
  case modulo
  case sign
  /// The lower edge of the bin of a literal width: (x, width).
  case binNumber
  /// Null arguments are skipped.
  case least, greatest

  // Nulls and types.
  /// The first argument that is not null.
  case coalesce
  /// Null where both are equal, else the first.
  case nullIf
  /// Widening and truncating conversions that cannot fail: int → number, number → int (truncates),
  /// bool → int, date → datetime, anything → text as it is displayed.
  case convert
  /// Text → the result's type, null when unreadable.
  case parseOrNull
  /// Text → the result's type; unreadable text is an error of the engine.
  case parse
  /// Text → date or datetime by a pattern such as "yyyy-MM-dd": (text, literal pattern), null if unreadable.
  case parseDateOrNull
  /// The same; unreadable text is an error of the engine that holds the text.
  case parseDate

  // Text.
  case lower, upper, trim, length, reverse
  /// The first (last) n characters.
  case left, right
  /// (text, from 1, n) or (text, from 1).
  case substring
  /// Every occurrence: (text, old, new).
  case replace
  /// (text, separator, n from 1).
  case splitPart
  case contains, startsWith, endsWith
  /// RE2 search: (text, pattern).
  case matches
  /// (text, pattern, literal group), null if there is no match.
  case extract
  /// (text, n, filler): padded on the left (right), never cut.
  case padLeft, padRight
  /// Words as they stand; lower-cased words without punctuation.
  case words, tokens
  /// Joins texts; null if one is null.
  case concatenate
  /// The text of a number as f-strings print it: (x, literal format such as ".2f" "," ",.0f" ".1%" "d",
  /// or "" for the plain form).
  case formatNumber
  /// (date or datetime, literal pattern such as "yyyy-MM-dd").
  case formatDate
  /// (json text, literal path such as `a.b[0]`): text or null.
  case jsonField

  // Dates. Weeks start on Monday.
  case year, quarter, month, week, day, weekday, hour
  /// The start of the bin: (date or datetime, literal int, literal unit "d" "w" "mo" "q" "y" "h"
  /// "min" "s" "ms"); counting starts on Monday 1970-01-05 for weeks and days.
  case binDate
  /// (date or datetime, int months): clamped at the month's end; the type stays.
  case addMonths
  /// (date, int days) gives a date.
  case addDays
  /// (datetime or date, duration) gives a datetime.
  case addDuration
  /// The duration between two dates or datetimes: (later, earlier).
  case timeBetween
  /// A duration as a number of days (hours).
  case days, hours
  /// duration × number, duration ÷ duration.
  case scaleDuration, divideDurations
  /// Whole calendar months from a to b, positive when b is later: (a, b).
  case monthsBetween
  /// Whole 24-hour days from a to b, rounded toward minus infinity: (a, b).
  case wholeDaysBetween

  // Lists.
  case makeList
  case countItems
  /// (list, n from 1), null outside.
  case item

  /// md5 of a text, as 32 hexadecimal digits: the portable seeded order of rows.
  case md5
}
