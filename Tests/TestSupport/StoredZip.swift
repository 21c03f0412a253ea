/// Zip files whose parts are not packed, to try readers with.
package enum StoredZip {
  /// The bytes of a zip file with these parts.
  package static func bytes(_ parts: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let name = Array(part.name.utf8)
      let offset = file.count
      let sizes =
        little(checksum(part.content), 4) + little(part.content.count, 4)
        + little(part.content.count, 4)
      file += little(0x0403_4b50, 4) + little(20, 2) + [UInt8](repeating: 0, count: 8)
      file += sizes + little(name.count, 2) + little(0, 2) + name + part.content
      directory += little(0x0201_4b50, 4) + little(20, 2) + little(20, 2)
      directory += [UInt8](repeating: 0, count: 8) + sizes + little(name.count, 2)
      directory += [UInt8](repeating: 0, count: 12) + little(offset, 4) + name
    }
    let start = file.count
    file += directory + little(0x0605_4b50, 4) + little(0, 4)
    file += little(parts.count, 2) + little(parts.count, 2)
    return file + little(directory.count, 4) + little(start, 4) + little(0, 2)
  }

  /// The bytes of a workbook with these sheets; what stands in a sheet is its `sheetData` and the rest.
  package static func workbook(
    sheets: [(name: String, state: String, xml: String)], texts: String = "", styles: String = "",
    properties: String = ""
  ) -> [UInt8] {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let packages = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
    var list = ""
    var relations = ""
    var parts: [(name: String, content: [UInt8])] = []
    for (index, sheet) in sheets.enumerated() {
      let state = sheet.state.isEmpty ? "" : " state=\"\(sheet.state)\""
      list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\"\(state) r:id=\"r\(index)\"/>"
      relations +=
        "<Relationship Id=\"r\(index)\" Type=\"\(office)/worksheet\" Target=\"worksheets/s\(index).xml\"/>"
      parts.append(
        (
          "xl/worksheets/s\(index).xml",
          Array("\(head)<worksheet \(main)>\(sheet.xml)</worksheet>".utf8)
        ))
    }
    relations +=
      "<Relationship Id=\"t\" Type=\"\(office)/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
      + "<Relationship Id=\"y\" Type=\"\(office)/styles\" Target=\"styles.xml\"/>"
    parts += [
      (
        "_rels/.rels",
        Array(
          "\(head)<Relationships \(packages)><Relationship Id=\"a\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            .utf8)
      ),
      (
        "xl/workbook.xml",
        Array(
          "\(head)<workbook \(main) xmlns:r=\"\(office)\">\(properties)<sheets>\(list)</sheets></workbook>"
            .utf8)
      ),
      (
        "xl/_rels/workbook.xml.rels",
        Array("\(head)<Relationships \(packages)>\(relations)</Relationships>".utf8)
      ),
      ("xl/sharedStrings.xml", Array("\(head)<sst \(main)>\(texts)</sst>".utf8)),
      ("xl/styles.xml", Array("\(head)<styleSheet \(main)>\(styles)</styleSheet>".utf8)),
    ]
    return bytes(parts)
  }

  private static func little(_ number: some BinaryInteger, _ count: Int) -> [UInt8] {
    let number = UInt64(truncatingIfNeeded: number)
    return (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
  }

  /// The sum that zip files use (CRC-32).
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = ~0
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
