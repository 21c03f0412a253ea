import Glibc

/// Notices what the outside does to the process: signals, and the death of its parent.
struct ProcessWatch: Sendable {
  /// What was noticed.
  enum Notice: Sendable {
    case interrupted
    case terminated
    case orphaned
  }

  /// The signals as a set, which every thread started from now on leaves to the watch.
  private static var signals: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, signal) }
    return set
  }

  /// Takes the signals over; must come before the first other thread.
  static func prepare() {
    // A kernel that is started without standard streams must not give their numbers to sockets.
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDWR)
    }
    var set = signals
    pthread_sigmask(SIG_BLOCK, &set, nil)
    signal(SIGPIPE, SIG_IGN)
  }

  /// Starts the thread that watches.
  static func start(_ report: @escaping @Sendable (Notice) -> Void) throws(ServerError) {
    let parent = ParentWatch()
    try startThread(stackSize: 256 << 10) {
      var set = signals
      var second = timespec(tv_sec: 1, tv_nsec: 0)
      while true {
        switch sigtimedwait(&set, nil, &second) {
        case SIGINT: report(.interrupted)
        case SIGTERM, SIGHUP: report(.terminated)
        default: break
        }
        if parent.isGone {
          report(.orphaned)
          return
        }
      }
    }
  }
}

/// The process that the front end named as the kernel's parent.
private struct ParentWatch: Sendable {
  private let parent: pid_t?
  private let isDirect: Bool

  init() {
    let named = getenv("JPY_PARENT_PID").flatMap { pid_t(String(cString: $0)) } ?? 0
    isDirect = named == getppid()
    // A kernel in a container cannot see the process that its front end named.
    parent = named > 1 && (isDirect || kill(named, 0) == 0) ? named : nil
  }

  /// Whether the parent has died; an orphan's new parent need not be process 1.
  var isGone: Bool {
    guard let parent else { return false }
    return isDirect ? getppid() != parent : kill(parent, 0) != 0 && errno == ESRCH
  }
}
