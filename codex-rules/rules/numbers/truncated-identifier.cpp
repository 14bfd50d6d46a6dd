#include <map>
#include <cstdint>
#include <vector>

std::int64_t nextKey();
struct Row {
  std::uint64_t Id;
};

// [example-bad]
struct Check {
  int repository_id;
  explicit Check(const Row &R) : repository_id(R.Id) {} // expect: into 32 bits as 'repository_id'
};
// [/example-bad]

int variable_bad() {
  int UserId = nextKey(); // expect: 'nextKey()' goes into 32 bits as 'UserId'
  return UserId;
}

void assigned_bad(Check &C, long Key) {
  C.repository_id = Key; // expect: 'Key' goes into 32 bits as 'repository_id'
}

unsigned cast_bad(const Row &R) {
  unsigned orderID = static_cast<unsigned>(R.Id); // expect: into 32 bits as 'orderID'
  return orderID;
}

void parameter_bad(std::int32_t &owner_id, std::uint64_t Key) {
  owner_id = Key; // expect: into 32 bits as 'owner_id'
}

int shifted_bad(std::uint64_t Key) {
  int SessionId = Key >> 8; // expect: goes into 32 bits as 'SessionId'
  return SessionId;
}

// [example-ok]
struct WideCheck {
  std::int64_t repository_id;
  explicit WideCheck(const Row &R) : repository_id(R.Id) {}
};
// [/example-ok]

int index_ok(long Key) {
  int Index = Key;
  return Index;
}

int fromSmall_ok(short Number) {
  int UserId = Number;
  return UserId;
}

int size_ok(const std::vector<int> &All) {
  int NextId = All.size();
  return NextId;
}

int process_ok(long Number) {
  int Pid = Number;
  return Pid;
}

bool valid_ok(long Number) {
  int Valid = Number;
  return Valid;
}

unsigned long getBits(int Count);

int stream_ok() {
  int sub_stream_id = getBits(3);
  return sub_stream_id;
}

// incident: github-2021-05-16-int32-key
struct Token {
  std::uint64_t id;
  std::uint64_t version;
};
struct Grant {
  std::uint32_t token, repository;
};

Grant grant_bad(const Token &T) {
  return Grant{static_cast<std::uint32_t>(T.id), 0}; // expect: into 32 bits as 'id'
}
std::uint32_t other_ok(const Token &T) { return static_cast<std::uint32_t>(T.version); }

static std::map<int, std::int64_t> Owners;
void own_bad(std::int64_t TokenId, std::int64_t User) {
  Owners[TokenId] = User; // expect: into 32 bits as 'TokenId'
}
static std::map<std::int64_t, std::int64_t> WideOwners;
void own_ok(std::int64_t TokenId, std::int64_t User) { WideOwners[TokenId] = User; }

struct FetchedRow {
  template <typename T> T as() const;
};
void fetched_bad(const FetchedRow &R) {
  int tenantId = R.as<int>(); // expect: tenantId
  (void)tenantId;
}
void fetched_ok(const FetchedRow &R) {
  long long tenantId = R.as<long long>();
  (void)tenantId;
}

namespace rows {
struct Run {
  std::int64_t id = 0;
};
struct Note {
  std::int32_t check_run_id = 0;
  std::int32_t streamId = 0;
};
void link(int StatusId);
void open(int StreamId);

void attach_bad(const Run &R, Note &N) { N.check_run_id = R.id; } // expect: check_run_id
void argument_bad(std::int64_t Id) {
  auto NewId = Id + 1;
  link(NewId); // expect: StatusId
}
// Streams of a file are numbered from zero by the format.
void attach_ok(const Run &R, Note &N) { N.streamId = R.id; }
void argument_ok(std::int64_t Id) {
  auto NewId = Id + 1;
  open(static_cast<int>(NewId));
}
} // namespace rows
