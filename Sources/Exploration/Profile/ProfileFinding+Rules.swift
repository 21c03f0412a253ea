import Tables

extension ProfileFinding {
  /// What is worth a stop in one column.
  static func findings(in profile: ColumnProfile) -> [ProfileFinding] {
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
        let value = profile.minimum.isNull ? profile.top.first?.value : profile.minimum
        if let value { kinds.append(.constant(value)) }
      } else {
        if isIdentifier(profile) { kinds.append(.identifier(rows: profile.rows)) }
        if let numbers = profile.numbers { kinds += numeric(numbers, profile) }
        if profile.texts != nil { kinds += textual(profile) }
      }
      if let times = profile.times { kinds += temporal(times, profile) }
    }
    return kinds.map { ProfileFinding(column: profile.name, kind: $0) }
  }

  private static func isIdentifier(_ profile: ColumnProfile) -> Bool {
    guard profile.rows >= 20, profile.distinct == profile.rows else { return false }
    return profile.texts != nil || profile.type == .int
  }

  private static func numeric(_ numbers: NumberSummary, _ profile: ColumnProfile) -> [Kind] {
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
    if numbers.beyondFences > 0 {
      kinds.append(.outliers(rows: numbers.beyondFences, fences: fences))
    }
    return kinds
  }

  private static func textual(_ profile: ColumnProfile) -> [Kind] {
    guard let texts = profile.texts else { return [] }
    var kinds: [Kind] = []
    let present = profile.present
    let filled = present - texts.blankRows
    // A few words among numbers, such as "n/a", do not make them text; many make a code.
    func isMost(_ rows: Int, _ different: Int) -> Bool {
      rows > 0 && Double(rows) >= 0.95 * Double(filled) && profile.distinct - different <= 6
    }
    if isMost(texts.numericRows, texts.forms.numberTexts) {
      kinds.append(.numbersAsText(rows: texts.numericRows, others: present - texts.numericRows))
    } else if isMost(texts.dateRows, texts.forms.dateTexts) {
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

  private static func temporal(_ times: TimeSummary, _ profile: ColumnProfile) -> [Kind] {
    var kinds: [Kind] = []
    if times.implausible > 0 {
      kinds.append(
        .implausibleDates(
          rows: times.implausible, earliest: profile.minimum, latest: profile.maximum))
    }
    if times.future > 0 {
      kinds.append(.futureDates(rows: times.future, latest: profile.maximum))
    }
    return kinds
  }
}
