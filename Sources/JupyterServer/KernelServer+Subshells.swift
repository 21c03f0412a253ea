import JSONText
import JupyterProtocol

/// Subshells (JEP 91): lanes beside the main shell, each with its own queue, count and thread.
extension KernelServer {
  /// Subshells that there may be at once; each has a thread.
  static let mostSubshells = 64

  /// Whether any cell runs.
  var isRunning: Bool { lanes.contains { $0.running != nil } }

  /// The main shell and all subshells.
  var lanes: [ExecutionLane] { [main] + subshells }

  /// The lane of an id, also when it is deleted; nil names the main shell.
  func lane(_ id: String?) -> ExecutionLane? {
    guard let id else { return main }
    return subshells.first { $0.id == id }
  }

  /// The lane that a request names, nil when there is none of that name.
  func lane(for incoming: Incoming) -> ExecutionLane? {
    lane(incoming.message.header.subshell).flatMap { $0.isDeleted ? nil : $0 }
  }

  /// Makes a subshell, and gives the content of the reply.
  func createSubshell() -> JSON {
    guard subshells.count < KernelServer.mostSubshells else {
      let report = ErrorReport(
        name: "TooManySubshells",
        value: "there are \(KernelServer.mostSubshells) subshells, and no more are made; delete one"
      )
      return report.replyContent
    }
    do {
      let id = String.randomDigits()
      subshells.append(try ExecutionLane(id: id))
      return ["status": "ok", "subshell_id": .string(id)]
    } catch {
      return ErrorReport(name: "ServerError", value: "\(error)").replyContent
    }
  }

  /// The content of the reply that lists the subshells.
  var subshellList: JSON {
    let ids = subshells.filter { !$0.isDeleted }.compactMap(\.id)
    return ["status": "ok", "subshell_id": .array(ids.map(JSON.string))]
  }

  /// Ends a subshell, and gives the content of the reply.
  ///
  /// Its running cell is stopped; that cell and those behind it get their replies when it has ended.
  func deleteSubshell(_ content: JSON) -> JSON {
    let id = content["subshell_id"]?.string
    guard let id, let lane = lane(id), !lane.isDeleted else {
      return ErrorReport(unknownSubshell: id).replyContent
    }
    lane.isDeleted = true
    if lane.running == nil {
      finishDeleting(lane)
    } else {
      interrupt([lane])
    }
    return ["status": "ok"]
  }

  /// Answers what still waited for a deleted subshell, and lets its thread end.
  func finishDeleting(_ lane: ExecutionLane) {
    while let incoming = lane.waiting.popFirst() {
      refuse(incoming, ErrorReport(unknownSubshell: lane.id), count: lane.executionCount)
    }
    lane.worker.finish()
    subshells.removeAll { $0 === lane }
  }

  /// Answers a request that is not carried out.
  func refuse(_ incoming: Incoming, _ report: ErrorReport, count: Int? = nil) {
    let parent = incoming.message.headerBytes
    let type = incoming.message.header.type
    publishStatus("busy", parent: parent)
    var content = report.replyContent.object ?? []
    if let count, type == "execute_request" {
      content.append(JSON.Member("execution_count", .int(count)))
    }
    // Messages of comms get no reply.
    if type.hasSuffix("_request") { reply(to: incoming, .object(content)) }
    publishStatus("idle", parent: parent)
  }
}

extension ErrorReport {
  /// The report on a request for a subshell that is not there.
  init(unknownSubshell id: String?) {
    let name = id.map { " " + JSON.string(String($0.prefix(80))).text } ?? " of that name"
    self.init(name: "UnknownSubshell", value: "there is no subshell\(name)")
  }
}
