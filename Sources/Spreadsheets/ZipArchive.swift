/// The list of what a zip file holds; nothing of it is unpacked yet, and no name of it is ever a path.
struct ZipArchive {
  /// One file within.
  struct Entry {
    var name: String
    /// Where its header begins.
    var offset: Int
    var packedSize: Int
    var size: Int
    var checksum: UInt32
    var method: Int
    var isEncrypted: Bool
  }

  let bytes: UnsafeRawBufferPointer
  private(set) var entries: [String: Entry] = [:]

  /// Reads the directory at the end of the file.
  init(_ bytes: UnsafeRawBufferPointer, _ limits: SpreadsheetLimits) throws(SpreadsheetError) {
    self.bytes = bytes
    guard let end = endOfDirectory() else {
      throw .damaged("the directory of the file is missing, as when it was not copied to its end")
    }
    var count = number(end + 10, 2)
    var offset = number(end + 16, 4)
    if count == 0xffff || offset == 0xffff_ffff, let wide = wideEnd(before: end) {
      count = number(wide + 32, 8)
      offset = number(wide + 48, 8)
    }
    guard (0...limits.listed).contains(count) else {
      throw .damaged("it lists \(count) parts")
    }
    for _ in 0..<count {
      guard offset >= 0, offset <= bytes.count - 46, number(offset, 4) == 0x0201_4b50 else {
        throw .damaged("its directory is cut off")
      }
      offset = try read(at: offset)
    }
  }

  /// The part of this name; large and small letters are the same, as writers mix them.
  func entry(_ name: String) -> Entry? { entries[name.lowercased()] }

  private mutating func read(at offset: Int) throws(SpreadsheetError) -> Int {
    let nameLength = number(offset + 28, 2)
    let extraLength = number(offset + 30, 2)
    let next = offset + 46 + nameLength + extraLength + number(offset + 32, 2)
    guard next <= bytes.count else { throw .damaged("its directory is cut off") }
    let nameStart = offset + 46
    let name = String(decoding: bytes[nameStart..<nameStart + nameLength], as: UTF8.self)
    var entry = Entry(
      name: name, offset: number(offset + 42, 4), packedSize: number(offset + 20, 4),
      size: number(offset + 24, 4), checksum: UInt32(truncatingIfNeeded: number(offset + 16, 4)),
      method: number(offset + 10, 2), isEncrypted: number(offset + 8, 2) & 1 == 1)
    widen(&entry, extra: nameStart + nameLength..<nameStart + nameLength + extraLength)
    entries[name.replacing("\\", with: "/").lowercased()] = entry
    return next
  }

  /// Sizes that do not fit into four bytes stand in an extra field.
  private func widen(_ entry: inout Entry, extra: Range<Int>) {
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let end = place + 4 + number(place + 2, 2)
      guard end <= extra.upperBound else { return }
      if number(place, 2) == 1 {
        var field = place + 4
        func next(_ value: inout Int) {
          guard value == 0xffff_ffff, field + 8 <= end else { return }
          value = number(field, 8)
          field += 8
        }
        next(&entry.size)
        next(&entry.packedSize)
        next(&entry.offset)
        return
      }
      place = end
    }
  }

  /// The packed bytes of an entry.
  func packed(_ entry: Entry) throws(SpreadsheetError) -> UnsafeRawBufferPointer {
    guard entry.offset >= 0, entry.offset <= bytes.count - 30,
      number(entry.offset, 4) == 0x0403_4b50
    else { throw .damaged("its part `\(entry.name)` is not where it should be") }
    let start = entry.offset + 30 + number(entry.offset + 26, 2) + number(entry.offset + 28, 2)
    guard entry.packedSize >= 0, start <= bytes.count, entry.packedSize <= bytes.count - start
    else { throw .damaged("its part `\(entry.name)` is cut off") }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + entry.packedSize])
  }

  /// The record that ends the file, before a comment of at most 64 KiB.
  private func endOfDirectory() -> Int? {
    var place = bytes.count - 22
    let least = max(0, place - 0xffff)
    while place >= least {
      if bytes[place] == 0x50, number(place, 4) == 0x0605_4b50,
        place + 22 + number(place + 20, 2) <= bytes.count
      {
        return place
      }
      place -= 1
    }
    return nil
  }

  /// The record of large archives, which the one before the last points to.
  private func wideEnd(before end: Int) -> Int? {
    guard end >= 20, number(end - 20, 4) == 0x0706_4b50 else { return nil }
    let place = number(end - 12, 8)
    guard place >= 0, place <= bytes.count - 56, number(place, 4) == 0x0606_4b50 else { return nil }
    return place
  }

  /// A number of 2, 4 or 8 bytes, the lowest first; the place must lie in the file.
  private func number(_ place: Int, _ length: Int) -> Int {
    var value: UInt64 = 0
    for index in 0..<length { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
    return Int(truncatingIfNeeded: value)
  }
}
