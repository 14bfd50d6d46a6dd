int update(int *Context, int Value);

// [example-bad]
// incident: apple-goto-fail-2014
int verify_bad(int *Context, int Random, int Params) {
  int Error = 0;
  if ((Error = update(Context, Random)) != 0)
    goto fail;
    goto fail; // expect: misleading indentation
  if ((Error = update(Context, Params)) != 0)
    goto fail;
fail:
  return Error;
}
// [/example-bad]

// [example-ok]
int verify_ok(int *Context, int Random, int Params) {
  int Error = 0;
  if ((Error = update(Context, Random)) != 0)
    goto fail;
  if ((Error = update(Context, Params)) != 0) {
    goto fail;
  }
fail:
  return Error;
}
// [/example-ok]

void log(int);
int check(int Value);

int branch_bad(int Value) {
  if (Value < 0)
    log(Value);
    Value = 0; // expect: misleading indentation
  return Value;
}
int elseBranch_bad(int Value) {
  if (Value > 9)
    Value = 9;
  else
    Value = 1;
    log(Value); // expect: misleading indentation
  return Value;
}
int nested_bad(int A, int B) {
  if (A > 0) {
    if (B > 0)
      log(A);
      log(B); // expect: misleading indentation
  }
  return A;
}
int returned_bad(int Value) {
  if (check(Value))
    log(Value);
    return 1; // expect: misleading indentation
  return 0;
}

int braced_ok(int Value) {
  if (Value < 0) {
    log(Value);
    Value = 0;
  }
  return Value;
}
int flat_ok(int Value) {
  if (Value < 0)
    log(Value);
  Value = 0;
  return Value;
}
int chained_ok(int Value) {
  if (Value < 0)
    log(0);
  else if (Value > 9)
    log(9);
  return Value;
}
int oneLine_ok(int Value) {
  if (Value < 0) return 0;
  return Value;
}
