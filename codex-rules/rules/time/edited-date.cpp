// flags: -std=c++20
#include <chrono>
#include <ctime>
#include <string>

std::string encode(const std::tm &When);
using namespace std::chrono;

// [example-bad]
std::string validUntil_bad(std::time_t Now) {
  std::tm End = *std::gmtime(&Now);
  End.tm_year += 1; // expect: 'End.tm_year += 1' makes a date that may not exist
  return encode(End);
}
// [/example-bad]

std::string increment_bad(std::tm When) {
  ++When.tm_year; // expect: '++When.tm_year' makes a date that may not exist
  return encode(When);
}

std::string nextMonth_bad(const std::tm *Now) {
  std::tm Then = *Now;
  Then.tm_mon = Now->tm_mon + 1; // expect: makes a date that may not exist
  return encode(Then);
}

void back_bad(std::tm &When) {
  When.tm_mon--; // expect: 'When.tm_mon--' makes a date that may not exist
}

year_month_day nextYear_bad(year_month_day Today) {
  return year_month_day{Today.year() + years(1), Today.month(), Today.day()}; // expect: makes a date that may not exist
}

// [example-ok]
year_month_day validUntil_ok(year_month_day Today) {
  year_month_day End{Today.year() + years(1), Today.month(), Today.day()};
  return End.ok() ? End : year_month_day{End.year() / End.month() / last};
}
// [/example-ok]

std::time_t normalised_ok(std::time_t Now) {
  std::tm Then = *std::gmtime(&Now);
  Then.tm_mon += 1;
  return timegm(&Then);
}

std::time_t seconds_ok(std::time_t Now) { return Now + 365L * 24 * 60 * 60; }

std::string read_ok(const std::tm &When) {
  return std::to_string(When.tm_year + 1900);
}

void set_ok(std::tm &When, int Year) { When.tm_year = Year - 1900; }

struct Own {
  int tm_year;
};

void otherType_ok(Own &O) { O.tm_year += 1; }

void copied_ok(std::tm &To, const std::tm &From) { To.tm_year = From.tm_year; }

void read(const char *Text, std::tm &When);

std::string converted_ok(const char *Text) {
  std::tm When;
  read(Text, When);
  When.tm_year -= 1900;
  When.tm_mon -= 1;
  return encode(When);
}

// incident: azure-leap-day-2012
std::chrono::year_month_day civilYear_bad(std::chrono::year_month_day From) {
  return From + std::chrono::years(1); // expect: codex-edited-date
}
std::chrono::year_month_day civilYear_ok(std::chrono::year_month_day From) {
  auto To = From + std::chrono::years(1);
  if (!To.ok())
    To = To.year() / To.month() / std::chrono::last;
  return To;
}

// Counts while it looks for the month's name.
int monthOf_ok(const char *Text, const char *const (&Names)[12], std::tm *Out) {
  Out->tm_mon = 0;
  do {
    if (Text[0] == Names[Out->tm_mon][0])
      break;
  } while (++Out->tm_mon < 12);
  return Out->tm_mon;
}

struct Day {
  int year, month, day;
};
bool isLeap(int);

Day anniversary_bad(Day From) {
  Day End = From;
  End.year = From.year + 1; // expect: 'End.year = From.year + 1'
  return End;
}

void renew_bad(Day &Until) {
  Until.year += 2; // expect: 'Until.year += 2'
}

Day anniversary_ok(Day From) {
  Day End = From;
  End.year = From.year + 1;
  if (End.month == 2 && End.day == 29 && !isLeap(End.year))
    End.day = 28;
  return End;
}

void century_ok(Day &D) { D.year += 1900; }

// incident: azure-leap-day-2012
std::string printed_bad(const std::tm &Now) {
  return std::to_string(Now.tm_year + 1901) + '-' + std::to_string(Now.tm_mon + 1) + '-' + // expect: makes a date that may not exist
         std::to_string(Now.tm_mday);
}
std::string printedLater_bad(const std::tm &Now, std::string &Out) {
  Out = std::to_string(Now.tm_mday);
  return std::to_string(Now.tm_year + 1900 + 1); // expect: makes a date that may not exist
}

// The year alone is no date.
int nextYear_ok(const std::tm &Now) { return Now.tm_year + 1901; }

// What puts a date right looks at the fields itself.
namespace own {
std::time_t timegm_ok(std::tm *T) {
  T->tm_year += T->tm_mon / 12;
  T->tm_mon %= 12;
  if (T->tm_mon < 0) {
    T->tm_mon += 12;
    --T->tm_year;
  }
  return T->tm_year * 31556952L + T->tm_mon * 2629746L + T->tm_mday * 86400L;
}
void normalise_ok(std::tm &T) {
  while (T.tm_mon > 11) {
    T.tm_mon -= 12;
    ++T.tm_year;
  }
}
} // namespace own
