import Tables

extension ProfileFinding {
  /// What is worth a stop in one column; the column itself is read only to count what is far out.
  static func findings(in profile: ColumnProfile, _ column: Column, today: Int?)
    -> [ProfileFinding]
  {
    var kinds: [Kind] = []
    if profile.notFinite > 0 { kinds.append(.notFinite(rows: profile.notFinite)) }
    guard profile.rows > 0 else { return [] }
    if profile.present == 0 {
      kinds.append(.allMissing)
    } else {
      if profile.missingShare >= 0.5 {
        kinds.append(.mostlyMissing(rows: profile.missing, share: profile.missingShare))
      }
      if profile.distinct == 1 && profile.present > 1 {
        kinds.append(.constant(profile.minimum.isNull ? profile.top[0].value : profile.minimum))
      } else {
        if isIdentifier(profile) { kinds.append(.identifier(rows: profile.rows)) }
        if let numbers = profile.numbers { kinds += numeric(numbers, profile, column) }
        if profile.texts != nil { kinds += textual(profile) }
      }
      if profile.times != nil { kinds += temporal(profile, column, today) }
    }
    return kinds.map { ProfileFinding(column: profile.name, kind: $0) }
  }

  private static func isIdentifier(_ profile: ColumnProfile) -> Bool {
    guard profile.rows >= 20, profile.distinct == profile.rows else { return false }
    return profile.texts != nil || profile.type == .int
  }

  private static func numeric(
    _ numbers: NumberSummary, _ profile: ColumnProfile, _ column: Column
  ) -> [Kind] {
    var kinds: [Kind] = []
    let extent = max(abs(numbers.minimum), abs(numbers.maximum))
    if extent >= 1e15 {
      kinds.append(
        .huge(abs(numbers.minimum) > numbers.maximum ? numbers.minimum : numbers.maximum))
    }
    let zeroShare = Double(numbers.zeros) / Double(profile.present)
    if zeroShare >= 0.5 { kinds.append(.mostlyZero(rows: numbers.zeros, share: zeroShare)) }
    // An id has no tails that matter.
    guard !isIdentifier(profile), profile.present >= 20 else { return kinds }
    if let skew = numbers.skew, abs(skew) >= 2 { kinds.append(.skewed(skew)) }
    let fences = numbers.fences(3)
    guard fences.upperBound > fences.lowerBound else { return kinds }
    let reach = 10 * (fences.upperBound - fences.lowerBound)
    if numbers.minimum == -numbers.maximum, numbers.maximum - numbers.median > reach {
      kinds.append(.outlierTwins(low: numbers.minimum, high: numbers.maximum, fences: fences))
    }
    let outside = countOutside(fences, numbers, column)
    if outside > 0 { kinds.append(.outliers(rows: outside, fences: fences)) }
    return kinds
  }

  private static func countOutside(
    _ fences: ClosedRange<Double>, _ numbers: NumberSummary, _ column: Column
  ) -> Int {
    if fences.contains(numbers.minimum) && fences.contains(numbers.maximum) { return 0 }
    switch column.storage {
    case .int(let values):
      return PresentValues.compact(values, column.validity).count { !fences.contains(Double($0)) }
    case .number(let values):
      return PresentValues.numbers(values, column.validity).values.count { !fences.contains($0) }
    default: return 0
    }
  }

  private static func textual(_ profile: ColumnProfile) -> [Kind] {
    guard let texts = profile.texts else { return [] }
    var kinds: [Kind] = []
    let present = profile.present
    let filled = present - texts.blankRows
    // A few words among numbers, such as "n/a", do not make them text.
    if texts.numericRows > 0, Double(texts.numericRows) >= 0.95 * Double(filled) {
      kinds.append(.numbersAsText(rows: texts.numericRows, others: present - texts.numericRows))
    } else if texts.dateRows > 0, Double(texts.dateRows) >= 0.95 * Double(filled) {
      kinds.append(.datesAsText(rows: texts.dateRows, others: present - texts.dateRows))
    }
    let share = Double(profile.distinct) / Double(present)
    if profile.distinct > 50, share > 0.5 || profile.distinct > 1_000, !isIdentifier(profile) {
      kinds.append(.highCardinality(distinct: profile.distinct, share: share))
    }
    if let example = texts.variants.first {
      kinds.append(.variants(groups: texts.variants.count, example: example))
    }
    if texts.blankRows > 0 { kinds.append(.blank(rows: texts.blankRows)) }
    if texts.paddedRows > 0 { kinds.append(.padded(rows: texts.paddedRows)) }
    return kinds
  }

  private static func temporal(
    _ profile: ColumnProfile, _ column: Column, _ today: Int?
  ) -> [Kind] {
    let isDate = profile.type == .date
    func day(_ value: Value) -> Int {
      switch value {
      case .date(let day): Int(day)
      case .datetime(let moment): Int(moment.dividedDown(by: 86_400_000_000).quotient)
      default: 0
      }
    }
    func count(_ isMeant: (Int) -> Bool) -> Int {
      switch column.storage {
      case .date(let values):
        PresentValues.compact(values, column.validity).count { isMeant(Int($0)) }
      case .datetime(let values):
        PresentValues.compact(values, column.validity).count {
          isMeant(Int($0.dividedDown(by: 86_400_000_000).quotient))
        }
      default: 0
      }
    }
    guard isDate || profile.type == .datetime else { return [] }
    var kinds: [Kind] = []
    let plausible =
      CivilDate(year: 1900, month: 1, day: 2)
      .daysSince1970..<CivilDate(year: 2200, month: 1, day: 1).daysSince1970
    if !plausible.contains(day(profile.minimum)) || !plausible.contains(day(profile.maximum)) {
      kinds.append(
        .implausibleDates(
          rows: count { !plausible.contains($0) }, earliest: profile.minimum,
          latest: profile.maximum))
    }
    if let today, day(profile.maximum) > today {
      kinds.append(.futureDates(rows: count { $0 > today }, latest: profile.maximum))
    }
    return kinds
  }
}
