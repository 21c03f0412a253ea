import FoundationEssentials
import Glibc
import JSONText
import JupyterProtocol
import TestSupport
import Testing

/// Conformance case 22: a kernel that chooses its ports itself and announces them.
@Suite(.serialized)
struct RegistrationTests {
  @Test(arguments: TestedKernel.all)
  func `22: a kernel with a registration file announces its ports and serves`(
    kernel: TestedKernel
  ) throws {
    let service = try RegistrationService()
    let process = try kernel.start(file: service.file)
    let announcement = try service.announcement()
    #expect(announcement.isSigned)
    #expect(announcement.content["kernel_id"] == "k-1")
    let names: Set = [
      "kernel_id", "shell_port", "control_port", "stdin_port", "iopub_port", "hb_port",
    ]
    #expect(Set((announcement.content.object ?? []).map(\.key)) == names)
    // The ports are texts, and no two are the same.
    #expect(Set(announcement.connection.ports.values).count == 5)
    service.acknowledge(announcement)
    let frontEnd = try FrontEnd(announcement.connection)
    try frontEnd.run(.execute(kernel.value(7)))
    let heartbeat = try ClientSocket(
      .heartbeat, of: announcement.connection, in: frontEnd.context)
    heartbeat.send([[1, 2]])
    #expect(heartbeat.receive(within: FrontEnd.patience) == [[1, 2]])
    try frontEnd.run(.shutdown(restart: false))
    #expect(process.exitStatus(within: 5000) == 0)
  }

  @Test func `22: an announcement over ipc names files that are free`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "teff-ipc-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let service = try RegistrationService(folder: folder)
    let process = try TestedKernel.echo.start(file: service.file)
    let announcement = try service.announcement()
    service.acknowledge(announcement)
    let frontEnd = try FrontEnd(announcement.connection)
    try frontEnd.run(.execute("x"))
    try frontEnd.run(.shutdown(restart: false))
    #expect(process.exitStatus(within: 5000) == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["r-7"])
  }

  @Test func `22: without an answer, or with one of somebody else, the kernel ends`() throws {
    let service = try RegistrationService()
    let process = try TestedKernel.echo.start(
      limits: ["1000", "1000000", "600", "400"], file: service.file)
    let announcement = try service.announcement()
    service.acknowledge(announcement, signature: Array(String(repeating: "0", count: 64).utf8))
    #expect(process.exitStatus(within: 10_000) == 1)
    #expect(process.output.contains("its signature is wrong"))
    #expect(process.output.contains("did not acknowledge the kernel's ports in 400 ms"))
  }

  @Test func `22: SIGTERM ends a kernel that nobody answers`() throws {
    let service = try RegistrationService()
    let process = try TestedKernel.echo.start(file: service.file)
    _ = try service.announcement()
    process.signal(SIGTERM)
    #expect(process.exitStatus(within: 5000) == 1)
  }
}
