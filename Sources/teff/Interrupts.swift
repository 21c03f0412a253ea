import Glibc

/// Ctrl-C: the first stops the cell, the second the program.
enum Interrupts {
  /// The stack of the thread that runs cells: deep expressions need room.
  static let stackSize = 64 << 20

  private static var signals: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    return set
  }

  /// Takes the signal over; must come before the first other thread.
  static func prepare() {
    var set = signals
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for signals on this thread, until another one ends the program; gives the exit status
  /// of a program that was interrupted twice.
  static func wait(_ interrupt: () -> Void) -> Int32 {
    var set = signals
    var signal: Int32 = 0
    sigwait(&set, &signal)
    interrupt()
    sigwait(&set, &signal)
    return 130
  }
}
