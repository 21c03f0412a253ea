/// How the texts of a column write numbers and dates, as far as a reader of them must know.
public struct TextForms: Hashable, Sendable {
  /// The signs in numbers that are no part of a plain one: commas, currency and percent signs.
  public private(set) var numberSigns: [String] = []
  /// The pattern of the dates, such as `d/M/yyyy` or `yyyy-MM-dd HH:mm`; nil without dates or when they
  /// are written in several ways.
  public var datePattern: String? {
    guard let form, !isMixed else { return nil }
    let year = form.hasShortYear ? "yy" : "yyyy"
    let groups =
      form.isYearFirst
      ? [year, "M", "d"] : monthIsFirst ? ["M", "d", year] : ["d", "M", year]
    return groups.joined(separator: form.separator) + form.time
  }
  /// Whether a day could as well be a month in all dates.
  public var isAmbiguous: Bool {
    form.map { !$0.isYearFirst } == true && !dayIsFirst && !monthIsFirst
  }

  /// How many different texts read as numbers.
  public private(set) var numberTexts = 0
  /// How many different texts read as dates.
  public private(set) var dateTexts = 0

  private var form: DateForm?
  private var isMixed = false
  private var dayIsFirst = false
  private var monthIsFirst = false

  private struct DateForm: Hashable {
    var isYearFirst: Bool
    var hasShortYear: Bool
    var separator: String
    var time: String
  }

  /// Forms of no texts.
  public init() {}

  /// Takes a text that reads as a number.
  mutating func add(number text: String) {
    numberTexts += 1
    for byte in text.utf8 where byte == 0x24 || byte == 0x25 || byte == 0x2C {
      let sign = String(UnicodeScalar(byte))
      if !numberSigns.contains(sign) {
        numberSigns.append(sign)
        numberSigns.sort()
      }
    }
  }

  /// Takes a text that reads as a date.
  mutating func add(date text: String) {
    dateTexts += 1
    let text = text.drop { $0.isWhitespace }
    let day = text.prefix { $0 != " " && $0 != "T" }
    guard let sign = day.first(where: { !$0.isNumber }) else { return }
    let groups = day.split(separator: sign)
    guard groups.count == 3, let first = Int(groups[0]), let second = Int(groups[1]) else { return }
    let isYearFirst = groups[0].count == 4
    let found = DateForm(
      isYearFirst: isYearFirst, hasShortYear: !isYearFirst && groups[2].count == 2,
      separator: String(sign), time: Self.time(text.dropFirst(day.count)))
    if let form, form != found { isMixed = true }
    form = form ?? found
    if !isYearFirst {
      if first > 12 { dayIsFirst = true }
      if second > 12 { monthIsFirst = true }
      if dayIsFirst && monthIsFirst { isMixed = true }
    }
  }

  /// The pattern of what stands behind the day.
  private static func time(_ rest: Substring) -> String {
    guard let before = rest.first, rest.contains(where: \.isNumber) else { return "" }
    let colons = rest.count { $0 == ":" }
    let sign = before == "T" ? "'T'" : " "
    return colons == 0 ? sign + "H" : colons == 1 ? sign + "H:mm" : sign + "H:mm:ss"
  }
}
