import FoundationEssentials
import Glibc

/// Feeds readers with broken input: `Fuzz TARGET [--inputs N] [--seconds S] [--seed N] [--keep FILE]`.
///
/// The input that is being read stands in FILE, so that one that kills the process is not lost; with
/// `--read FILE` it is read again. The last line tells how many inputs were read.
@main
enum FuzzCommand {
  /// Seconds of the processor that no input may take.
  private static let patience = 2.0
  /// Inputs that are kept because something new came of them.
  private static let mostSeeds = 2_000

  static func main() throws {
    let options = Options(CommandLine.arguments.dropFirst())
    switch options.target {
    case JSONTarget.name: try run(JSONTarget.self, options)
    case WireTarget.name: try run(WireTarget.self, options)
    case ConnectionFileTarget.name: try run(ConnectionFileTarget.self, options)
    case SyntaxTarget.name: try run(SyntaxTarget.self, options)
    case WorkbookTarget.name: try run(WorkbookTarget.self, options)
    default:
      print(
        "usage: Fuzz json|wire|connection|syntax|workbook [--inputs N] [--seconds S] [--seed N]")
      exit(2)
    }
  }

  private static func run<Target: FuzzTarget>(_ type: Target.Type, _ options: Options) throws {
    var target = try Target()
    if let file = options.read {
      print(try target.read(Array(Data(contentsOf: URL(filePath: file)))))
      return
    }
    var mutator = Mutator(seed: options.seed, words: target.words)
    var seeds = target.seeds
    var outcomes: Set<String> = []
    var count = 0
    var slowest = 0.0
    let file = options.keep.map { open($0, O_RDWR | O_CREAT | O_TRUNC, 0o600) }
    let start = ContinuousClock.now
    while count < options.inputs, (ContinuousClock.now - start).seconds < options.seconds {
      let input =
        count < seeds.count && count < target.seeds.count ? seeds[count] : mutator.mutant(of: seeds)
      if let file {
        pwrite(file, input, input.count, 0)
        ftruncate(file, input.count)
      }
      let begin = processorTime()
      do throws(Finding) {
        let outcome = try target.read(input)
        if seeds.count < mostSeeds, outcomes.insert(outcome).inserted { seeds.append(input) }
      } catch {
        fail(error, input)
      }
      let time = processorTime() - begin
      slowest = max(slowest, time)
      if time > patience { fail(Finding("it took \(time) seconds"), input) }
      count += 1
    }
    print(
      "\(Target.name): \(count) inputs, \(outcomes.count) outcomes, slowest \(Int(slowest * 1000)) ms"
    )
  }

  /// Seconds that this thread has used.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func fail(_ finding: Finding, _ input: [UInt8]) -> Never {
    print("\(finding)\n\(String(decoding: input, as: UTF8.self).debugDescription)")
    exit(1)
  }
}

/// What the command line says.
private struct Options {
  var target = ""
  var inputs = Int.max
  var seconds = 10.0
  var seed: UInt64 = 1
  var keep: String?
  var read: String?

  init(_ arguments: ArraySlice<String>) {
    var rest = arguments
    target = rest.popFirst() ?? ""
    while let option = rest.popFirst(), let value = rest.popFirst() {
      switch option {
      case "--inputs": inputs = Int(value) ?? inputs
      case "--seconds": seconds = Double(value) ?? seconds
      case "--seed": seed = UInt64(value) ?? seed
      case "--keep": keep = value
      case "--read": read = value
      default: break
      }
    }
  }
}

extension Duration {
  fileprivate var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
