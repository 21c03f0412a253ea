/// A pointer that threads read together.
struct UncheckedPointer<Value>: @unchecked Sendable {
  // Nobody writes while threads read, and the memory outlives their work.
  let pointer: UnsafePointer<Value>

  init(_ pointer: UnsafePointer<Value>) { self.pointer = pointer }
}

/// A pointer to which threads write, each to places of its own.
struct UncheckedMutablePointer<Value>: @unchecked Sendable {
  // Whoever shares it gives each thread its own rows, and the memory outlives their work.
  let pointer: UnsafeMutablePointer<Value>

  init(_ pointer: UnsafeMutablePointer<Value>) { self.pointer = pointer }
}
