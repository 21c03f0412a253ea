import DynamicLibraries
import FoundationEssentials

/// A library that only has names: it stands in for Python's where that is not installed.
///
/// DuckDB's Python package refers to the interpreter's names when it is loaded and uses them only
/// when Python calls it, which never happens here. So each name stands for some zeros.
enum PythonStandIn {
  /// Loads a library with all names of Python that the module at `path` refers to.
  static func load(for path: String) throws(DynamicLibraryError) {
    guard let file = try? FileBytes(path),
      let names = undefinedNames(file.bytes, where: { $0.hasPrefix("Py") || $0.hasPrefix("_Py") }),
      !names.isEmpty
    else {
      throw DynamicLibraryError(path: path, reason: "its references to Python cannot be read")
    }
    let image = ELFImage(names).bytes
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let library = "\(folder.path)/libpython-names.so"
    do {
      try FileManager.default.createDirectory(
        atPath: folder.path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try Data(image).write(to: URL(filePath: library))
    } catch {
      throw DynamicLibraryError(path: library, reason: "\(error)")
    }
    _ = try DynamicLibrary(library, visibility: .global)
  }

  /// The names that a shared library of this machine's kind expects from others.
  private static func undefinedNames(
    _ bytes: UnsafeRawBufferPointer, where isWanted: (String) -> Bool
  ) -> [String]? {
    func read<T: FixedWidthInteger>(_ offset: Int, _ type: T.Type) -> Int? {
      guard offset >= 0, offset + MemoryLayout<T>.size <= bytes.count else { return nil }
      return Int(truncatingIfNeeded: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }
    guard bytes.prefix(5).elementsEqual([0x7f, 0x45, 0x4c, 0x46, 2]),
      let sections = read(0x28, UInt64.self), let size = read(0x3a, UInt16.self),
      let count = read(0x3c, UInt16.self)
    else { return nil }
    let dynamicSymbols = 11
    for index in 0..<count {
      let section = sections + index * size
      guard read(section + 4, UInt32.self) == dynamicSymbols,
        let start = read(section + 24, UInt64.self), let length = read(section + 32, UInt64.self),
        let link = read(section + 40, UInt32.self),
        let texts = read(sections + link * size + 24, UInt64.self)
      else { continue }
      var names: [String] = []
      for symbol in stride(from: start, to: start + length, by: ELFImage.symbolSize) {
        guard let name = read(symbol, UInt32.self), let place = read(symbol + 6, UInt16.self) else {
          return nil
        }
        guard place == 0, texts + name < bytes.count else { continue }
        let letters = bytes[(texts + name)...].prefix { $0 != 0 }
        let text = String(decoding: letters, as: UTF8.self)
        if isWanted(text) { names.append(text) }
      }
      return names
    }
    return nil
  }
}

/// The bytes of a shared library that exports names of zeroed memory and holds nothing else.
private struct ELFImage {
  static let symbolSize = 24
  /// The memory behind each name: more than any of Python's objects take.
  private static let objectSize = 1024

  private(set) var bytes: [UInt8] = []

  init(_ names: [String]) {
    let headers = 64 + 3 * 56
    let entries: [(tag: UInt64, value: Int)]
    let symbols = headers + 6 * 16
    let hash = symbols + (names.count + 1) * Self.symbolSize
    let texts = hash + (2 + 1 + names.count + 1) * 4
    let textSize = 1 + names.reduce(0) { $0 + $1.utf8.count + 1 }
    let end = (texts + textSize + 4095) / 4096 * 4096
    // DT_HASH, DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_SYMENT, DT_NULL.
    entries = [
      (4, hash), (5, texts), (6, symbols), (10, textSize), (11, Self.symbolSize), (0, 0),
    ]
    header()
    let loads: UInt32 = 1
    let isDynamic: UInt32 = 2
    let isStack: UInt32 = 0x6474_e551
    segment(loads, 0, size: end, memory: end + names.count * Self.objectSize, align: 4096)
    segment(isDynamic, headers, size: 6 * 16, memory: 6 * 16, align: 8)
    segment(isStack, 0, size: 0, memory: 0, align: 16)
    for entry in entries {
      append(entry.tag)
      append(UInt64(entry.value))
    }
    // The first symbol is always empty.
    bytes += [UInt8](repeating: 0, count: Self.symbolSize)
    var text = 1
    for (index, name) in names.enumerated() {
      append(UInt32(text))
      // A global object in a section of some number: that it is not 0 is what counts.
      bytes += [0x11, 0]
      append(UInt16(1))
      append(UInt64(end + index * Self.objectSize))
      append(UInt64(Self.objectSize))
      text += name.utf8.count + 1
    }
    // One bucket with a chain of all symbols.
    append(UInt32(1))
    append(UInt32(names.count + 1))
    append(UInt32(names.isEmpty ? 0 : 1))
    append(UInt32(0))
    for index in names.indices { append(UInt32(index + 1 < names.count ? index + 2 : 0)) }
    bytes.append(0)
    for name in names { bytes += Array(name.utf8) + [0] }
    bytes += [UInt8](repeating: 0, count: end - bytes.count)
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  private mutating func header() {
    #if arch(arm64)
      let machine: UInt16 = 183
    #else
      let machine: UInt16 = 62
    #endif
    bytes += [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
    append(UInt16(3))
    append(machine)
    append(UInt32(1))
    append(UInt64(0))
    append(UInt64(64))
    append(UInt64(0))
    append(UInt32(0))
    for value in [64, 56, 3, 64, 0, 0] as [UInt16] { append(value) }
  }

  private mutating func segment(_ kind: UInt32, _ start: Int, size: Int, memory: Int, align: Int) {
    append(kind)
    append(UInt32(6))  // readable and writable, never executable
    for value in [start, start, start, size, memory, align] { append(UInt64(value)) }
  }
}
