import Glibc
import Syntax
import Testing

@Suite("Passwords in texts")
struct PasswordsTests {
  @Test(
    "In a cell",
    arguments: [
      (
        #"use engine postgres "postgres://ana:s3cret@db/shop""#,
        #"use engine postgres "postgres://ana:***@db/shop""#
      ),
      ("postgresql://:s3cret@db", "postgresql://:***@db"),
      ("postgres://ana:s3:cr@et@db:5432/x", "postgres://ana:***@db:5432/x"),
      ("a postgres://ann:s:e@c/r@h b", "a postgres://ann:***@h b"),
      ("host=db password=s3cret user=ana", "host=db password=*** user=ana"),
      ("\"host=db password='s3 cret' user=ana\"", "\"host=db password='***' user=ana\""),
      ("\"host=db password = s3cret user=ana\"", "\"host=db password = *** user=ana\""),
      ("# password = s3cret", "# password = ***"),
      (#"host=db password='it\'s s3cret' x"#, #"host=db password='***' x"#),
      ("password='it''s s3cret' x", "password='***' x"),
      ("attach 'password=''s3cret'' user=u'", "attach 'password=''***'' user=u'"),
      (#""password=\"s3 cret\" user=ana""#, #""password=\"***\" user=ana""#),
      (
        "postgres://db/shop?user=ana&password=s3cret&x=1",
        "postgres://db/shop?user=ana&password=***&x=1"
      ),
      ("password=a&b;c d=1", "password=*** d=1"),
      ("PGPASSWORD=s3cret", "PGPASSWORD=***"), ("sslpassword = 's3cret'", "sslpassword = '***'"),
      ("passphrase = \"s3cret\"\nx = \"y\"", "passphrase = \"***\"\nx = \"y\""),
      (#"{"password": "s3cret"}"#, #"{"password": "***"}"#),
      (#"{"password": 1234, "x": 1}"#, #"{"password": ***, "x": 1}"#),
      (#""{\"password\": \"s3cret\", \"x\": 1}""#, #""{\"password\": \"***\", \"x\": 1}""#),
      (#"password: "s3cret""#, #"password: "***""#),
      ("Pwd=s3cret;Server=db", "Pwd=***;Server=db"), ("password='s3cret", "password='***"),
      ("a://u:s3cret@h\nb://u:s3cret@h", "a://u:***@h\nb://u:***@h"),
      ("x://u:a@b y://v:c@d", "x://u:***@b y://v:***@d"),
      ("['a://u:s3cret@h','b@c']", "['a://u:***@h','b@c']"),
      ("\"postgres://u:it's@h\" m@x", "\"postgres://u:***@h\" m@x"),
      ("http://a.b/c,postgres://u:s3cret@h", "http://a.b/c,postgres://u:***@h"),
      ("x = \"password=\"\npassword = name", "x = \"password=\"\npassword = name"),
    ])
  func cells(text: String, kept: String) {
    #expect(Passwords.redacted(text) == kept)
    #expect(Passwords.redacted(kept) == kept)
  }

  @Test(
    "In a value, of which places stay true",
    arguments: [
      ("postgres://ann:secret@db.example/shop", "postgres://ann:******@db.example/shop"),
      ("host=h password = secret dbname=x", "host=h password = ****** dbname=x"),
      ("host=h password=\"a b\" dbname=x", "host=h password=\"***\" dbname=x"),
      ("password='it\\'s' x", "password='*****' x"),
      ("jdbc:x?Password=secret&a=1;PWD=b", "jdbc:x?Password=******&a=1;PWD=*"),
      ("ü://u:pä@h", "ü://u:***@h"),
    ])
  func values(text: String, expected: String) {
    #expect(Passwords.masked(text) == expected)
    #expect(Passwords.masked(text).utf8.count == text.utf8.count)
  }

  @Test(
    "Other text of a cell stays as it is",
    arguments: [
      "", ":", "://", "=", "password=", "password = ", "password", "x://",
      "https://example.com:8080/x", "https://ann@h/x", "load \"http://shop:8080/a.csv\"",
      "users | filter password == \"x\"", "users | derive password = upper(name)",
      "password = name", "x = \"a # b\"\npassword = name", "select password: p",
      "sql \"\"\"select \"a\" from t where password = name\"\"\"", "load \"a:b@c\"", "mailto:a@b",
      "12:30 @2024-01-01", "a = 1 // b@c", "é password_hash = 1",
    ])
  func harmless(text: String) {
    #expect(Passwords.redacted(text) == text)
    #expect(Passwords.masked(text, .code) == text)
  }

  @Test(
    "The time grows with the text, not with its square",
    arguments: [
      "http://a.example:80,", "x://a", "://", ":", "p", "password", "password ", "password = ",
      "password=&", "password='", "password=''x", "\"", "\\\"", "pwd\":", "&a", "x://u:p@",
    ])
  func time(piece: String) {
    func nanoseconds(_ count: Int) -> Int {
      let text = String(repeating: piece, count: count / piece.utf8.count)
      let times = (0..<3).map { _ in
        let start = usedTime
        #expect(!Passwords.places(in: text, .code).contains { $0.isEmpty })
        return usedTime - start
      }
      return times.min() ?? 0
    }
    // Of a square this would be 256.
    #expect(nanoseconds(1 << 18) < 80 * nanoseconds(1 << 14))
  }

  /// The processor's time of this thread, which other work on the machine does not lengthen.
  private var usedTime: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
