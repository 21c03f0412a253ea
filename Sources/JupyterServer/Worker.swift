import Glibc

/// A thread that does one job after the other.
final class Worker: Sendable {
  typealias Job = @Sendable () -> Void

  private let jobs = Monitor<Queue<Job>>(Queue())

  /// Starts the thread.
  init(stackSize: Int = 8 << 20) throws(ServerError) {
    let jobs = jobs
    try startThread(stackSize: stackSize) {
      while let job = jobs.wait(for: { $0.popFirst() }) { job() }
    }
  }

  /// Puts a job behind those that wait.
  func submit(_ job: @escaping Job) {
    jobs.change { $0.append(job) }
  }
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
