// Two mistakes, for Scripts/sanitize to see that the sanitizers see them: `planted thread` writes
// to one variable from two threads, `planted address` reads memory that was freed.
import Glibc

@main struct Planted {
  nonisolated(unsafe) static var count = 0

  static func main() {
    if CommandLine.arguments.last == "address" {
      let number = UnsafeMutablePointer<Int>.allocate(capacity: 1)
      number.initialize(to: 7)
      number.deallocate()
      count = number.pointee
    } else {
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { _ in
          Planted.count += 1
          return nil
        }, nil)
      count += 1
      pthread_join(thread, nil)
    }
  }
}
