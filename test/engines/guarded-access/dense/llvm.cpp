// flags: -std=c++20 -isystem /usr/lib/llvm-22/include -I{source}/codex-rules/include
// llvm::Expected/ErrorOr via real headers
#include "llvm/Support/Error.h"
#include "llvm/Support/ErrorOr.h"
#include "llvm/Support/raw_ostream.h"
using namespace llvm;
Expected<int> em(); ErrorOr<int> om(); int use(int); void log(const char*);
int l1_bad() { return *em(); } // B
int l2_bad() { auto e = em(); return e.get(); } // B
int l3_ok() { auto e = em(); if (!e) { consumeError(e.takeError()); return 0; } return *e; }
Error l4_ok() { auto e = em(); if (!e) return e.takeError(); use(*e); return Error::success(); }
int l5_ok() { return cantFail(em()); }
int l6_ok() { auto e = em(); if (Error err = e.takeError()) { consumeError(std::move(err)); return 0; } return *e; }
int l7_bad() { auto e = em(); if (Error err = e.takeError()) { consumeError(std::move(err)); } return *e; } // B
int l8_bad() { return om().get(); } // B
int l9_ok() { auto o = om(); if (!o) return 0; return *o; }
int l10_ok() { auto o = om(); if (std::error_code ec = o.getError()) return ec.value(); return *o; }
int l11_bad() { auto o = om(); if (std::error_code ec = o.getError()) log("x"); return *o; } // B
int l12_ok() { auto e = em(); if (!e) report_fatal_error(e.takeError()); return *e; }
int l13_bad() { Expected<int> e = createStringError("x"); return *e; } // B
int l14_ok() { Expected<int> e = 3; return *e; }
int l15_bad() { auto e = em(); if (e) return 0; return *e; } // B
int l16_ok() { if (auto e = em()) return *e; else { consumeError(e.takeError()); return 0; } }
int l17_bad() { if (auto e = em()) return 0; else return *e; } // B
int l18_bad() { ErrorOr<int> o = std::make_error_code(std::errc::io_error); return *o; } // B
ErrorOr<int> l19_ok() { auto o = om(); if (!o) return o.getError(); return *o + 1; }
Expected<std::unique_ptr<int>> pm();
int l20_bad() { return **pm(); } // B
int l21_ok() { auto p = pm(); if (!p) { logAllUnhandledErrors(p.takeError(), errs()); return 0; } return **p; }
int l22_ok() { ExitOnError Exit; return Exit(em()); }
int l23_ok() { auto e = em(); handleAllErrors(e.takeError(), [](const ErrorInfoBase&) {}); return 0; }
int l24_ok() { auto e = em(); bool ok = !!e; if (!ok) { consumeError(e.takeError()); return 0; } return *e; }
int l25_ok() { auto e = em(); if (auto err = e.takeError()) { logAllUnhandledErrors(std::move(err), errs()); exit(1); } return *e; }
