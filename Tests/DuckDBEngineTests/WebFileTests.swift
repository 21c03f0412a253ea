import Downloads
import DuckDBEngine
import FoundationEssentials
import Glibc
import Planning
import Synchronization
import Tables
import Tasks
import TestSupport
import Testing

/// Files from a web server, as `load` reads them.
@Suite struct WebFileTests {
  let engine = DuckDB()
  let files: Files

  init() throws { files = try Files() }

  private func read(
    _ address: String, progress: Progress = .silent
  ) throws -> (table: Table, loaded: LoadedFiles) {
    let loaded = try engine.load(FileSource(address, in: files.folder), progress: progress)
    return (try engine.collect("SELECT * FROM \(loaded.scan.relation)"), loaded)
  }

  @Test("Files of every kind are read, each fetched once")
  func kinds() throws {
    let query = "SELECT i::BIGINT AS i, 'row ' || i AS t FROM range(3) r(i)"
    var contents: [String: [UInt8]] = [:]
    for (name, options) in [
      "a.csv": "", "a.csv.gz": "(COMPRESSION gzip)", "a.parquet": "", "a.json": "(ARRAY true)",
      "a.jsonl": "(FORMAT json)",
    ] {
      try engine.execute("COPY (\(query)) TO '\(files.folder)/\(name)' \(options)")
      contents["/\(name)"] = Array(try Data(contentsOf: URL(filePath: "\(files.folder)/\(name)")))
    }
    let rows = (0..<3).map { "<row><c><v>\($0)</v></c><c t=\"str\"><v>row \($0)</v></c></row>" }
    let names = "<row><c t=\"str\"><v>i</v></c><c t=\"str\"><v>t</v></c></row>"
    contents["/a.xlsx"] = StoredZip.workbook(
      sheets: [("S", "", "<sheetData>\(names)\(rows.joined())</sheetData>")])
    let served = contents
    let server = try WebServer { served[$0].map { .init($0) } ?? .init(status: 404) }
    defer { server.close() }
    for path in contents.keys.sorted() {
      for _ in 0..<2 {
        let (table, loaded) = try read(server.address(path))
        #expect(table.row(2) == [.int(2), .text("row 2")], "\(path)")
        #expect(loaded.scan.name == String(path.dropFirst()))
        #expect(loaded.notices == [])
      }
    }
    #expect(server.requests == contents.keys.sorted())
  }

  @Test("The kind comes from the answer where the address does not tell it")
  func contentTypes() throws {
    let server = try WebServer { path in
      switch path {
      case "/export?format=csv": .init("a;b\n1;2\n", headers: ["Content-Type: text/csv"])
      case "/api/rows": .init("[{\"a\": 1, \"b\": 2}]", headers: ["Content-Type: application/json"])
      case "/go": .init(status: 302, headers: ["Location: /data.tsv"])
      case "/data.tsv": .init("a\tb\n1\t2\n")
      default: .init("x", headers: ["Content-Type: image/png"])
      }
    }
    defer { server.close() }
    for path in ["/export?format=csv", "/api/rows", "/go"] {
      #expect(try read(server.address(path)).table.row(0) == [.int(1), .int(2)])
    }
    let error = #expect(throws: EngineError.self) { try read(server.address("/picture")) }
    #expect(
      error?.message
        == "the kind of the file at `127.0.0.1` is not known: the server says image/png")
  }

  @Test("A web page is told from a table")
  func page() throws {
    let server = try WebServer { path in
      path == "/a.csv"
        ? .init("<!DOCTYPE html><html>") : .init("a", headers: ["Content-Type: text/html"])
    }
    defer { server.close() }
    for path in ["/a.csv", "/b.csv"] {
      let error = #expect(throws: EngineError.self) { try read(server.address(path)) }
      #expect(
        error?.message == "`127.0.0.1` answers with a web page (HTML), not with a table")
    }
  }

  @Test("No error and no name of a table holds what an address keeps secret")
  func secrets() throws {
    let server = try WebServer { path in
      path.hasPrefix("/good")
        ? .init("a\n1\n") : .init("{\"a\": ", status: path.hasPrefix("/bad") ? 200 : 403)
    }
    defer { server.close() }
    for path in ["/bad.json?token=geheim", "/no.csv?token=geheim"] {
      let error = #expect(throws: EngineError.self) {
        try read(server.address(path, name: "ana:geheim@"))
      }
      let text = "\(error?.message ?? "") \(error?.hint ?? "")"
      #expect(!text.contains("geheim") && !text.contains("/tmp"), "\(text)")
    }
    let loaded = try read(server.address("/good.csv?token=geheim", name: "ana:geheim@")).loaded
    #expect(loaded.scan.name == "good.csv")
    #expect(loaded.scan.relation.hasPrefix("stored."))
  }

  @Test("What was fetched is kept where nobody else may read it")
  func privacy() throws {
    let server = try WebServer { _ in .init("a\n1\n") }
    defer { server.close() }
    let before = Set(Self.folders)
    _ = try read(server.address("/secret-name-7.csv"))
    let mine = Set(Self.folders).subtracting(before).filter {
      FileManager.default.fileExists(atPath: "\($0)/web/1/secret-name-7.csv")
    }
    let folder = try #require(mine.first)
    func rights(_ path: String) throws -> Int {
      var status = stat()
      try #require(stat(path, &status) == 0)
      return Int(status.st_mode & 0o777)
    }
    #expect(try rights("\(folder)/web/1") == 0o700)
    #expect(try rights("\(folder)/web/1/secret-name-7.csv") == 0o600)
  }

  private static var folders: [String] {
    let base = FileManager.default.temporaryDirectory.path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    return names.filter { $0.hasPrefix("teff-") }.map { "\(base)/\($0)" }
  }

  @Test("Other schemes are refused with a sentence")
  func schemes() {
    for (address, words) in [
      "file:///etc/passwd": "`load` takes the path of a file, not a file:// address",
      "ftp://h/x.csv": "addresses of ftp:// are not loaded",
      "s3://bucket/x.csv": "files behind s3:// come in a later release",
      "https://": "this is no address of a file",
    ] {
      let error = #expect(throws: EngineError.self) { try read(address) }
      #expect(error?.message == words)
    }
  }

  @Test("An interrupt stops a download, and the next one works")
  func interruption() throws {
    let server = try WebServer { path in
      path == "/a.csv" ? .init("a\n1\n") : .init("a\n", ending: .endless)
    }
    defer { server.close() }
    let cancellation = Cancellation()
    let told = Mutex<[String]>([])
    let progress = Progress { _, words in
      told.withLock { $0.append(words) }
      cancellation.cancel()
    }
    let error = #expect(throws: EngineError.self) {
      try engine.work(for: cancellation) {
        try read(server.address("/endless.csv"), progress: progress)
      }
    }
    #expect(error?.kind == .interrupted)
    #expect(told.withLock { $0.first?.hasPrefix("fetching from 127.0.0.1, ") } == true)
    #expect(try read(server.address("/a.csv")).table.rowCount == 1)
  }
}
