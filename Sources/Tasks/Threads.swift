import Glibc

/// How many threads computations may use.
public enum Threads {
  /// The number in the variable `TEFF_THREADS`, else the number of processors.
  public static let available: Int = {
    if let text = getenv("TEFF_THREADS"), let wanted = Int(String(cString: text)), wanted > 0 {
      return wanted
    }
    return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }()
}
