import Syntax
import Testing

@Suite("Passwords in texts")
struct PasswordsTests {
  @Test(arguments: [
    ("postgres://ann:secret@db.example/shop", "postgres://ann:******@db.example/shop"),
    ("a postgres://ann:s:e@c/r@h b", "a postgres://ann:*******@h b"),
    ("postgres://:secret@h", "postgres://:******@h"),
    ("host=h password=secret dbname=x", "host=h password=****** dbname=x"),
    ("password='it\\'s' x", "password=******' x"),
    ("jdbc:x?Password=secret&a=1;PWD=b", "jdbc:x?Password=******&a=1;PWD=*"),
    ("ü://u:pä@h", "ü://u:***@h"), ("x://u:a@b y://v:c@d", "x://u:*@b y://v:*@d"),
  ])
  func `a password becomes stars of the same length`(text: String, expected: String) {
    #expect(Passwords.masked(text) == expected)
    #expect(Passwords.masked(text).utf8.count == text.utf8.count)
  }

  @Test(arguments: [
    "", ":", "://", "=", "password=", "https://example.com:8080/x", "https://ann@h/x",
    "t | filter password == \"a\"", "t | derive password = upper(x)", "load \"a:b@c\"",
    "mailto:a@b", "12:30 @2024-01-01",
  ])
  func `a text without a password stays`(text: String) { #expect(Passwords.masked(text) == text) }
}
