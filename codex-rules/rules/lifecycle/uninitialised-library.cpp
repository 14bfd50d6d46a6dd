// flags: -std=c++17
#include <curl/curl.h>

// [example-bad]
CURL *handle_bad() {
  return curl_easy_init(); // expect: curl_global_init has not succeeded
}
// [/example-bad]

// [example-ok]
CURL *handle_ok() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return nullptr;
  return curl_easy_init();
}
// [/example-ok]

CURL *dropped_bad() {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return curl_easy_init(); // expect: curl_global_init has not succeeded
}

CURLM *many_bad() {
  return curl_multi_init(); // expect: curl_global_init has not succeeded
}

CURL *some_bad(bool First) {
  if (First && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return nullptr;
  return curl_easy_init(); // expect: curl_global_init has not succeeded
}

CURL *late_bad() {
  CURL *Handle = curl_easy_init(); // expect: curl_global_init has not succeeded
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return nullptr;
  return Handle;
}

static bool ready() { return curl_global_init(CURL_GLOBAL_ALL) == CURLE_OK; }

CURL *helper_ok() {
  if (!ready())
    return nullptr;
  return curl_easy_init();
}

CURLM *twice_ok() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT))
    return nullptr;
  CURL *One = curl_easy_init();
  curl_easy_cleanup(One);
  return curl_multi_init();
}

CURL *kept_ok() {
  CURLcode Code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (Code != CURLE_OK)
    return nullptr;
  return curl_easy_init();
}

const char *version_ok() { return curl_version(); }
