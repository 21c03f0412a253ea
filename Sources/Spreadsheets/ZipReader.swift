import CZlib

/// Unpacks one part of a zip file piece by piece, within limits, and checks its sum.
final class ZipReader {
  private let entry: ZipArchive.Entry
  private let limits: SpreadsheetLimits
  private let packed: UnsafeRawBufferPointer
  private var stream = z_stream()
  private var isOpen = false
  private var isDone = false
  private var count = 0
  private var checksum: uLong

  /// How much of the packed part has been read, from 0 to 1.
  var fraction: Double {
    packed.isEmpty
      ? 1 : Double(entry.method == 8 ? Int(stream.total_in) : count) / Double(packed.count)
  }

  init(
    _ entry: ZipArchive.Entry, in archive: ZipArchive, _ limits: SpreadsheetLimits
  ) throws(SpreadsheetError) {
    guard !entry.isEncrypted else {
      throw SpreadsheetError(
        "is protected with a password", hint: "save it without one, and load it again")
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw SpreadsheetError(
        "is packed in a way that is not read (method \(entry.method))",
        hint: "open it in a spreadsheet program, save it, and load it again")
    }
    self.entry = entry
    self.limits = limits
    packed = try archive.packed(entry)
    checksum = crc32(0, nil, 0)
    if entry.method == 8 {
      guard teff_inflate_begin(&stream) == Z_OK else { throw .damaged("zlib does not start") }
      isOpen = true
    }
  }

  deinit { if isOpen { inflateEnd(&stream) } }

  /// Fills the buffer with the next bytes; gives their number, 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SpreadsheetError) -> Int {
    if isDone { return 0 }
    let read = entry.method == 8 ? try inflated(into: buffer) : stored(into: buffer)
    count += read
    if read > 0 {
      checksum = crc32(
        checksum, buffer.baseAddress?.assumingMemoryBound(to: Bytef.self), uInt(read))
    }
    try checkSize()
    if read == 0 || isDone {
      isDone = true
      guard UInt32(truncatingIfNeeded: checksum) == entry.checksum else {
        throw .damaged("its part `\(entry.name)` does not unpack to what was packed")
      }
    }
    return read
  }

  private func stored(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let length = min(buffer.count, packed.count - count)
    if length > 0, let start = packed.baseAddress {
      buffer.copyMemory(from: UnsafeRawBufferPointer(start: start + count, count: length))
    }
    return length
  }

  private func inflated(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(SpreadsheetError) -> Int {
    guard let start = packed.baseAddress else { throw .damaged("a part of it is empty") }
    let used = Int(stream.total_in)
    let input = start.assumingMemoryBound(to: Bytef.self) + used
    // zlib only reads its input, but says so only in a constant that is not set by default.
    stream.next_in = UnsafeMutablePointer(mutating: input)
    stream.avail_in = uInt(min(packed.count - used, 1 << 30))
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.avail_out = uInt(buffer.count)
    let status = inflate(&stream, Z_NO_FLUSH)
    let read = buffer.count - Int(stream.avail_out)
    switch status {
    case Z_STREAM_END: isDone = true
    case Z_OK where read > 0 || Int(stream.total_in) > used: break
    default: throw .damaged("its part `\(entry.name)` does not unpack")
    }
    return read
  }

  private func checkSize() throws(SpreadsheetError) {
    let isBomb = count > limits.freeBytes && count / max(1, packed.count) > limits.ratio
    guard !isBomb, count <= limits.partBytes else {
      throw SpreadsheetError(
        "unpacks to more than it should: its part `\(entry.name)` holds "
          + "\(packed.count / 1024) KiB packed, and over \(count >> 20) MiB unpacked",
        hint: "if you trust it, save the sheet as CSV and load that")
    }
  }
}
