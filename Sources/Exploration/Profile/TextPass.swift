import Tables
import Tasks

/// The pass over a column of text: codes are counted in an array, and each different text is read
/// once.
struct TextPass {
  let result: PassResult

  init(
    _ values: TextColumn, _ validity: Validity, _ options: ProfileOptions,
    _ cancellation: Cancellation
  ) throws {
    let (dictionary, counts) = Self.texts(values, validity)
    let used = counts.indices.filter { counts[$0] > 0 }
    var result = PassResult()
    if !used.isEmpty {
      try Self.fill(&result, dictionary, counts, used, options, cancellation)
    }
    self.result = result
  }

  /// The texts and how many rows hold each.
  private static func texts(
    _ values: TextColumn, _ validity: Validity
  ) -> (dictionary: [String], counts: [Int]) {
    guard values.codes.count < values.dictionary.count / 4 else {
      return (values.dictionary, counts(values, validity))
    }
    // A small group of a large table: only its own texts are worth a walk.
    var (dictionary, counts): ([String], [Int]) = ([], [])
    var last: Int32?
    for code in PresentValues.compact(values.codes, validity).sorted() {
      if code != last {
        dictionary.append(values.dictionary[Int(code)])
        counts.append(0)
        last = code
      }
      counts[counts.count - 1] += 1
    }
    return (dictionary, counts)
  }

  private static func counts(_ values: TextColumn, _ validity: Validity) -> [Int] {
    var counts = [Int](repeating: 0, count: values.dictionary.count)
    counts.withUnsafeMutableBufferPointer { counts in
      values.codes.withUnsafeBufferPointer { codes in
        if let flags = validity.flags {
          for row in codes.indices where flags[row] { counts[Int(codes[row])] += 1 }
        } else {
          for code in codes { counts[Int(code)] += 1 }
        }
      }
    }
    return counts
  }

  private static func fill(
    _ result: inout PassResult, _ dictionary: [String], _ counts: [Int], _ used: [Int],
    _ options: ProfileOptions, _ cancellation: Cancellation
  ) throws {
    var (least, most) = (used[0], used[0])
    var top: [Int] = []
    var (shortest, longest) = (Int.max, 0)
    var (blank, padded, numeric, dates) = (0, 0, 0, 0)
    var forms = TextForms()
    for (index, code) in used.enumerated() {
      if index % 4_096 == 0 { try cancellation.check() }
      let text = dictionary[code]
      if text.precedes(dictionary[least]) { least = code }
      if dictionary[most].precedes(text) { most = code }
      insert(code, into: &top, dictionary, counts, options.topCount)
      let shape = TextShape(text)
      shortest = min(shortest, shape.length)
      longest = max(longest, shape.length)
      if shape.isBlank { blank += counts[code] }
      if shape.isPadded { padded += counts[code] }
      if shape.isNumber {
        numeric += counts[code]
        forms.add(number: text)
      } else if shape.isDate {
        dates += counts[code]
        forms.add(date: text)
      }
    }
    result.distinct = used.count
    result.minimum = .text(dictionary[least])
    result.maximum = .text(dictionary[most])
    result.top = top.map { ValueCount(value: .text(dictionary[$0]), rows: counts[$0]) }
    result.texts = TextSummary(
      shortest: shortest, longest: longest, blankRows: blank, paddedRows: padded,
      numericRows: numeric, dateRows: dates,
      variants: try TextVariants.groups(dictionary, counts, used, cancellation), forms: forms)
  }

  /// Keeps the commonest codes in order, ties to the smaller text.
  private static func insert(
    _ code: Int, into top: inout [Int], _ dictionary: [String], _ counts: [Int], _ limit: Int
  ) {
    func leads(_ a: Int, _ b: Int) -> Bool {
      counts[a] != counts[b]
        ? counts[a] > counts[b] : dictionary[a].precedes(dictionary[b])
    }
    guard limit > 0 else { return }
    if let last = top.last, top.count == limit {
      guard leads(code, last) else { return }
      top.removeLast()
    }
    var index = top.count
    while index > 0, leads(code, top[index - 1]) { index -= 1 }
    top.insert(code, at: index)
  }
}

extension String {
  /// Whether the text's bytes come before another's: the order of the engines.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
