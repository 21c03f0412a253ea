import CZeroMQ
import Glibc
import JSONText
package import JupyterProtocol
import Synchronization

/// The sockets, the order and the life of a kernel, around the handler of a language.
///
/// The thread that calls `run` owns the sockets and all state here. Cells run on a thread of their
/// own, completions and inspections on another, so that both are answered while a cell runs.
package final class KernelServer {
  let handler: any KernelHandler
  let sockets: Sockets
  let heartbeat: Heartbeat
  let outbox: Outbox
  let wake: Wake
  /// The cells of the main shell.
  let main: ExecutionLane
  /// Answers what must not wait for a cell.
  let sideRequests: Worker
  let events = EventBox()
  /// Takes the main shell's cells to the archive, if there is one.
  let keeper: HistoryKeeper?
  let questions = Questions()
  /// Questions whose clients do not listen on stdin yet.
  var unsent: [Questions.Question] = []
  let limits: Limits

  var sender: Sender
  var replays = ReplayGuard()
  var publisher: Publisher
  /// What waits for room on iopub, in order.
  var sending = Queue<Outbox.Item>()
  /// The subshells in the order in which they were made, with those whose last cell winds up.
  var subshells: [ExecutionLane] = []
  var usage = ResourceUsage()
  /// Whether a front end was told that the kernel started, or has noticed by itself.
  var isKnown = false
  var ending: Ending?

  /// Binds the sockets, announces chosen ports where a front end asked for that, and starts the
  /// threads.
  ///
  /// It takes over SIGINT and SIGTERM for threads to come: make the server before any thread.
  package convenience init(
    _ start: StartFile, handler: any KernelHandler, limits: Limits = Limits(),
    archive: (any HistoryArchive)? = nil
  ) throws {
    switch start {
    case .connection(let connection):
      try self.init(
        connection: connection, handler: handler, limits: limits, archive: archive)
    case .registration(let file):
      try self.init(
        connection: file.connection.withChosenPorts(), handler: handler, limits: limits,
        archive: archive)
      do {
        try register(with: file, patience: limits.registration)
      } catch {
        heartbeat.stop()
        sockets.close()
        throw error
      }
    }
  }

  /// Binds the sockets and starts the threads.
  package init(
    connection: ConnectionFile, handler: any KernelHandler, limits: Limits = Limits(),
    archive: (any HistoryArchive)? = nil
  ) throws {
    ProcessWatch.prepare()
    self.handler = handler
    keeper = archive.map(HistoryKeeper.init)
    sender = Sender(signer: try Signer(scheme: connection.signatureScheme, key: connection.key))
    wake = try Wake()
    sockets = try Sockets(connection)
    heartbeat = try Heartbeat(connection)
    outbox = Outbox(limits: limits, wake: wake)
    self.limits = limits
    publisher = Publisher(
      socket: sockets.iopub, connections: sockets.connections, patience: limits.patience)
    main = try ExecutionLane(id: nil)
    sideRequests = try Worker(stackSize: 64 << 20)
    try ProcessWatch.start { [events, wake] notice in
      events.append(.notice(notice))
      wake.signal()
    }
  }

  /// Serves until the kernel is told to end, and gives the exit status of the process.
  ///
  /// A cell that did not heed its cancellation may still run then: leave with `_exit`.
  package func run() -> Int32 {
    var items = [
      zmq_pollitem_t(socket: nil, fd: wake.readEnd, events: Int16(ZMQ_POLLIN), revents: 0)
    ]
    for channel in [Channel.control, .shell, .iopub, .stdin] {
      items.append(
        zmq_pollitem_t(
          socket: sockets.socket(channel).pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
    }
    items.append(
      zmq_pollitem_t(
        socket: sockets.connections.pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
    var streamDue: Moment?
    while ending?.isOver(running: isRunning) != true {
      zmq_poll(&items, Int32(items.count), timeout(streamDue))
      if items[0].revents != 0 { wake.clear() }
      for event in events.takeAll() { handle(event) }
      receiveRequests(.control, atMost: 64)
      if items[3].revents != 0 { receiveSubscriptions() }
      receiveRequests(.shell, atMost: 256)
      if items[4].revents != 0 { receiveAnswers() }
      sendQuestions()
      if items[5].revents != 0 { sockets.connections.receive() }
      tellSlowReaders()
      streamDue = outbox.take(into: &sending)
      finishFailures()
      sendWaiting()
    }
    return close()
  }

  /// Writes one line to the process's standard error, unless nobody reads it.
  func log(_ line: String) {
    var item = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
    guard poll(&item, 1, 0) == 1, item.revents == Int16(POLLOUT) else { return }
    let bytes = Array("\(handler.info.implementation): \(line)\n".utf8)
    write(STDERR_FILENO, bytes, bytes.count)
  }

  /// Milliseconds that the sockets may be waited for.
  private func timeout(_ streamDue: Moment?) -> Int {
    // ZeroMQ does not tell when a full publisher has room again.
    if publisher.isFull { return 1 }
    if !sending.isEmpty { return 0 }
    var moments = [
      streamDue, main.failing?.due, publisher.slowReaders.due, ending?.deadline,
    ].compactMap(\.self)
    if !unsent.isEmpty {
      moments.append(Moment.now.after(milliseconds: KernelServer.questionInterval))
    }
    moments += subshells.compactMap(\.failing?.due)
    return moments.min()?.millisecondsAway ?? -1
  }

  /// Ends the handler, sends what is left and frees the addresses.
  private func close() -> Int32 {
    let restart = ending?.restart ?? false
    let isDone = Monitor(false)
    let handler = handler
    try? startThread {
      handler.shutdown(restart: restart)
      isDone.change { $0 = true }
    }
    let deadline = Moment.now.after(milliseconds: 300)
    keeper?.close(until: deadline)
    _ = isDone.wait(until: deadline) { $0 ? true : nil }
    ChildProcesses.end()
    _ = outbox.take(into: &sending)
    while let item = sending.popFirst() {
      if case .publication(let publication) = item { publisher.sendAnyway(frames(publication)) }
    }
    heartbeat.stop()
    sockets.close()
    return ending?.status ?? 0
  }
}

/// A request with the channel that its reply goes to.
struct Incoming: Sendable {
  var channel: Channel
  var message: Message
}

/// That the kernel is about to end.
struct Ending {
  var restart: Bool
  var status: Int32
  /// Until when a running cell may wind up.
  var deadline: Moment

  func isOver(running: Bool) -> Bool { !running || deadline <= Moment.now }
}

/// What other threads tell the thread of the sockets.
enum Event: Sendable {
  case notice(ProcessWatch.Notice)
  /// A side request was answered.
  case answered(Incoming, JSON)
}

/// Events on their way to the thread of the sockets.
final class EventBox: Sendable {
  private let events = Mutex<[Event]>([])

  func append(_ event: Event) { events.withLock { $0.append(event) } }

  func takeAll() -> [Event] {
    events.withLock { events in
      defer { events = [] }
      return events
    }
  }
}
