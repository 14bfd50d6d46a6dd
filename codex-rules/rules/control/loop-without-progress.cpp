int read(char *Buffer, int Size);
void use(int);

// [example-bad]
int waitForFlag_bad(bool Done) {
  int Rounds = 0;
  while (!Done) // expect: this loop is infinite
    ++Rounds;
  return Rounds;
}
// [/example-bad]

void wrongVariable_bad(int Count) {
  int I = 0;
  int J = 0;
  while (I < Count) // expect: this loop is infinite
    use(J++);
}

int year_bad(int Days) {
  int Year = 1980;
  while (Days > 365) // expect: this loop is infinite
    Year += 1;
  return Year;
}

void noProgress_bad(int Left) {
  do { // expect: this loop is infinite
    use(3);
  } while (Left > 0);
}

void forLoop_bad(int Count) {
  int Seen = 0;
  for (int I = 0; Seen < Count; ++I) // expect: this loop is infinite
    use(I);
}

// [example-ok]
int year_ok(int Days) {
  int Year = 1980;
  while (Days > 365) {
    Days -= 365;
    Year += 1;
  }
  return Year;
}
// [/example-ok]

void service_ok(const volatile bool &Stop) {
  while (!Stop)
    use(1);
}

int leaves_ok(int Left) {
  char Buffer[10];
  while (Left > 0)
    if (read(Buffer, Left) <= 0)
      return -1;
  return 0;
}

void counted_ok(int Count) {
  for (int I = 0; I < Count; ++I)
    use(I);
}

void byPointer_ok(int *Left) {
  while (*Left > 0)
    use(*Left);
}

bool isLeap(int Year);

// The Zune's own loop: on the 366th day of a leap year nothing changes.
int zune_FN(int Days) {
  int Year = 1980;
  while (Days > 365) {
    if (isLeap(Year)) {
      if (Days > 366) {
        Days -= 366;
        Year += 1;
      }
    } else {
      Days -= 365;
      Year += 1;
    }
  }
  return Year;
}
