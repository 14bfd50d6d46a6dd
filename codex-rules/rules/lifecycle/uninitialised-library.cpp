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
