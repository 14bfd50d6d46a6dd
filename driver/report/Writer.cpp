//===- Writer.cpp - A form in which a report can be told ------------------===//

#include "driver/report/Writer.h"

#include "support/Error.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;

LLVM_INSTANTIATE_REGISTRY(codex::WriterRegistry)

Writer::~Writer() = default;

llvm::Expected<std::unique_ptr<Writer>>
codex::makeWriter(llvm::StringRef Name) {
  std::vector<std::string> Names;
  for (const WriterRegistry::entry &Entry : WriterRegistry::entries()) {
    if (Entry.getName() == Name)
      return Entry.instantiate();
    Names.push_back(Entry.getName().str());
  }
  llvm::sort(Names);
  return makeError("there is no format '" + Name + "'; formats are " +
                   llvm::join(Names, ", "));
}
