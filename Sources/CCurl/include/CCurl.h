#ifndef CCURL_H
#define CCURL_H

#include <stdbool.h>
#include <stddef.h>

/* The functions of libcurl that are used, found in a library that was loaded while the program runs. */
typedef struct {
  void *global_init, *easy_init, *easy_setopt, *easy_getinfo, *easy_cleanup, *easy_strerror;
  void *multi_init, *multi_add_handle, *multi_perform, *multi_poll, *multi_info_read;
  void *multi_remove_handle, *multi_cleanup;
} CCurlFunctions;

/* Fills the functions; gives the name of one that is missing, or NULL. */
const char *ccurl_load(void *library, CCurlFunctions *functions);

typedef struct {
  const char *address;
  const char *agent;
  /* The file with the certificates to trust, or NULL for the library's own. */
  const char *authorities;
  /* Whether the server may send the body packed. */
  bool takes_packed;
  bool only_https_redirects;
  long redirects;
  long connect_milliseconds;
  long total_milliseconds;
  /* No byte for so many seconds ends the transfer. */
  long stall_seconds;
  void *context;
  /* Takes bytes; false ends the transfer. */
  bool (*take)(void *context, const char *bytes, size_t count);
  /* Asked some hundred times a second, with the bytes to come in all or 0; false ends it. */
  bool (*go_on)(void *context, long long expected);
} CCurlRequest;

typedef enum {
  CCURL_DONE,
  CCURL_STOPPED,
  CCURL_BAD_ADDRESS,
  CCURL_NO_HOST,
  CCURL_REFUSED,
  CCURL_TIMED_OUT,
  CCURL_CERTIFICATE,
  CCURL_TLS,
  CCURL_STATUS,
  CCURL_REDIRECTS,
  CCURL_SCHEME,
  CCURL_CUT_OFF,
  CCURL_OTHER
} CCurlOutcome;

typedef struct {
  CCurlOutcome outcome;
  long status;
  char words[256];
  char content_type[128];
  /* The address that answered, after redirects. */
  char last_address[4096];
} CCurlAnswer;

/* Fetches an address by GET. */
void ccurl_fetch(const CCurlFunctions *functions, const CCurlRequest *request, CCurlAnswer *answer);

#endif
