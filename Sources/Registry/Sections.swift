/// Several byte strings with names, as one byte string.
package enum Sections {
  /// Joins sections, in their order.
  package static func write(_ sections: [(String, [UInt8])]) -> [UInt8] {
    var writer = ByteWriter()
    writer.count(sections.count)
    for (name, bytes) in sections {
      writer.text(name)
      writer.count(bytes.count)
      writer.bytes += bytes
    }
    return writer.bytes
  }

  /// Parts what `write` joined.
  package static func read(_ bytes: [UInt8]) throws(TableBytesError) -> [(String, [UInt8])] {
    var reader = ByteReader(bytes)
    var sections: [(String, [UInt8])] = []
    for _ in 0..<(try reader.count()) {
      let name = try reader.text()
      let count = try reader.count()
      sections.append((name, Array(try reader.take(count))))
    }
    guard reader.isAtEnd else { throw TableBytesError() }
    return sections
  }
}
