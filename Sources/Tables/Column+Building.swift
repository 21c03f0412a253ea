extension Column {
  /// Builds a column of `type` from single values; a value that does not fit reads as null.
  public init(_ values: [Value], type: DataType) {
    let validity = Validity(values.map { !$0.isNull })
    switch type {
    case .int, .null:
      self.init(.int(values.map { if case .int(let v) = $0 { v } else { 0 } }), validity: validity)
    case .number:
      self.init(.number(values.map { $0.asNumber ?? 0 }), validity: validity)
    case .text:
      let texts = values.map { value -> String? in
        if case .text(let text) = value { text } else { nil }
      }
      self.init(.text(TextColumn(texts)), validity: validity)
    case .bool:
      self.init(
        .bool(values.map { if case .bool(let v) = $0 { v } else { false } }), validity: validity)
    case .date:
      self.init(
        .date(values.map { if case .date(let v) = $0 { v } else { 0 } }), validity: validity)
    case .datetime:
      self.init(
        .datetime(values.map { if case .datetime(let v) = $0 { v } else { 0 } }),
        validity: validity)
    case .duration:
      self.init(
        .duration(values.map { if case .duration(let v) = $0 { v } else { 0 } }),
        validity: validity)
    case .list(let element):
      self.init(
        .list(values.map { if case .list(let v) = $0 { v } else { [] } }, of: element),
        validity: validity)
    }
  }

  /// The rows at `rows`, in that order.
  public func rows(_ rows: [Int]) -> Column {
    let flags = self.validity.flags.map { flags in rows.map { flags[$0] } }
    let validity = Validity(flags)
    func pick<T>(_ values: [T]) -> [T] { rows.map { values[$0] } }
    let storage: Storage =
      switch self.storage {
      case .int(let v): .int(pick(v))
      case .number(let v): .number(pick(v))
      case .text(let v): .text(TextColumn(codes: pick(v.codes), dictionary: v.dictionary))
      case .bool(let v): .bool(pick(v))
      case .date(let v): .date(pick(v))
      case .datetime(let v): .datetime(pick(v))
      case .duration(let v): .duration(pick(v))
      case .list(let v, let element): .list(pick(v), of: element)
      }
    return Column(storage, validity: validity)
  }
}
