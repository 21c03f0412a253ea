import Glibc
import JSONText

/// What the kernel and its machine use, as front ends show it (`usage_request`).
///
/// The request is ipykernel's, not the specification's; the names are those that
/// jupyter-resource-usage reads. Percents of processors are those since the request before.
struct ResourceUsage {
  private var kernel = KernelTime.now
  /// Nil until the first request: nothing is read at the start.
  private var host: HostTime?

  /// The content of a usage_reply.
  mutating func content() -> JSON {
    let now = KernelTime.now
    var members: [JSON.Member] = [
      JSON.Member("hostname", .string(ResourceUsage.hostname)),
      JSON.Member("pid", .int(Int(getpid()))),
      JSON.Member("kernel_cpu", .number(now.percent(since: kernel))),
      JSON.Member("cpu_count", .int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
    ]
    kernel = now
    if let bytes = ResourceUsage.residentBytes {
      members.append(JSON.Member("kernel_memory", .int(bytes)))
    }
    let hostNow = HostTime.now
    if let percent = hostNow?.percent(since: host) {
      members.append(JSON.Member("host_cpu_percent", .number(percent)))
    }
    host = hostNow
    if let memory = HostMemory.now {
      members.append(JSON.Member("host_virtual_memory", memory.content))
    }
    return .object(members)
  }

  private static var hostname: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Bytes of memory that the process holds.
  private static var residentBytes: Int? {
    guard let pages = TextFile.text("/proc/self/statm").split(separator: " ").dropFirst().first
    else {
      return nil
    }
    return Int(pages).map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
  }
}

/// How long the process has worked, on all processors together.
private struct KernelTime {
  var clock: Int
  var worked: Int

  /// Both in microseconds.
  static var now: KernelTime {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return KernelTime(
      clock: Moment.now.microseconds, worked: time.tv_sec * 1_000_000 + time.tv_nsec / 1000)
  }

  /// 100 is one processor.
  func percent(since before: KernelTime) -> Double {
    guard clock > before.clock else { return 0 }
    return oneDigit(100 * Double(worked - before.worked) / Double(clock - before.clock))
  }
}

/// How long the machine's processors have worked and waited, in ticks since its start.
private struct HostTime {
  var busy: Int
  var total: Int

  static var now: HostTime? {
    guard let line = TextFile.text("/proc/stat").split(separator: "\n").first,
      line.hasPrefix("cpu ")
    else {
      return nil
    }
    // user nice system idle iowait irq softirq steal; guests are counted in user already.
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
    guard ticks.count >= 4 else { return nil }
    let total = ticks.reduce(0, +)
    return HostTime(busy: total - ticks[3] - (ticks.count > 4 ? ticks[4] : 0), total: total)
  }

  /// 100 is all processors; nil when there is nothing to compare with.
  func percent(since before: HostTime?) -> Double? {
    guard let before, total > before.total else { return nil }
    let share = Double(busy - before.busy) / Double(total - before.total)
    return oneDigit(100 * min(max(share, 0), 1))
  }
}

/// The machine's memory, in bytes, with the names that psutil gives.
private struct HostMemory {
  var content: JSON

  static var now: HostMemory? {
    let text = TextFile.text("/proc/meminfo")
    var sizes: [Substring: Int] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == ":" }
      if words.count >= 2, let kilobytes = Int(words[1]) { sizes[words[0]] = kilobytes << 10 }
    }
    guard let total = sizes["MemTotal"], total > 0, let free = sizes["MemFree"] else { return nil }
    let available = sizes["MemAvailable"] ?? free
    let used = total - available
    return HostMemory(
      content: [
        "total": .int(total), "available": .int(available),
        "percent": .number(oneDigit(100 * Double(used) / Double(total))), "used": .int(used),
        "free": .int(free), "active": .int(sizes["Active"] ?? 0),
        "inactive": .int(sizes["Inactive"] ?? 0), "buffers": .int(sizes["Buffers"] ?? 0),
        "cached": .int((sizes["Cached"] ?? 0) + (sizes["SReclaimable"] ?? 0)),
        "shared": .int(sizes["Shmem"] ?? 0), "slab": .int(sizes["Slab"] ?? 0),
      ])
  }
}

private func oneDigit(_ value: Double) -> Double { (value * 10).rounded() / 10 }
