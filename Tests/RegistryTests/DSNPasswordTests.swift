import Registry
import Testing

@Suite("Passwords in the text of a cell")
struct DSNPasswordTests {
  @Test(
    "A password does not stay",
    arguments: [
      (
        #"use engine postgres "postgres://ana:s3cret@db/shop""#,
        #"use engine postgres "postgres://ana:***@db/shop""#
      ),
      ("postgresql://:s3cret@db", "postgresql://:***@db"),
      ("postgres://ana:s3:cr@et@db:5432/x", "postgres://ana:***@db:5432/x"),
      ("host=db password=s3cret user=ana", "host=db password=*** user=ana"),
      ("\"host=db password='s3 cret' user=ana\"", "\"host=db password='***' user=ana\""),
      (#"host=db password='it\'s s3cret' x"#, #"host=db password='***' x"#),
      (#""password=\"s3 cret\" user=ana""#, #""password=\"***\" user=ana""#),
      (
        "postgres://db/shop?user=ana&password=s3cret&x=1",
        "postgres://db/shop?user=ana&password=***&x=1"
      ),
      ("PGPASSWORD=s3cret", "PGPASSWORD=***"), ("sslpassword = 's3cret'", "sslpassword = '***'"),
      (#"{"password": "s3cret"}"#, #"{"password": "***"}"#),
      (#"password: "s3cret""#, #"password: "***""#),
      ("Pwd=s3cret;Server=db", "Pwd=***;Server=db"),
      ("password='s3cret", "password='***"),
      ("a://u:s3cret@h\nb://u:s3cret@h", "a://u:***@h\nb://u:***@h"),
    ])
  func secrets(text: String, kept: String) {
    #expect(DSNPassword.redacted(in: text) == kept)
    #expect(DSNPassword.redacted(in: kept) == kept)
  }

  @Test(
    "Other text stays as it is",
    arguments: [
      "", "users | filter password == \"x\"", "users | derive password = upper(name)",
      "load \"http://shop:8080/a.csv\"", "postgres://ana@db/shop", "password", "select password: p",
      "a = 1 // b@c", "x://", "password=", "password = ", "é password_hash = 1",
    ])
  func harmless(text: String) {
    #expect(DSNPassword.redacted(in: text) == text)
  }
}
