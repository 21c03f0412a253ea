import Glibc
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance case 52: what the kernel and its machine use.
@Suite(.serialized)
struct UsageTests {
  private let kernel: KernelProcess
  private let frontEnd: FrontEnd

  init() throws {
    kernel = try KernelProcess("EchoKernel", connection: .onFreePorts())
    frontEnd = try FrontEnd(kernel.connection)
  }

  @Test(arguments: [Channel.control, .shell])
  func `52: usage tells of the process and of the machine`(channel: Channel) throws {
    let (usage, outputs) = try frontEnd.run(Request("usage_request", on: channel), status: nil)
    #expect(outputs.isEmpty)
    #expect(usage["pid"]?.int == Int(kernel.id))
    #expect(usage["hostname"]?.string?.isEmpty == false)
    #expect(usage["cpu_count"]?.int == sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    // The kernel's own status counts the same pages, some of them a little later.
    let resident = try #require(kernel.statistic("VmRSS")) << 10
    #expect(abs(try #require(usage["kernel_memory"]?.int) - resident) < 4 << 20)
    let memory = try #require(usage["host_virtual_memory"])
    let total = try #require(memory["total"]?.int)
    let available = try #require(memory["available"]?.int)
    #expect(total > 0 && available > 0 && available <= total)
    #expect(memory["used"]?.int == total - available)
    #expect(try #require(memory["free"]?.int) <= total)
    let percent = try #require(memory["percent"]?.amount)
    #expect(abs(percent - 100 * Double(total - available) / Double(total)) <= 0.051)
  }

  @Test func `52: usage of processors is that since the request before`() throws {
    func usage() throws -> JSON {
      try frontEnd.expectReply(
        to: frontEnd.send(Request("usage_request", on: .control)), status: nil)
    }
    _ = try usage()
    usleep(300_000)
    let idle = try #require(try usage()["kernel_cpu"]?.amount)
    let cell = frontEnd.send(.execute("shows 20000"))
    try frontEnd.expectReply(to: cell)
    let busy = try usage()
    #expect(try #require(busy["kernel_cpu"]?.amount) > idle)
    let host = try #require(busy["host_cpu_percent"]?.amount)
    #expect(host > 0 && host <= 100)
  }

  @Test func `52: usage is told while a cell computes`() throws {
    let cell = frontEnd.send(.execute("stubborn 2000"))
    try frontEnd.expectBusy(cell)
    let sent = frontEnd.send(Request("usage_request", on: .control))
    try frontEnd.expectReply(to: sent, status: nil)
    try frontEnd.expectNothing(on: .shell, for: 10)
    try frontEnd.expectReply(to: cell)
  }
}

extension JSON {
  /// A number of either kind.
  fileprivate var amount: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
