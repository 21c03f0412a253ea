import DynamicLibraries
import Glibc
import Planning

/// The bytes of a file: mapped into memory as they stand, or unpacked.
final class FileBytes {
  let bytes: UnsafeRawBufferPointer
  private let kind: Kind

  private enum Kind { case mapped, unpacked, converted }

  /// Opens the file; one that ends in `.gz` is unpacked.
  init(_ path: String) throws(EngineError) {
    if path.lowercased().hasSuffix(".gz") {
      bytes = try Self.unpack(path)
      kind = .unpacked
    } else {
      bytes = try Self.map(path)
      kind = .mapped
    }
  }

  /// Keeps the text of a file that was converted from another encoding.
  init(converted bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    kind = .converted
  }

  deinit {
    guard let start = bytes.baseAddress else { return }
    switch kind {
    case .mapped: munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    case .unpacked: free(UnsafeMutableRawPointer(mutating: start))
    case .converted: UnsafeMutableRawPointer(mutating: start).deallocate()
    }
  }

  private static func map(_ path: String) throws(EngineError) -> UnsafeRawBufferPointer {
    let file = try PlainFile.open(path)
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw PlainFile.failure(path) }
    let size = Int(status.st_size)
    if size == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
      throw PlainFile.failure(path)
    }
    madvise(start, size, MADV_SEQUENTIAL)
    return UnsafeRawBufferPointer(start: start, count: size)
  }

  // MARK: gzip

  /// Half of the machine's memory: a small file may unpack to a thousand times its size.
  private static let mostUnpacked =
    sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 2

  private static func unpack(_ path: String) throws(EngineError) -> UnsafeRawBufferPointer {
    let name = Paths.name(of: path)
    guard let zlib = try? DynamicLibrary("libz.so.1"), let openAddress = zlib.symbol("gzopen"),
      let readAddress = zlib.symbol("gzread"), let closeAddress = zlib.symbol("gzclose")
    else {
      throw EngineError(
        .badFile, "`\(name)` cannot be unpacked: the library libz.so.1 is not there",
        hint: "unpack it with gunzip and load the result")
    }
    typealias Open =
      @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) ->
      OpaquePointer?
    typealias Read = @convention(c) (OpaquePointer, UnsafeMutableRawPointer, CUnsignedInt) -> CInt
    typealias Close = @convention(c) (OpaquePointer) -> CInt
    let open = unsafeBitCast(openAddress, to: Open.self)
    let read = unsafeBitCast(readAddress, to: Read.self)
    let closeFile = unsafeBitCast(closeAddress, to: Close.self)

    close(try PlainFile.open(path))
    guard let file = open(path, "rb") else { throw PlainFile.failure(path) }
    var capacity = 1 << 20
    var size = 0
    var buffer = malloc(capacity)
    while let start = buffer {
      if capacity - size < 1 << 19 {
        capacity *= 2
        buffer = realloc(start, capacity)
        continue
      }
      let count = read(file, start + size, CUnsignedInt(min(capacity - size, 1 << 24)))
      if count > 0 {
        size += Int(count)
        guard size <= Self.mostUnpacked else {
          _ = closeFile(file)
          free(start)
          throw EngineError(
            .badFile, "`\(name)` unpacks to more than half of the memory",
            hint: "unpack it with gunzip and load the result")
        }
        continue
      }
      let status = closeFile(file)
      if count < 0 || status != 0 {
        free(start)
        throw EngineError(.badFile, "`\(name)` is damaged or cut off: it does not unpack")
      }
      return UnsafeRawBufferPointer(start: start, count: size)
    }
    _ = closeFile(file)
    throw EngineError(.badFile, "`\(name)` does not fit into memory when it is unpacked")
  }
}
