/// One command of the program.
protocol Command: SendableMetatype {
  static var name: String { get }
  /// One short phrase for the list of commands.
  static var summary: String { get }
  /// What `--help` prints.
  static var help: String { get }
  /// Does the work, and gives the exit status.
  static func run(_ arguments: consuming Arguments) throws -> Int32
}

/// What is wrong with a command line; the exit status is 2.
struct UsageError: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// Why a command could not do its work; the exit status is 1.
struct CommandError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
