int update(int *Context, int Value);

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
