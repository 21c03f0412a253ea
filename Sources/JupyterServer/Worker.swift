import Glibc

/// A thread that does one job after the other.
final class Worker: Sendable {
  typealias Job = @Sendable () -> Void

  private struct State {
    var jobs = Queue<Job>()
    var isOver = false
  }

  /// What a waiting thread gets.
  private enum Next {
    case job(Job)
    case end
  }

  private let state = Monitor(State())

  /// Starts the thread.
  init(stackSize: Int = 8 << 20) throws(ServerError) {
    let state = state
    try startThread(stackSize: stackSize) {
      while case .job(let job)? = state.wait(for: { state -> Next? in
        state.jobs.popFirst().map(Next.job) ?? (state.isOver ? .end : nil)
      }) { job() }
    }
  }

  /// Puts a job behind those that wait.
  func submit(_ job: @escaping Job) {
    state.change { $0.jobs.append(job) }
  }

  /// Lets the thread end behind the jobs that wait.
  func finish() { state.change { $0.isOver = true } }
}

/// Starts a thread that ends with `body`.
package func startThread(
  stackSize: Int = 1 << 20, _ body: @escaping @Sendable () -> Void
) throws(ServerError) {
  let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
  defer { attributes.deallocate() }
  pthread_attr_init(attributes)
  defer { pthread_attr_destroy(attributes) }
  pthread_attr_setstacksize(attributes, stackSize)
  pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
  let start = Unmanaged.passRetained(ThreadStart(body: body))
  var thread = pthread_t()
  let status = pthread_create(
    &thread, attributes,
    { argument in
      guard let argument else { return nil }
      let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
      start.body()
      return nil
    }, start.toOpaque())
  if status != 0 {
    start.release()
    throw ServerError("cannot start a thread: \(String(cString: strerror(status)))")
  }
}

/// What a new thread is given.
private final class ThreadStart: Sendable {
  let body: @Sendable () -> Void

  init(body: @escaping @Sendable () -> Void) { self.body = body }
}
