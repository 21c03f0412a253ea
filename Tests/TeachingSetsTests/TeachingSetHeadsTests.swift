import Tables
import TeachingSets
import TestSupport
import Testing

/// The first rows of every set stand in a reviewed file, so that no change of the generators moves
/// the notebooks' outputs unnoticed.
struct TeachingSetHeadsTests {
  @Test(arguments: TeachingSetName.allCases)
  func `The first rows are those of the golden`(name: TeachingSetName) {
    let set = name.make()
    expectGolden(
      """
      \(set.summary)

      \(head(set.table))
      truth
      \(head(set.truth))
      """, named: "TeachingSets/\(name.rawValue).txt")
  }

  private func head(_ table: Table) -> String {
    let lines = (0..<min(8, table.rowCount)).map { row in
      table.row(row).map(text).joined(separator: " | ")
    }
    return ([table.schema.names.joined(separator: " | ")] + lines).joined(separator: "\n") + "\n"
  }

  private func text(_ value: Value) -> String {
    switch value {
    case .int(let number): "\(number)"
    case .number(let number): "\(number)"
    case .text(let text): text
    case .bool(let flag): "\(flag)"
    case .date(let day): date(Int(day))
    case .datetime(let microseconds):
      "\(date(Int(microseconds / 86_400_000_000))) \(microseconds / 1_000_000 % 86_400) s"
    default: "?"
    }
  }

  private func date(_ number: Int) -> String {
    let day = CivilDate(daysSince1970: number)
    return "\(day.year)-\(day.month)-\(day.day)"
  }
}
