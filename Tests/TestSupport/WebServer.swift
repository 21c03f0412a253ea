import Glibc
import Synchronization
import Tasks

/// A server on this machine that answers as a test wants, also badly.
package final class WebServer: Sendable {
  /// What the server does when it is asked.
  package struct Reply: Sendable {
    /// How the body ends.
    package enum Ending: Sendable {
      /// As the header says.
      case whole
      /// The connection closes before the body is whole.
      case cutOff
      /// The body goes on for ever.
      case endless
      /// Nothing more comes, and the connection stays open.
      case silent
    }

    package var status = 200
    package var headers: [String] = []
    package var body: [UInt8] = []
    package var ending = Ending.whole

    package init(
      _ body: String = "", status: Int = 200, headers: [String] = [], ending: Ending = .whole
    ) {
      self.init(Array(body.utf8), status: status, headers: headers, ending: ending)
    }

    package init(
      _ body: [UInt8], status: Int = 200, headers: [String] = [], ending: Ending = .whole
    ) {
      self.body = body
      self.status = status
      self.headers = headers
      self.ending = ending
    }
  }

  package let port: Int
  private let listener: Int32
  private let asked = Mutex<[String]>([])
  private let isOpen = Mutex(true)
  private let answer: @Sendable (String) -> Reply

  /// Opens a port; `answer` is given the path of each request.
  package init(_ answer: @escaping @Sendable (String) -> Reply) throws {
    self.answer = answer
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 16) == 0
          && getsockname(listener, address, &size) == 0
      }
    }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    guard isBound else { throw TestFailure("cannot listen") }
    // Threads of its own: the shared ones may all wait in other tests.
    detachThread { [self] in
      while isOpen.withLock({ $0 }) {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        detachThread { self.serve(connection) }
      }
    }
  }

  /// Stops listening.
  package func close() {
    isOpen.withLock { $0 = false }
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  /// The paths that were asked for, in their order.
  package var requests: [String] { asked.withLock { $0 } }

  /// The address of a path.
  package func address(_ path: String, name: String = "") -> String {
    "http://\(name)127.0.0.1:\(port)\(path)"
  }

  private func serve(_ connection: Int32) {
    defer { Glibc.close(connection) }
    var request: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      request += buffer[..<count]
    }
    let words = String(decoding: request, as: UTF8.self).split(separator: " ")
    let path = words.count > 1 ? String(words[1]) : ""
    asked.withLock { $0.append(path) }
    let reply = answer(path)
    let length = reply.body.count + (reply.ending == .cutOff || reply.ending == .silent ? 1000 : 0)
    var head = "HTTP/1.1 \(reply.status) x\r\nConnection: close\r\n"
    if reply.ending != .endless { head += "Content-Length: \(length)\r\n" }
    for line in reply.headers { head += "\(line)\r\n" }
    guard send(connection, Array("\(head)\r\n".utf8) + reply.body) else { return }
    switch reply.ending {
    case .whole, .cutOff: return
    case .endless: while send(connection, [UInt8](repeating: 49, count: 65536)) {}
    case .silent: while recv(connection, &buffer, buffer.count, 0) > 0 {}
    }
  }

  private func send(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
