import DynamicLibraries
import FoundationEssentials
import Glibc
import GradientBoosting
import Testing

/// The natural logarithm.
func logarithm(_ value: Double) -> Double { log(value) }

/// How the library is found, and what is said when it is not.
struct LightGBMTests {
  @Test func `Without the library a sentence says how to get it`() {
    let nowhere = LightGBM.locator(
      variables: ["TEFF_LIGHTGBM": "/nowhere/lib_lightgbm.so"], workingFolder: "/", program: nil)
    guard case .failure(let error) = LightGBM.attempt(nowhere) else {
      Issue.record("a library was found nowhere")
      return
    }
    #expect(error == .missingLibrary)
    #expect(error.description.contains("pip install lightgbm"))
    #expect(error.description.contains("TEFF_LIGHTGBM"))
  }

  @Test func `A file that is no library says so in the system's words`() throws {
    let folder = URL.temporaryDirectory.appending(path: "teff-boosting-\(getpid())")
    let packages = folder.appending(path: "lib/python3.11/site-packages/lightgbm/lib")
    try FileManager.default.createDirectory(at: packages, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = packages.appending(path: "lib_lightgbm.so")
    try Data("no library".utf8).write(to: file)
    let locator = LightGBM.locator(
      variables: ["VIRTUAL_ENV": folder.path, "XDG_CONFIG_HOME": folder.path], workingFolder: "/",
      program: nil)
    #expect(locator.candidates().map(\.path) == [file.path])
    guard case .failure(.brokenLibrary(let reason)) = LightGBM.attempt(locator) else {
      Issue.record("a text was loaded as a library")
      return
    }
    #expect(reason.contains("lib_lightgbm.so"))
  }

  @Test func `Another library is told by what it lacks`() throws {
    let locator = LightGBM.locator(
      variables: ["TEFF_LIGHTGBM": "/lib/\(LibraryLocator.triplet)/libm.so.6"], workingFolder: "/",
      program: nil)
    guard case .failure(let error) = LightGBM.attempt(locator) else {
      Issue.record("the library of mathematics grows no trees")
      return
    }
    #expect(error.description.contains("LGBM_GetLastError is missing"))
  }

  @Test func `A library of needed threads that is absent has its own way out`() {
    let error = BoostingError.brokenLibrary(reason: "libgomp.so.1: cannot open shared object file")
    #expect(error.description.contains("apt-get install libgomp1"))
  }
}
