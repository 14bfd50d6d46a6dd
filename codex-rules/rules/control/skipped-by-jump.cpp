int update(void *, const void *);
int finish(void *);
int verify(void *);
struct Cert {
  bool signedBy(const Cert &) const;
  bool expired() const;
};
void note(int);

// incident: apple-goto-fail-2014
// [example-bad]
int exchange_bad(void *Hash, const void *Server, const void *Parameters) {
  int Error = 0;
  if ((Error = update(Hash, Server)) != 0)
    goto fail;
  if ((Error = update(Hash, Parameters)) != 0)
    goto fail;
    goto fail; // expect: nothing comes to what stands behind 'goto fail'
  if ((Error = finish(Hash)) != 0)
    goto fail;
  Error = verify(Hash);
fail:
  return Error;
}
// [/example-bad]

// [example-ok]
int exchange_ok(void *Hash, const void *Server) {
  int Error = -1;
  if ((Error = update(Hash, Server)) != 0) {
    goto fail;
  }
  Error = verify(Hash);
fail:
  return Error;
}
// [/example-ok]

bool trusted_bad(const Cert &Leaf, const Cert &Authority) {
  bool Ok = !Leaf.expired();
  return Ok; // expect: nothing comes to what stands behind 'return Ok'
  if (!Leaf.signedBy(Authority))
    return false;
  return true;
}
bool trusted_ok(const Cert &Leaf, const Cert &Authority) {
  if (Leaf.expired())
    return false;
  return Leaf.signedBy(Authority);
}

void loop_bad(const int *Items, int N) {
  for (int I = 0; I < N; ++I) {
    if (Items[I] < 0) {
      continue; // expect: nothing comes to what stands behind 'continue'
      note(Items[I]);
    }
    note(I);
  }
}
int thrown_bad(int N) {
  if (N < 0) {
    throw N; // expect: nothing comes to what stands behind 'throw N'
    note(N);
  }
  return N;
}
int case_bad(int Kind) {
  int Result = 0;
  switch (Kind) {
  case 1:
    Result = 1;
    break; // expect: nothing comes to what stands behind 'break'
    note(Result);
  case 2:
    Result = 2;
  }
  return Result;
}

int habit_ok(int Kind) {
  switch (Kind) {
  case 1:
    return 1;
    break;
  default:
    return 0;
  }
}
int labelled_ok(int N) {
  if (N > 0)
    goto out;
  return 0;
out:
  return N;
}
void last_ok(const int *Items, int N) {
  for (int I = 0; I < N; ++I) {
    if (Items[I] == 0)
      continue;
    note(Items[I]);
  }
}
int declared_ok(int N) {
  switch (N) {
    int Unused;
  case 1:
    return 2;
  }
  return N;
}
// Switched off on purpose (cppcheck, 2026-11-28).
void switchedOff_ok(int N) {
  return;

  note(N);
}

// Not told from the two ways of a generated lexer, behind which there is
// nothing: cmake has ten of those.
int both_FN(int A, int B) {
  int Code = 0;
  if (A != 0)
    goto out;
  else
    goto out;
  Code = B;
out:
  return Code;
}
int one_ok(int A, int B) {
  int Code = 0;
  if (A != 0)
    goto out;
  Code = B;
out:
  return Code;
}
