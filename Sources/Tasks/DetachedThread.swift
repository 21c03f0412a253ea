import Glibc

/// Runs `body` on a thread of its own, which nobody waits for.
package func detachThread(_ body: @escaping @Sendable () -> Void) {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let work = Unmanaged.passRetained(Work(body))
  var thread = pthread_t()
  let status = pthread_create(
    &thread, nil,
    { pointer in
      guard let pointer else { return nil }
      Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
      return nil
    }, work.toOpaque())
  if status == 0 { pthread_detach(thread) } else { work.release() }
}

/// Waits for two milliseconds.
package func sleepBriefly() { usleep(2_000) }
