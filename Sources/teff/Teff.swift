/// The program: kernel, installer, script runner.
@main
struct Teff {
  static func main() {}
}
