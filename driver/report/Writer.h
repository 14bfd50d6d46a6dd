//===- Writer.h - A form in which a report can be told ----------*- C++ -*-===//
//
// A form is one .cpp that registers itself under its name; no list is edited:
//
//   static WriterRegistry::Add<JsonWriter> X("json", "for programs");
//
//===----------------------------------------------------------------------===//
#ifndef CODEX_DRIVER_REPORT_WRITER_H
#define CODEX_DRIVER_REPORT_WRITER_H

#include "driver/judge/Report.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Registry.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>
#include <string>

namespace codex {

struct WriteOptions {
  bool Colour = false;
  /// To show source lines; the report's root is the place that paths mean.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
};

class Writer {
public:
  virtual ~Writer();
  virtual void write(const Report &TheReport, const WriteOptions &Options,
                     llvm::raw_ostream &OS) const = 0;
};

using WriterRegistry = llvm::Registry<Writer>;

/// The writer of that name; the error lists the names that there are.
[[nodiscard]] llvm::Expected<std::unique_ptr<Writer>>
makeWriter(llvm::StringRef Name);

} // namespace codex

namespace llvm {
extern template class Registry<codex::Writer>;
} // namespace llvm

#endif // CODEX_DRIVER_REPORT_WRITER_H
