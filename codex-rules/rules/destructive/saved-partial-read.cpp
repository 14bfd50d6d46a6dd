#include <optional>
#include <map>
#include <ctime>
#include <string>

struct Token {
  std::string Id, Secret;
  std::time_t LastSeen;
};
struct Store {
  Token getRedacted(const std::string &Id);
  Token loadFull(const std::string &Id);
  bool save(const Token &);
  bool setLastSeen(const std::string &Id, std::time_t);
};

// incident: cloudflare-2023-01-24-service-token
// [example-bad]
void touch_bad(Store &S, const std::string &Id) {
  Token T = S.getRedacted(Id);
  T.LastSeen = std::time(nullptr);
  S.save(T); // expect: 'S.save(T)' saves all of 'T', which was read without some of its parts
}
// [/example-bad]

// [example-ok]
bool touch_ok(Store &S, const std::string &Id) { return S.setLastSeen(Id, std::time(nullptr)); }
// [/example-ok]

int token_read_public_view(const char *Id, Token *Out);
int token_read(const char *Id, Token *Out);
int token_update(const Token *);
int mark_bad(const char *Id) {
  Token T;
  if (token_read_public_view(Id, &T) != 0)
    return -1;
  T.LastSeen = 1;
  return token_update(&T); // expect: saves all of 'T'
}
Token maskedToken(const std::string &);
void persistToken(const Token &);
void masked_bad(const std::string &Id) {
  auto T = maskedToken(Id);
  T.LastSeen = 0;
  persistToken(T); // expect: saves all of 'T'
}
Token loadPartial(int);
void partial_bad(Store &S) {
  Token T = loadPartial(7);
  if (T.LastSeen == 0)
    S.save(T); // expect: saves all of 'T'
}
Token tokenWithoutSecret(int);
void upsert(int Key, const Token &);
void without_bad() {
  const Token T = tokenWithoutSecret(1);
  upsert(1, T); // expect: saves all of 'T'
}

bool full_ok(Store &S, const std::string &Id) {
  Token T = S.loadFull(Id);
  T.LastSeen = std::time(nullptr);
  return S.save(T);
}
int mark_ok(const char *Id) {
  Token T;
  if (token_read(Id, &T) != 0)
    return -1;
  return token_update(&T);
}
void show(const Token &);
void show_ok(Store &S) { show(S.getRedacted("a")); }
bool other_ok(Store &S) {
  Token Shown = S.getRedacted("a");
  show(Shown);
  return S.save(S.loadFull("a"));
}
std::time_t seen_ok(Store &S) { return S.getRedacted("a").LastSeen; }

namespace tokens {
struct Token {
  std::string Id, Secret;
  long Seen = 0;
};
struct Store {
  std::map<std::string, Token> Rows;
  Token read(const std::string &Id) {
    Token T = Rows[Id];
    T.Secret.clear();
    return T;
  }
  Token whole(const std::string &Id) {
    Token T = Rows[Id];
    return T;
  }
  std::optional<Token> getRedacted(const std::string &Id);
  void write(const Token &T);
};
void blanked_bad(Store &S, const std::string &Id) {
  Token T = S.read(Id);
  T.Seen = 1;
  S.write(T); // expect: write
}
void maybe_bad(Store &S, const std::string &Id) {
  auto T = S.getRedacted(Id);
  if (!T)
    return;
  T->Seen = 1;
  S.write(*T); // expect: write
}
void whole_ok(Store &S, const std::string &Id) {
  Token T = S.whole(Id);
  T.Seen = 1;
  S.write(T);
}
} // namespace tokens

// What is read is named column by column, and the password is none of them.
// incident: cloudflare-2023-01-24-service-token
struct Row {
  int number(int Column) const;
  std::string text(int Column) const;
};
struct Member {
  int Id = 0;
  std::string Mail;
  std::string PasswordHash;
  int Visits = 0;
};
static Member memberOf(const Row &R) {
  Member M;
  M.Id = R.number(0);
  M.Mail = R.text(1);
  M.Visits = R.number(2);
  return M;
}
static Member wholeMemberOf(const Row &R) {
  Member M;
  M.Id = R.number(0);
  M.Mail = R.text(1);
  M.PasswordHash = R.text(3);
  return M;
}
void saveMember(const Member &M);
void show(const Member &M);
void visit_bad(const Row &R) {
  Member M = memberOf(R);
  ++M.Visits;
  saveMember(M); // expect: codex-saved-partial-read
}
void visit_ok(const Row &R) {
  Member M = wholeMemberOf(R);
  ++M.Visits;
  saveMember(M);
}
void list_ok(const Row &R) {
  Member M = memberOf(R);
  show(M);
}
