import CCurl
import DynamicLibraries
import Synchronization

/// libcurl in this process, loaded by the first download: it brings a dozen libraries along, which
/// would slow down every start.
final class CurlLibrary: @unchecked Sendable {
  // Addresses of functions that are written once, before anybody else sees them.
  let functions: CCurlFunctions

  private static let loaded = Mutex<CurlLibrary?>(nil)
  private static let names = ["libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"]

  /// The library; later calls give the same.
  static func load() throws(DownloadError) -> CurlLibrary {
    let result: Result<CurlLibrary, DownloadError> = loaded.withLock { loaded in
      if let library = loaded { return .success(library) }
      var reason = "the library libcurl.so.4 is not there"
      for name in names {
        let library: DynamicLibrary
        do throws(DynamicLibraryError) { library = try DynamicLibrary(name) } catch {
          if !error.reason.contains("No such file") { reason = error.description }
          continue
        }
        var functions = CCurlFunctions()
        if let missing = ccurl_load(library.handle, &functions) {
          reason = "\(name) does not fit: \(String(cString: missing))"
          continue
        }
        let made = CurlLibrary(functions)
        loaded = made
        return .success(made)
      }
      return .failure(
        DownloadError(
          "addresses cannot be loaded: \(reason)",
          hint: "install libcurl (apt install libcurl4), or download the file and load that"))
    }
    return try result.get()
  }

  private init(_ functions: CCurlFunctions) { self.functions = functions }
}
