#include <cstdint>
#include <vector>

std::int64_t nextKey();
struct Row {
  std::uint64_t Id;
};

// [example-bad]
struct Check {
  int repository_id;
  explicit Check(const Row &R) : repository_id(R.Id) {} // expect: 'repository_id' has 32 bits
};
// [/example-bad]

int variable_bad() {
  int UserId = nextKey(); // expect: 'UserId' has 32 bits and is given 'nextKey()'
  return UserId;
}

void assigned_bad(Check &C, long Key) {
  C.repository_id = Key; // expect: 'repository_id' has 32 bits and is given 'Key'
}

unsigned cast_bad(const Row &R) {
  unsigned orderID = static_cast<unsigned>(R.Id); // expect: 'orderID' has 32 bits
  return orderID;
}

void parameter_bad(std::int32_t &owner_id, std::uint64_t Key) {
  owner_id = Key; // expect: 'owner_id' has 32 bits
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
