//===- LateDirectories.cpp - Include paths that are known later -----------===//

#include "driver/run/LateDirectories.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"

using namespace codex;
namespace vfs = llvm::vfs;

static constexpr llvm::StringLiteral Prefix = "/codex/place/";

/// "/codex/place/3/sub/x.h" is place 3 and "sub/x.h".
static bool isInPlace(llvm::StringRef Path, size_t &Number,
                      llvm::StringRef &Inside) {
  if (!Path.consume_front(Prefix))
    return false;
  auto [Digits, Rest] = Path.split('/');
  Inside = Rest;
  return llvm::to_integer(Digits, Number, 10);
}

std::string LateDirectories::place(size_t Number) {
  return (Prefix + llvm::Twine(Number)).str();
}

std::string LateDirectories::missedIn(const std::string &Directory) {
  std::string Absent; // and so is what would lie in it
  for (const std::string &Name : Missed) {
    if (!Absent.empty() && llvm::StringRef(Name).starts_with(Absent + "/"))
      continue;
    if (getUnderlyingFS().exists(Directory + "/" + Name))
      return Name;
    Absent = Name;
  }
  return "";
}

bool LateDirectories::fill(llvm::ArrayRef<std::string> Directories,
                           llvm::ArrayRef<SharedParse::Searched> Path,
                           std::string &Why) {
  Held.assign(Directories.size(), "");
  struct Known {
    vfs::Status At;
    std::string Name;
    bool IsOwn;
  };
  std::vector<Known> Before;
  for (const SharedParse::Searched &On : Path) {
    size_t Number = 0;
    llvm::StringRef Inside;
    bool IsOwn =
        isInPlace(On.Directory, Number, Inside) && Number < Held.size();
    const std::string &Name = IsOwn ? Directories[Number] : On.Directory;
    llvm::ErrorOr<vfs::Status> At = std::error_code();
    if (!Name.empty())
      At = getUnderlyingFS().status(Name);
    if (Name.empty() || !At || !At->isDirectory())
      continue;
    auto Same = llvm::find_if(
        Before, [&](const Known &K) { return K.At.equivalent(*At); });
    if (Same != Before.end()) {
      if (IsOwn || !Same->IsOwn)
        continue;
      Why = "'" + Same->Name + "' is '" + Name + "'";
      return false;
    }
    Before.push_back({*At, Name, IsOwn});
    if (!IsOwn)
      continue;
    if (std::string There = missedIn(Name); !There.empty()) {
      Why = "'" + There + "' is in '" + Name + "', too";
      return false;
    }
    Held[Number] = Name;
  }
  return true;
}

/// The path below; an error where there is nothing.
llvm::ErrorOr<std::string> LateDirectories::resolve(const llvm::Twine &Path) {
  std::string Name = Path.str();
  size_t Number = 0;
  llvm::StringRef Inside;
  if (!isInPlace(Name, Number, Inside))
    return Name;
  if (Number < Held.size() && !Held[Number].empty())
    return Held[Number] + "/" + Inside.str();
  if (Held.empty())
    Missed.insert(Inside.str());
  return std::make_error_code(std::errc::no_such_file_or_directory);
}

llvm::ErrorOr<vfs::Status> LateDirectories::status(const llvm::Twine &Path) {
  std::string Name = Path.str();
  size_t Number = 0;
  llvm::StringRef Inside;
  if (isInPlace(Name, Number, Inside) && Inside.empty())
    return vfs::Status(Name, vfs::getNextVirtualUniqueID(),
                       llvm::sys::TimePoint<>(), /*User=*/0, /*Group=*/0,
                       /*Size=*/0, llvm::sys::fs::file_type::directory_file,
                       llvm::sys::fs::all_read);
  llvm::ErrorOr<std::string> Real = resolve(Name);
  return Real ? getUnderlyingFS().status(*Real) : Real.getError();
}

bool LateDirectories::exists(const llvm::Twine &Path) {
  llvm::ErrorOr<std::string> Real = resolve(Path);
  return Real && getUnderlyingFS().exists(*Real);
}

llvm::ErrorOr<std::unique_ptr<vfs::File>>
LateDirectories::openFileForRead(const llvm::Twine &Path) {
  llvm::ErrorOr<std::string> Real = resolve(Path);
  if (!Real)
    return Real.getError();
  return getUnderlyingFS().openFileForRead(*Real);
}

vfs::directory_iterator LateDirectories::dir_begin(const llvm::Twine &Path,
                                                   std::error_code &Code) {
  llvm::ErrorOr<std::string> Real = resolve(Path);
  if (Real)
    return getUnderlyingFS().dir_begin(*Real, Code);
  Code = Real.getError();
  return {};
}

std::error_code
LateDirectories::getRealPath(const llvm::Twine &Path,
                             llvm::SmallVectorImpl<char> &Output) {
  llvm::ErrorOr<std::string> Real = resolve(Path);
  return Real ? getUnderlyingFS().getRealPath(*Real, Output) : Real.getError();
}
