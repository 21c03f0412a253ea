import Tables

/// The public holidays of a country, computed by their rules.
public struct HolidayCalendar: Hashable, Sendable {
  /// A day without work, or one that people celebrate.
  public struct Holiday: Hashable, Sendable {
    /// Days since 1970-01-01.
    public let day: Int
    /// Its English name; `(observed)` stands after it where the free day is another one, and `(GH)`
    /// where calendars that are united know other days by that name.
    public let name: String

    /// A holiday of one day.
    public init(day: Int, name: String) {
      self.day = day
      self.name = name
    }
  }

  /// Which day is free when a holiday falls on a weekend.
  public enum Substitute: Hashable, Sendable {
    /// No other.
    case none
    /// The next weekday that is no holiday itself.
    case nextWeekday
    /// Friday for Saturday, Monday for Sunday.
    case nearestWeekday
  }

  /// A holiday and when it was one.
  struct Entry: Hashable, Sendable {
    let name: String
    let rule: HolidayRule
    let years: ClosedRange<Int>
    let substitute: Substitute

    init(
      _ name: String, _ rule: HolidayRule, _ years: ClosedRange<Int> = 1...9999,
      substitute: Substitute = .none
    ) {
      self.name = name
      self.rule = rule
      self.years = years
      self.substitute = substitute
    }
  }

  /// The two letters of the country (ISO 3166), those of several with commas between them, or empty
  /// for a table of one's own.
  public let code: String
  private let entries: [Entry]
  private let table: [Holiday]
  /// The calendars that this one unites.
  private let members: [HolidayCalendar]

  init(code: String, entries: [Entry]) {
    self.code = code
    self.entries = entries
    table = []
    members = []
  }

  /// A calendar of one's own holidays.
  public init(_ table: [Holiday]) {
    code = ""
    entries = []
    self.table = table
    members = []
  }

  /// The holidays of several calendars: a name that stands for the same days in all that have it
  /// counts once, and one that does not stands for each country's own, as `Independence Day (GH)`.
  public init(uniting members: [HolidayCalendar]) {
    code = members.map(\.code).joined(separator: ", ")
    entries = []
    table = []
    self.members = members
  }

  /// The calendar of a country by its two letters, such as `GB`; nil for others than `countries`.
  public init?(country: String) {
    let code = country.uppercased() == "UK" ? "GB" : country.uppercased()
    guard let found = Self.all.first(where: { $0.code == code }) else { return nil }
    self = found
  }

  /// The calendar of one country or the union of several, each once; nil if one of them is not
  /// known, or there is none.
  public init?(countries: [String]) {
    var found: [HolidayCalendar] = []
    for country in countries {
      guard let calendar = HolidayCalendar(country: country) else { return nil }
      if !found.contains(where: { $0.code == calendar.code }) { found.append(calendar) }
    }
    guard let first = found.first else { return nil }
    self = found.count == 1 ? first : HolidayCalendar(uniting: found)
  }

  /// All calendars.
  public static let all: [HolidayCalendar] = [
    .unitedKingdom, .unitedStates, .germany, .france, .italy, .austria, .ethiopia, .ghana,
  ]

  /// The two letters of the countries that ship, in order.
  public static let countries = all.map(\.code).sorted()

  /// The holidays of some years, by day, then by name.
  public func holidays(in years: ClosedRange<Int>) -> [Holiday] {
    guard members.isEmpty else { return united(in: years) }
    var found = table.filter { years.contains(CivilDate(daysSince1970: $0.day).year) }
    // A New Year's Day may move into the year before.
    for year in years.lowerBound - 1...years.upperBound + 1 {
      let own = entries.filter { $0.years.contains(year) }
        .flatMap { entry in entry.rule.days(in: year).map { (entry: entry, day: $0) } }
        .sorted { ($0.day, $0.entry.name) < ($1.day, $1.entry.name) }
      var taken = Set(own.map(\.day))
      for (entry, day) in own {
        found.append(Holiday(day: day, name: entry.name))
        guard let free = Self.substitute(entry.substitute, day, taken) else { continue }
        taken.insert(free)
        found.append(Holiday(day: free, name: entry.name + " (observed)"))
      }
    }
    return found.filter { years.contains(CivilDate(daysSince1970: $0.day).year) }.sorted {
      ($0.day, $0.name) < ($1.day, $1.name)
    }
  }

  /// The holidays of the members.
  ///
  /// A name is one effect to learn: different days by one name would blur each other.
  private func united(in years: ClosedRange<Int>) -> [Holiday] {
    // Each name's days, with the calendars that have just these.
    var meanings: [String: [(days: Set<Int>, codes: [String])]] = [:]
    for member in members {
      let own = Dictionary(grouping: member.holidays(in: years), by: \.name)
      for (name, holidays) in own {
        let days = Set(holidays.map(\.day))
        var known = meanings[name] ?? []
        if let place = known.firstIndex(where: { $0.days == days }) {
          known[place].codes.append(member.code)
        } else {
          known.append((days: days, codes: [member.code]))
        }
        meanings[name] = known
      }
    }
    var found: Set<Holiday> = []
    for (name, known) in meanings {
      for (days, codes) in known {
        let owners = codes.filter { !$0.isEmpty }.joined(separator: ", ")
        let full = known.count == 1 || owners.isEmpty ? name : "\(name) (\(owners))"
        for day in days { found.insert(Holiday(day: day, name: full)) }
      }
    }
    return found.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
  }

  private static func substitute(
    _ kind: Substitute, _ day: Int, _ taken: Set<Int>
  ) -> Int? {
    let weekday = CivilDate.weekday(ofDay: day)
    guard weekday > 5 else { return nil }
    switch kind {
    case .none: return nil
    case .nearestWeekday: return weekday == 6 ? day - 1 : day + 1
    case .nextWeekday:
      var free = day + 1
      while CivilDate.weekday(ofDay: free) > 5 || taken.contains(free) { free += 1 }
      return free
    }
  }
}
