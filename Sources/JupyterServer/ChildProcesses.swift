import Glibc

/// The processes that cells have started, and those that these have started.
enum ChildProcesses {
  /// Milliseconds that they have to end by themselves.
  private static let patience = 100

  /// Passes on an interrupt of the whole kernel that came as a message; a signal comes to the group.
  static func interrupt() {
    var information = siginfo_t()
    // Without children there is nothing to look for, and most kernels have none.
    guard waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT) == 0 else { return }
    for child in all { kill(child, SIGINT) }
  }

  /// Ends them, gently first.
  static func end() {
    let children = all
    guard !children.isEmpty else { return }
    for child in children { kill(child, SIGTERM) }
    let deadline = Moment.now.after(milliseconds: patience)
    while deadline > Moment.now {
      if all.isEmpty { return }
      usleep(2000)
    }
    for child in all { kill(child, SIGKILL) }
  }

  /// All that are alive: the descendants of this process, and the others of the group that it leads.
  private static var all: [pid_t] {
    let own = getpid()
    var parents: [pid_t: pid_t] = [:]
    var children: Set<pid_t> = []
    for (child, parent, group) in processes() where child != own {
      parents[child] = parent
      if group == own { children.insert(child) }
    }
    for child in parents.keys {
      var ancestor = child
      // No family is that deep; the bound is for a table that changed while it was read.
      for _ in 0..<64 {
        guard let parent = parents[ancestor] else { break }
        if parent == own || children.contains(parent) {
          children.insert(child)
          break
        }
        ancestor = parent
      }
    }
    return Array(children)
  }

  /// All living processes of the machine with their parents and their groups.
  private static func processes() -> [(id: pid_t, parent: pid_t, group: pid_t)] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var processes: [(pid_t, pid_t, pid_t)] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let id = pid_t(name) else { continue }
      // The name of the program stands in parentheses, and may hold anything.
      let fields = TextFile.text("/proc/\(name)/stat").split(separator: ")").last?
        .split(separator: " ")
      guard let fields, fields.count > 2, fields[0] != "Z", let parent = pid_t(fields[1]),
        let group = pid_t(fields[2])
      else { continue }
      processes.append((id, parent, group))
    }
    return processes
  }
}
