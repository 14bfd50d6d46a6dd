int printf(const char *, ...);

void old() {
  printf("in the baseline");
}
void waived() {
  printf("waived"); // codex-waive(printf-in-handler, until=2099-01-01): a tool
}
void silenced() {
  printf("silenced"); // NOLINT(codex-printf-in-handler)
}
