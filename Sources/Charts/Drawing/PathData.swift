/// The `d` attribute of a path, written as it grows.
struct PathData {
  private(set) var text = ""

  mutating func move(to point: Point) { append("M", point) }

  mutating func line(to point: Point) { append("L", point) }

  mutating func close() { text += "Z" }

  /// A dot: a line of no length, which round caps make visible.
  mutating func dot(at point: Point) {
    append("M", point)
    text += "h0"
  }

  mutating func raw(_ data: String) { text += data }

  mutating func rect(_ box: Box) {
    append("M", Point(box.left, box.top))
    text += "H\(coordinate(box.right))V\(coordinate(box.bottom))H\(coordinate(box.left))Z"
  }

  /// The same path elsewhere: absolute commands move, relative ones stay as they are.
  func moved(by offset: Point) -> PathData {
    var moved = PathData()
    var rest = Substring(text).utf8
    while let command = rest.popFirst() {
      let end = rest.firstIndex { $0 > 64 } ?? rest.endIndex
      let numbers = Substring(rest[..<end])
      rest = rest[end...]
      let letter = String(UnicodeScalar(command))
      switch letter {
      case "M", "L":
        let parts = numbers.split(separator: " ").compactMap { Double($0) }
        guard parts.count == 2 else { continue }
        moved.append(letter, Point(parts[0] + offset.x, parts[1] + offset.y))
      case "H", "V":
        guard let number = Double(numbers) else { continue }
        moved.text += letter
        appendCoordinate(number + (letter == "H" ? offset.x : offset.y), to: &moved.text)
      default:
        moved.text += letter
        moved.text += numbers
      }
    }
    return moved
  }

  private mutating func append(_ command: String, _ point: Point) {
    text += command
    appendCoordinate(point.x, to: &text)
    text += " "
    appendCoordinate(point.y, to: &text)
  }
}

/// A length in pixels with at most one decimal.
func coordinate(_ value: Double) -> String {
  var text = ""
  appendCoordinate(value, to: &text)
  return text
}

/// Appends a length in pixels with at most one decimal.
func appendCoordinate(_ value: Double, to text: inout String) {
  let tenths = Int((min(1e6, max(-1e6, value.isFinite ? value : 0)) * 10).rounded())
  if tenths < 0 { text += "-" }
  text += String(tenths.magnitude / 10)
  let rest = tenths.magnitude % 10
  if rest != 0 { text += "." + String(rest) }
}

/// A share between 0 and 1 with at most two decimals and no leading zero.
func opacityText(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  if hundredths >= 100 { return "1" }
  if hundredths <= 0 { return "0" }
  return hundredths % 10 == 0
    ? ".\(hundredths / 10)" : hundredths < 10 ? ".0\(hundredths)" : ".\(hundredths)"
}
