// RUN: %codex_check %s
// flags: -std=c++20
// rules: unchecked-lookup
// What a text begins with is found in it.
#include <cstring>

const char *option_ok(const char *s) {
  if (strncmp(s, "--cfg=", strlen("--cfg=")) != 0)
    return "";
  const char *value = strchr(s, '=');
  return value + 1;
}
char after_ok(char **argv, int i) {
  if (!strncmp(argv[i], "--log=", 6)) {
    char *value = strchr(argv[i], '=');
    value++;
    return *value;
  }
  return 0;
}
char whole_ok(const char *s) {
  return strcmp("a:b", s) == 0 ? *strrchr(s, ':') : 0;
}
char word_ok(const char *s) {
  if (std::strncmp(s, "set name", 8))
    return 0;
  return *std::strstr(s, "name");
}
char anyCase_ok(const char *s) {
  return strncasecmp(s, "Host:", 5) == 0 ? *strchr(s, ':') : 0;
}
char another_bad(const char *s, const char *t) {
  if (strncmp(t, "--cfg=", 6) != 0)
    return 0;
  return *strchr(s, '='); // expect: may be the 'not found'
}
char notWithin_bad(const char *s) {
  if (strncmp(s, "--cfg=", 5) != 0)
    return 0;
  return *strchr(s, '='); // expect: may be the 'not found'
}
char unequal_bad(const char *s) {
  if (strncmp(s, "--cfg=", 6) == 0)
    return 0;
  return *strchr(s, '='); // expect: may be the 'not found'
}
char letter_bad(const char *s) {
  return strncasecmp(s, "Host:", 5) == 0
             ? *strchr(s, 'H') // expect: may be the 'not found'
             : 0;
}
char less_bad(const char *s) {
  if (strcmp(s, "a=b") > 0)
    return 0;
  return *strchr(s, '='); // expect: may be the 'not found'
}
