#include "CCurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

const char *ccurl_load(void *library, CCurlFunctions *functions) {
#define LOAD(name)                                                                                 \
  do {                                                                                             \
    functions->name = dlsym(library, "curl_" #name);                                               \
    if (!functions->name) return "curl_" #name;                                                    \
  } while (0)
  LOAD(global_init);
  LOAD(easy_init);
  LOAD(easy_setopt);
  LOAD(easy_getinfo);
  LOAD(easy_cleanup);
  LOAD(easy_strerror);
  LOAD(multi_init);
  LOAD(multi_add_handle);
  LOAD(multi_perform);
  LOAD(multi_poll);
  LOAD(multi_info_read);
  LOAD(multi_remove_handle);
  LOAD(multi_cleanup);
#undef LOAD
  CURLcode (*global_init)(long);
  memcpy(&global_init, &functions->global_init, sizeof global_init);
  return global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? NULL : "curl_global_init";
}

/* The functions with their types, which curl's own macros hide. */
typedef struct {
  CURL *(*easy_init)(void);
  CURLcode (*setopt)(CURL *, CURLoption, ...);
  CURLcode (*getinfo)(CURL *, CURLINFO, ...);
  void (*easy_cleanup)(CURL *);
  const char *(*strerror)(CURLcode);
  CURLM *(*multi_init)(void);
  CURLMcode (*add)(CURLM *, CURL *);
  CURLMcode (*perform)(CURLM *, int *);
  CURLMcode (*poll)(CURLM *, struct curl_waitfd *, unsigned, int, int *);
  CURLMsg *(*info)(CURLM *, int *);
  CURLMcode (*remove)(CURLM *, CURL *);
  CURLMcode (*multi_cleanup)(CURLM *);
} Typed;

static Typed typed(const CCurlFunctions *functions) {
  Typed t;
  /* A pointer to a function is copied as bytes, since C does not convert it from a data pointer. */
#define TYPE(member, name) memcpy(&t.member, &functions->name, sizeof t.member)
  TYPE(easy_init, easy_init);
  TYPE(setopt, easy_setopt);
  TYPE(getinfo, easy_getinfo);
  TYPE(easy_cleanup, easy_cleanup);
  TYPE(strerror, easy_strerror);
  TYPE(multi_init, multi_init);
  TYPE(add, multi_add_handle);
  TYPE(perform, multi_perform);
  TYPE(poll, multi_poll);
  TYPE(info, multi_info_read);
  TYPE(remove, multi_remove_handle);
  TYPE(multi_cleanup, multi_cleanup);
#undef TYPE
  return t;
}

typedef struct {
  const CCurlRequest *request;
  bool is_stopped;
} Running;

static size_t take(char *bytes, size_t size, size_t count, void *context) {
  Running *running = context;
  if (running->request->take(running->request->context, bytes, size * count)) return size * count;
  running->is_stopped = true;
  return size * count == 0 ? 1 : 0;
}

static int go_on(void *context, curl_off_t expected, curl_off_t now, curl_off_t up, curl_off_t sent) {
  (void)now, (void)up, (void)sent;
  Running *running = context;
  if (running->request->go_on(running->request->context, expected)) return 0;
  running->is_stopped = true;
  return 1;
}

static CCurlOutcome outcome(CURLcode code) {
  switch (code) {
  case CURLE_OK: return CCURL_DONE;
  case CURLE_URL_MALFORMAT: return CCURL_BAD_ADDRESS;
  case CURLE_COULDNT_RESOLVE_HOST:
  case CURLE_COULDNT_RESOLVE_PROXY: return CCURL_NO_HOST;
  case CURLE_COULDNT_CONNECT: return CCURL_REFUSED;
  case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CERTPROBLEM: return CCURL_CERTIFICATE;
  case CURLE_SSL_CONNECT_ERROR:
  case CURLE_SSL_CACERT_BADFILE:
  case CURLE_SSL_CIPHER: return CCURL_TLS;
  case CURLE_HTTP_RETURNED_ERROR: return CCURL_STATUS;
  case CURLE_TOO_MANY_REDIRECTS: return CCURL_REDIRECTS;
  case CURLE_UNSUPPORTED_PROTOCOL: return CCURL_SCHEME;
  case CURLE_PARTIAL_FILE:
  case CURLE_RECV_ERROR:
  case CURLE_GOT_NOTHING:
  case CURLE_BAD_CONTENT_ENCODING:
  case CURLE_HTTP2:
  case CURLE_HTTP2_STREAM: return CCURL_CUT_OFF;
  default: return CCURL_OTHER;
  }
}

static void prepare(const Typed *t, CURL *easy, Running *running, char *words) {
  const CCurlRequest *request = running->request;
  t->setopt(easy, CURLOPT_URL, request->address);
  t->setopt(easy, CURLOPT_USERAGENT, request->agent);
  t->setopt(easy, CURLOPT_ERRORBUFFER, words);
  t->setopt(easy, CURLOPT_NOSIGNAL, 1L);
  t->setopt(easy, CURLOPT_FAILONERROR, 1L);
  t->setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
  t->setopt(easy, CURLOPT_MAXREDIRS, request->redirects);
  t->setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  t->setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  /* Numbers in place of names, which older libraries know too. */
  t->setopt(easy, (CURLoption)181, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  t->setopt(
      easy, (CURLoption)182,
      (long)(request->only_https_redirects ? CURLPROTO_HTTPS : CURLPROTO_HTTP | CURLPROTO_HTTPS));
  if (request->authorities) t->setopt(easy, CURLOPT_CAINFO, request->authorities);
  if (request->takes_packed) t->setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  t->setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, request->connect_milliseconds);
  t->setopt(easy, CURLOPT_TIMEOUT_MS, request->total_milliseconds);
  t->setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  t->setopt(easy, CURLOPT_LOW_SPEED_TIME, request->stall_seconds);
  /* A search for a host that hangs is left behind; libraries before 7.87 wait for it. */
  t->setopt(easy, (CURLoption)322, 1L);
  t->setopt(easy, CURLOPT_WRITEFUNCTION, take);
  t->setopt(easy, CURLOPT_WRITEDATA, running);
  t->setopt(easy, CURLOPT_NOPROGRESS, 0L);
  t->setopt(easy, CURLOPT_XFERINFOFUNCTION, go_on);
  t->setopt(easy, CURLOPT_XFERINFODATA, running);
}

static CURLcode run(const Typed *t, CURLM *multi, CURL *easy, Running *running) {
  if (t->add(multi, easy) != CURLM_OK) return CURLE_FAILED_INIT;
  CURLcode code = CURLE_ABORTED_BY_CALLBACK;
  int active = 1;
  while (active) {
    if (t->perform(multi, &active) != CURLM_OK) break;
    int left;
    CURLMsg *message;
    while ((message = t->info(multi, &left)))
      if (message->msg == CURLMSG_DONE) code = message->data.result;
    if (!active) break;
    t->poll(multi, NULL, 0, 5, NULL);
    if (!running->request->go_on(running->request->context, 0)) {
      running->is_stopped = true;
      break;
    }
  }
  t->remove(multi, easy);
  return code;
}

void ccurl_fetch(const CCurlFunctions *functions, const CCurlRequest *request, CCurlAnswer *answer) {
  memset(answer, 0, sizeof *answer);
  answer->outcome = CCURL_OTHER;
  Typed t = typed(functions);
  CURL *easy = t.easy_init();
  CURLM *multi = t.multi_init();
  char words[CURL_ERROR_SIZE] = "";
  if (easy && multi) {
    Running running = {request, false};
    prepare(&t, easy, &running, words);
    CURLcode code = run(&t, multi, easy, &running);
    answer->outcome = running.is_stopped ? CCURL_STOPPED : outcome(code);
    snprintf(answer->words, sizeof answer->words, "%s", words[0] ? words : t.strerror(code));
    const char *text = NULL;
    t.getinfo(easy, CURLINFO_RESPONSE_CODE, &answer->status);
    if (t.getinfo(easy, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK && text)
      snprintf(answer->content_type, sizeof answer->content_type, "%s", text);
    text = NULL;
    if (t.getinfo(easy, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK && text)
      snprintf(answer->last_address, sizeof answer->last_address, "%s", text);
  }
  if (multi) t.multi_cleanup(multi);
  if (easy) t.easy_cleanup(easy);
}
