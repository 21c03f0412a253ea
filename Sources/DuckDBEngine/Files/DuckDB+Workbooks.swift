import Planning
import Spreadsheets
import Tables
import Tasks

extension DuckDB {
  /// Reads a sheet of each workbook into one table of the engine.
  func loadWorkbooks(
    _ paths: [String], _ source: FileSource, _ progress: Progress
  ) throws -> LoadedFiles {
    var loader = WorkbookLoader(source)
    let table = try call { access in
      let connection = access.connection
      let check = { () throws(EngineError) in try connection.checkCancellation() }
      try loader.read(paths, progress, checking: check)
      return try loader.finish(checking: check)
    }
    return LoadedFiles(
      scan: try store(table), notices: loader.notices, rejectedCount: loader.rejected.count,
      rejected: loader.rejected.isEmpty ? nil : loader.rejectedTable)
  }

  /// The columns of a workbook, with types found on its first rows alone.
  func workbookColumns(_ path: String, _ source: FileSource) throws -> Schema {
    var loader = WorkbookLoader(source, mostRows: 200)
    try loader.read([path], .silent) {}
    return try loader.finish {}.schema
  }
}
