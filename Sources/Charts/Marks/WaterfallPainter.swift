import Tables

/// Draws waterfalls.
struct WaterfallPainter: MarkPainter {
  static let mark = Mark(
    name: "waterfall",
    summary: "Leads from a base by steps, up and down, to a total.",
    channels: [
      .required(.x, "The amount of a step.", column: "effect"),
      .required(.y, "The name of a step.", column: "feature"),
      .optional(.label, "What is written after the name.", column: "value"),
      .optional(.low, "Where the steps start; without it at zero.", column: "base"),
      .optional(.high, "Where they end; without it the sum.", column: "prediction"),
    ], painter: Self.self)

  static func readsAsCategories(_ channel: ChannelName, _ kind: ChannelKind) -> Bool {
    channel == .y
  }

  private struct Step {
    var name: String
    var amount: Double
  }

  private let layer: LayerData
  private let amounts: ChannelData
  private let names: ChannelData
  private let steps: [Step]
  private let base: Double?
  private let end: Double
  private let missing: Int

  /// The steps that are drawn one by one; the rest is one step.
  private static let most = 8
  private static let mostOrdered = 20

  init(_ layer: LayerData) throws(ChartError) {
    self.layer = layer
    amounts = try layer.quantity(.x, of: Self.mark)
    names = try layer.required(.y, of: Self.mark)
    for name in [ChannelName.low, .high] where layer[name] != nil {
      _ = try layer.quantity(name, of: Self.mark)
    }
    let (amounts, names) = (amounts, names)
    let rows = (0..<layer.rowCount).filter { !amounts.values[$0].isNaN && !names.values[$0].isNaN }
    missing = layer.rowCount - rows.count
    var seen: Set<Double> = []
    if let row = rows.first(where: { !seen.insert(names.values[$0]).inserted }) {
      throw ChartError(
        "`waterfall` takes each step once, and `\(names.label(row))` is there twice", channel: .y,
        layer: layer.index,
        hint: "keep the rows of one key with `filter`, or summarize by \(names.name)")
    }
    func constant(_ channel: ChannelData?) -> Double? {
      channel?.values.first { !$0.isNaN }
    }
    base = constant(layer[.low])
    var steps = rows.map { row -> Step in
      guard let label = layer[.label], !label.values[row].isNaN else {
        return Step(name: names.label(row), amount: amounts.values[row])
      }
      return Step(
        name: "\(names.label(row)) = \(label.label(row))", amount: amounts.values[row])
    }
    let isOrdered = names.order == .data || names.hasNaturalOrder
    if !isOrdered {
      steps = steps.enumerated().sorted { a, b in
        let (x, y) = (a.element.amount.magnitude, b.element.amount.magnitude)
        return x != y ? x > y : a.offset < b.offset
      }.map(\.element)
    }
    let most = isOrdered ? Self.mostOrdered : Self.most
    if steps.count > most + 1 {
      let rest = steps[most...]
      steps = Array(steps[..<most])
      steps.append(
        Step(name: rest.count.counted("other"), amount: rest.reduce(0) { $0 + $1.amount }))
    }
    let sum = (base ?? 0) + steps.reduce(0) { $0 + $1.amount }
    end = constant(layer[.high]) ?? sum
    let scale = steps.reduce((base ?? 0).magnitude) { max($0, $1.amount.magnitude) }
    if (end - sum).magnitude > 1e-6 * scale {
      steps.append(Step(name: "not among these", amount: end - sum))
    }
    self.steps = steps.map { $0.amount.isFinite ? $0 : Step(name: $0.name, amount: 0) }
  }

  private var baseName: String { layer[.low].map { $0.isConstant ? "base" : $0.name } ?? "base" }
  private var endName: String { layer[.high].map { $0.isConstant ? "end" : $0.name } ?? "total" }

  /// The keys of the rows from top to bottom: names may repeat the words of base and end.
  private var keys: [String] {
    (base == nil ? [] : ["base"]) + steps.indices.map { "step \($0)" } + ["end"]
  }

  var topic: String? { "\(amounts.name) by \(names.name)" }

  var sentence: String? {
    guard !steps.isEmpty else { return "Waterfall of \(topic ?? ""), without steps" }
    let parts = steps.prefix(6).map { "\($0.name) \(signed($0.amount))" }
    let rest = steps.count - parts.count
    return "Waterfall of \(topic ?? "") from \(amounts.short(base ?? 0)) to \(amounts.short(end)): "
      + parts.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private func signed(_ amount: Double) -> String {
    (amount > 0 ? "+" : "") + amounts.format.short(amount)
  }

  mutating func prepare(_ request: inout FrameRequest) throws(ChartError) {
    guard request.marks.count(where: { !$0.painter.isAnnotation }) == 1 else {
      throw ChartError(
        "`waterfall` fills its plot and takes no other layer of data", layer: layer.index,
        hint: "only `rule` and `text` can lie on it")
    }
    request.y.rowHeight = request.isNarrow ? 23 : 26
    request.y.hasGrid = false
    request.x.readers += 1
    request.x.name(amounts.name)
    request.measure(amounts.name)
    guard !steps.isEmpty else { return }
    request.y.add(categories: keys, isNatural: false)
    request.y.labels["base"] = RowLabel(text: baseName, isBold: true)
    request.y.labels["end"] = RowLabel(text: endName, isBold: true)
    for (place, step) in steps.enumerated() {
      request.y.labels["step \(place)"] = RowLabel(text: step.name)
    }
    var total = base ?? 0
    request.x.add(amounts, from: min(total, end), to: max(total, end))
    for step in steps {
      total += step.amount
      request.x.extend(to: total)
    }
    let widest = steps.map { TextWidth.of(signed($0.amount)) }.max() ?? 0
    request.x.insets = (max(request.x.insets.low, widest + 8), widest + 8)
    let target = layer[.high].map { $0.isConstant ? "the end" : $0.name } ?? "the total"
    request.legend = [
      (.token(.sign(raises: true)), "raises \(target)"),
      (.token(.sign(raises: false)), "lowers \(target)"),
    ].filter { entry in
      steps.contains { ($0.amount > 0) == (entry.0 == .token(.sign(raises: true))) }
    }
    request.note("\(amounts.short(base ?? 0)) → \(amounts.short(end))")
    if !(names.order == .data || names.hasNaturalOrder), steps.count > 1 {
      request.note("largest first")
    }
    if missing > 0 { request.note("\(missing.counted("row")) without a value left out") }
  }

  // MARK: Drawing

  func paint(on canvas: inout Canvas, in frame: Frame) {
    guard !steps.isEmpty else { return }
    let band = frame.y.band
    var total = base ?? 0
    for (place, step) in steps.enumerated() {
      let row = (base == nil ? 0 : 1) + place
      let middle = frame.y.scale(Double(row))
      let (from, to) = (frame.x.scale(total), frame.x.scale(total + step.amount))
      let raises = step.amount > 0
      if row > 0 {
        // A hairline leads from the step before.
        canvas.line(
          Point(from, middle - band * 0.85 + 2), Point(from, middle + band * 0.35), .tick)
      }
      let half = band * 0.35
      let tip = min(6, (to - from).magnitude) * (raises ? 1 : -1)
      var arrow = PathData()
      arrow.move(to: Point(from, middle - half))
      arrow.line(to: Point(to - tip, middle - half))
      arrow.line(to: Point(to, middle))
      arrow.line(to: Point(to - tip, middle + half))
      arrow.line(to: Point(from, middle + half))
      arrow.close()
      canvas.path(arrow, fill: .token(.sign(raises: raises)))
      let style = TextStyle(
        anchor: raises ? .start : .end, ink: .token(.signText(raises: raises)), hasHalo: true)
      canvas.text(signed(step.amount), at: Point(to + (raises ? 6 : -6), middle + 4), style)
      total += step.amount
      canvas.tip(
        Box(
          left: frame.plot.left, top: middle - band / 2, right: frame.plot.right,
          bottom: middle + band / 2),
        [
          step.name, "\(amounts.name): \(signed(step.amount))",
          "up to here: \(amounts.format.full(total))",
        ])
    }
    if let base { paintEnd(base, row: 0, on: &canvas, frame) }
    paintEnd(end, row: keys.count - 1, on: &canvas, frame)
  }

  private func paintEnd(_ value: Double, row: Int, on canvas: inout Canvas, _ frame: Frame) {
    let column = frame.x.scale(value)
    let middle = frame.y.scale(Double(row))
    canvas.line(
      Point(column, middle - frame.y.band / 2), Point(column, middle + frame.y.band / 2), .full,
      width: 2)
    let text = amounts.format.short(value)
    let isRight = column + 8 + TextWidth.of(text, bold: true) < frame.width - Frame.padding
    canvas.text(
      text, at: Point(column + (isRight ? 8 : -8), middle + 4),
      TextStyle(anchor: isRight ? .start : .end, isBold: true, hasHalo: true))
  }
}
