#include "support/Error.h"

#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace codex {

char TrailError::ID = 0;

void TrailError::log(raw_ostream &OS) const {
  OS << Message;
  if (Trail.empty())
    return;
  OS << " (while " << Trail.front();
  for (const std::string &Context : drop_begin(Trail))
    OS << ", while " << Context;
  OS << ')';
}

std::error_code TrailError::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

Error makeError(const Twine &Message) {
  return make_error<TrailError>(Message.str());
}

Error withContext(Error E, const Twine &Context) {
  Error Result = Error::success();
  handleAllErrors(std::move(E), [&](std::unique_ptr<ErrorInfoBase> Info) {
    std::unique_ptr<TrailError> Trailed;
    if (Info->isA<TrailError>())
      Trailed.reset(static_cast<TrailError *>(Info.release()));
    else
      Trailed = std::make_unique<TrailError>(Info->message());
    Trailed->addContext(Context.str());
    Result = joinErrors(std::move(Result), Error(std::move(Trailed)));
  });
  return Result;
}

} // namespace codex
