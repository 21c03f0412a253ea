import FoundationEssentials
import TestSupport
import Testing

/// Readers of foreign bytes stand whatever they are given; `Fuzz` says what else must hold.
@Suite struct FuzzTests {
  private static let isSlow = ProcessInfo.processInfo.environment["TEFF_SLOW"] != nil

  @Test(arguments: ["json", "wire", "connection", "syntax", "workbook"])
  func `no input brings a reader down`(_ target: String) throws {
    let cells = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Cells")
    let program = try Program("Fuzz", environment: ["FUZZ_CELLS": cells.path()])
    let amount = Self.isSlow ? ["--seconds", "120"] : ["--inputs", "4000", "--seconds", "60"]
    let run = try program.run([target, "--keep", "input.bin"] + amount)
    #expect(run.status == 0, "\(run.output)\(run.errors)\(program.text("input.bin") ?? "")")
    #expect(run.output.hasPrefix("\(target): "))
    #expect(run.output.contains("inputs"))
    print(run.output)
  }
}
