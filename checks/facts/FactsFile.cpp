#include "facts/FactsFile.h"

#include "support/Error.h"
#include "support/Shape.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

#include <utility>

using namespace llvm;

namespace codex {

static constexpr const char *VersionKey = "codexFacts";
static constexpr const char *PackedKey = "packed";
static constexpr int PackLevel = 9;
static constexpr int SealLevel = 19;
static constexpr int64_t MaxOrderText = int64_t(1) << 30;

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// JSON holds UTF-8 only, while file names and source code may be anything:
/// other bytes are {"hex": "..."}.
static json::Value bytes(StringRef Text) {
  if (json::isUTF8(Text))
    return Text.str();
  return json::Object{{"hex", toHex(Text, /*LowerCase=*/true)}};
}

static json::Value toJson(const std::string &Text) { return bytes(Text); }

/// [file, line, column].
static json::Value toJson(const Location &At) {
  return json::Array{bytes(At.File), At.Line, At.Column};
}

template <typename T> static json::Value toJson(const std::vector<T> &Values) {
  json::Array Result;
  for (const T &Value : Values)
    Result.push_back(toJson(Value));
  return Result;
}

static json::Value toJson(const Step &S) {
  json::Object Result{{"at", toJson(S.At)}, {"message", bytes(S.Message)}};
  if (!S.Identity.empty())
    Result["identity"] = bytes(S.Identity);
  return Result;
}

static json::Value toJson(const Edit &E) {
  return json::Object{{"file", bytes(E.File)},
                      {"offset", E.Offset},
                      {"length", E.Length},
                      {"replacement", bytes(E.Replacement)}};
}

static json::Value toJson(const Fix &F) {
  return json::Object{{"description", bytes(F.Description)},
                      {"edits", toJson(F.Edits)},
                      {"safe", F.Safe}};
}

static json::Value toJson(const Finding &F) {
  return json::Object{{"rule", bytes(F.Rule)},
                      {"begin", toJson(F.Begin)},
                      {"endLine", F.EndLine},
                      {"endColumn", F.EndColumn},
                      {"function", bytes(F.Function)},
                      {"message", bytes(F.Message)},
                      {"steps", toJson(F.Steps)},
                      {"fixes", toJson(F.Fixes)},
                      {"inTestBody", F.InTestBody},
                      {"identity", bytes(F.Identity)},
                      {"fingerprint", bytes(F.Fingerprint)}};
}

static json::Value toJson(const ParseError &E) {
  return json::Object{{"at", toJson(E.At)}, {"message", bytes(E.Message)}};
}

static json::Value toJson(const Gap &G) {
  return json::Object{{"at", toJson(G.At)},
                      {"rule", bytes(G.Rule)},
                      {"reason", bytes(G.Reason)}};
}

/// For each file: its name, and three numbers for each function.
static json::Value toJson(const DefinedFunctions &Functions) {
  json::Array Result;
  for (const auto &[File, All] : Functions) {
    json::Array Words{bytes(File)};
    unsigned Line = 0;
    for (const DefinedFunction &F : All) {
      Words.push_back(int64_t(F.NameHash));
      Words.push_back(int64_t(F.Line) - Line);
      Words.push_back(F.EndLine - F.Line);
      Line = F.Line;
    }
    Result.push_back(std::move(Words));
  }
  return Result;
}

static json::Value toJson(const CallUnit &U) {
  json::Array Numbers;
  for (int64_t N : writeCallUnit(U))
    Numbers.push_back(N);
  return json::Object{{"texts", toJson(U.Texts)},
                      {"files", toJson(U.Files)},
                      {"numbers", std::move(Numbers)}};
}

static json::Value toJson(const EffectUnit &U) {
  return json::Object{{"texts", toJson(U.Texts)},
                      {"numbers", json::Array(writeEffectUnit(U))}};
}

static json::Value toJson(const EffectQuestion &Q) {
  return json::Object{{"promises", Q.Promises},
                      {"function", bytes(Q.Function)},
                      {"virtual", Q.Virtual},
                      {"what", bytes(Q.What)}};
}

static json::Value toJson(const HeldFinding &F) {
  return json::Object{{"finding", toJson(F.Held)},
                      {"unless", toJson(F.Unless)}};
}

/// Nearly all of a unit's facts, and mostly small numbers: the length of the
/// text, and its compressed bytes.
static std::string packed(StringRef Text) {
  if (Text.empty())
    return {};
  SmallVector<uint8_t, 0> Bytes;
  compression::zstd::compress(arrayRefFromStringRef(Text), Bytes, PackLevel);
  return std::to_string(Text.size()) + ":" + encodeBase64(Bytes);
}

static std::string sumOf(StringRef Text) {
  return utohexstr(xxh3_64bits(Text), /*LowerCase=*/true, 16);
}

static bool unpack(StringRef Packed, std::string &Out) {
  if (Packed.empty())
    return true;
  size_t Size = 0;
  auto [Length, Coded] = Packed.split(':');
  if (Length.getAsInteger(10, Size) || int64_t(Size) > MaxOrderText)
    return false;
  std::vector<char> Bytes;
  SmallVector<uint8_t, 0> Text;
  if (Error E = decodeBase64(Coded, Bytes)) {
    consumeError(std::move(E));
    return false;
  }
  if (Error E = compression::zstd::decompress(
          arrayRefFromStringRef(StringRef(Bytes.data(), Bytes.size())), Text,
          Size)) {
    consumeError(std::move(E));
    return false;
  }
  Out = toStringRef(Text).str();
  return true;
}

void writeSealedFacts(const UnitFacts &Facts, raw_ostream &OS) {
  UnitFacts Rest = Facts;
  std::string Order = writeOrderUnit(std::exchange(Rest.Order, {}));
  std::string Text;
  raw_string_ostream Body(Text);
  writeFacts(Rest, Body);
  Body << Order;
  SmallVector<uint8_t, 0> Bytes;
  compression::zstd::compress(arrayRefFromStringRef(Text), Bytes, SealLevel);
  // By hand, as the key that tells what it is comes first.
  OS << "{\"" << VersionKey << "\":" << FactsVersion
     << ",\"size\":" << Text.size() << ",\"sum\":\""
     << sumOf(toStringRef(Bytes)) << "\",\"" << PackedKey
     << "\":" << Bytes.size() << "}\n"
     << toStringRef(Bytes) << '\n';
}

void writeFacts(const UnitFacts &Facts, raw_ostream &OS) {
  json::OStream Out(OS);
  Out.object([&] {
    // First in the file, so that a person who opens it sees what it is.
    Out.attribute(VersionKey, FactsVersion);
    Out.attribute("mainFile", bytes(Facts.MainFile));
    Out.attribute("findings", toJson(Facts.Findings));
    Out.attribute("errors", toJson(Facts.Errors));
    Out.attribute("gaps", toJson(Facts.Gaps));
    Out.attribute("fatal", Facts.Fatal);
    Out.attribute("files", toJson(Facts.Files));
    if (!Facts.Foreign.empty())
      Out.attribute("foreign", toJson(Facts.Foreign));
    if (!Facts.Sums.empty())
      Out.attribute("sums", toJson(Facts.Sums));
    Out.attribute("order", packed(writeOrderUnit(Facts.Order)));
    if (!Facts.Defined.empty())
      Out.attribute("defined", toJson(Facts.Defined));
    if (!Facts.Calls.empty())
      Out.attribute("calls", toJson(Facts.Calls));
    if (!Facts.Effects.empty())
      Out.attribute("effects", toJson(Facts.Effects));
    if (!Facts.Held.empty())
      Out.attribute("held", toJson(Facts.Held));
    Out.attribute("functions", Facts.Functions);
    Out.attribute("parseSeconds", Facts.ParseSeconds);
    Out.attribute("engineSeconds", Facts.EngineSeconds);
  });
  OS << '\n';
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static Type<std::string> bytesType() {
  auto Read = [](const JsonValue &V, std::string &Out, Reading &R) {
    if (V.kind() == JsonValue::Kind::String) {
      Out = V.string().str();
      return;
    }
    const JsonValue *Hex = V.find("hex");
    if (!Hex || Hex->kind() != JsonValue::Kind::String)
      return R.wrongKind(V, "a string or its bytes in hex");
    if (!tryGetFromHex(Hex->string(), Out))
      R.problem(*Hex, "these are no hex digits");
  };
  return {Read, json::Object{}};
}

static Type<Location> locationType() {
  auto Read = [](const JsonValue &V, Location &Out, Reading &R) {
    if (V.kind() != JsonValue::Kind::Array || V.array().size() != 3)
      return R.wrongKind(V, "a place: [file, line, column]");
    R.inElement(0, [&] { bytesType().Read(V.array()[0], Out.File, R); });
    R.inElement(1, [&] { typeOf<unsigned>().Read(V.array()[1], Out.Line, R); });
    R.inElement(2,
                [&] { typeOf<unsigned>().Read(V.array()[2], Out.Column, R); });
  };
  return {Read, json::Object{}};
}

static Type<DefinedFunctions> definedType() {
  auto Read = [](const JsonValue &V, DefinedFunctions &Out, Reading &R) {
    if (V.kind() != JsonValue::Kind::Array)
      return R.wrongKind(V, "an array");
    for (const JsonValue &Of : V.array()) {
      if (Of.kind() != JsonValue::Kind::Array || Of.array().size() % 3 != 1)
        return R.wrongKind(Of, "a file, and three numbers for each function");
      std::string File;
      bytesType().Read(Of.array()[0], File, R);
      std::vector<DefinedFunction> &All = Out[File];
      unsigned Line = 0;
      for (size_t At = 1; At < Of.array().size(); At += 3) {
        int64_t Words[3] = {};
        for (size_t I = 0; I < 3; ++I)
          typeOf<int64_t>().Read(Of.array()[At + I], Words[I], R);
        Line += unsigned(Words[1]);
        All.push_back({uint32_t(Words[0]), Line, Line + unsigned(Words[2])});
      }
    }
  };
  return {Read, json::Object{}};
}

static Type<OrderUnit> orderType() {
  auto Read = [](const JsonValue &V, OrderUnit &Out, Reading &R) {
    std::string Text;
    if (V.kind() != JsonValue::Kind::String)
      return R.wrongKind(V, "a string");
    if (!unpack(V.string(), Text))
      return R.problem(V, "the part about the order of events is damaged; "
                          "collect the file again");
    if (Error E = readOrderUnit(Text, Out))
      R.problem(V, toString(std::move(E)));
  };
  return {Read, json::Object{}};
}

namespace {
struct WrittenNumbers {
  std::vector<std::string> Texts, Files;
  std::vector<int64_t> Numbers;
};
} // namespace

static Type<CallUnit> callsType() {
  using W = WrittenNumbers;
  static const Shape<W> Written =
      Shape<W>("calls", "")
          .required("texts", &W::Texts, "names", listOf(bytesType()))
          .required("files", &W::Files, "names", listOf(bytesType()))
          .required("numbers", &W::Numbers, "the rest",
                    listOf(integerType(INT64_MIN, INT64_MAX)));
  auto Read = [](const JsonValue &V, CallUnit &Out, Reading &R) {
    size_t Before = R.problems();
    W Found;
    Type<W>(Written).Read(V, Found, R);
    if (R.problems() != Before)
      return;
    Out.Texts = std::move(Found.Texts);
    Out.Files = std::move(Found.Files);
    if (Error E = readCallUnit(Found.Numbers, Out))
      R.problem(V, toString(std::move(E)));
  };
  return {Read, json::Object{}};
}

static Type<EffectUnit> effectsType() {
  using W = WrittenNumbers;
  static const Shape<W> Written =
      Shape<W>("effects", "")
          .required("texts", &W::Texts, "names", listOf(bytesType()))
          .required("numbers", &W::Numbers, "the rest",
                    listOf(integerType(INT64_MIN, INT64_MAX)));
  auto Read = [](const JsonValue &V, EffectUnit &Out, Reading &R) {
    size_t Before = R.problems();
    W Found;
    Type<W>(Written).Read(V, Found, R);
    if (R.problems() != Before)
      return;
    Out.Texts = std::move(Found.Texts);
    if (Error E = readEffectUnit(Found.Numbers, Out))
      R.problem(V, toString(std::move(E)));
  };
  return {Read, json::Object{}};
}

static Shape<Step> stepShape() {
  return Shape<Step>("step", "")
      .required("at", &Step::At, "where", locationType())
      .required("message", &Step::Message, "what", bytesType())
      .optional("identity", &Step::Identity,
                "of a place where the rule is broken as well", bytesType());
}

static Shape<Fix> fixShape() {
  auto EditShape =
      Shape<Edit>("edit", "")
          .required("file", &Edit::File, "where", bytesType())
          .required("offset", &Edit::Offset, "first byte")
          .required("length", &Edit::Length, "bytes")
          .required("replacement", &Edit::Replacement, "what", bytesType());
  return Shape<Fix>("fix", "")
      .required("description", &Fix::Description, "what", bytesType())
      .required("edits", &Fix::Edits, "how", listOf(EditShape))
      .required("safe", &Fix::Safe, "whether a program may do it");
}

static Shape<Finding> findingShape() {
  using F = Finding;
  return Shape<F>("finding", "")
      .required("rule", &F::Rule, "its rule", bytesType())
      .required("begin", &F::Begin, "where", locationType())
      .required("endLine", &F::EndLine, "last line")
      .required("endColumn", &F::EndColumn, "column past the end")
      .required("function", &F::Function, "in which function", bytesType())
      .required("message", &F::Message, "what is wrong", bytesType())
      .required("steps", &F::Steps, "what leads there", listOf(stepShape()))
      .required("fixes", &F::Fixes, "what mends it", listOf(fixShape()))
      .required("inTestBody", &F::InTestBody, "in a test")
      .required("identity", &F::Identity, "what stays the same", bytesType())
      .required("fingerprint", &F::Fingerprint, "hash of it", bytesType());
}

static Shape<EffectQuestion> questionShape() {
  using Q = EffectQuestion;
  return Shape<Q>("question", "")
      .required("promises", &Q::Promises, "which kind")
      .required("function", &Q::Function, "of what", bytesType())
      .required("virtual", &Q::Virtual, "or what overrides it")
      .required("what", &Q::What, "which", bytesType());
}

static Shape<HeldFinding> heldShape() {
  using H = HeldFinding;
  return Shape<H>("held", "")
      .required("finding", &H::Held, "the finding", findingShape())
      .required("unless", &H::Unless, "what it depends on",
                listOf(listOf(questionShape())));
}

static Shape<ParseError> parseErrorShape() {
  return Shape<ParseError>("error", "")
      .required("at", &ParseError::At, "where", locationType())
      .required("message", &ParseError::Message, "what", bytesType());
}

static Shape<Gap> gapShape() {
  return Shape<Gap>("gap", "")
      .required("at", &Gap::At, "where", locationType())
      .required("rule", &Gap::Rule, "which rule", bytesType())
      .required("reason", &Gap::Reason, "why", bytesType());
}

static const Shape<UnitFacts> &factsShape() {
  using U = UnitFacts;
  static const Shape<U> S =
      Shape<U>("facts", "What one translation unit says of itself.")
          .ignored(VersionKey, "the version of the format")
          .required("mainFile", &U::MainFile, "the unit", bytesType())
          .required("findings", &U::Findings, "findings",
                    listOf(findingShape()))
          .required("errors", &U::Errors, "errors", listOf(parseErrorShape()))
          .required("gaps", &U::Gaps, "what was left out", listOf(gapShape()))
          .required("fatal", &U::Fatal, "the parser gave up")
          .required("files", &U::Files, "files read", listOf(bytesType()))
          .optional("foreign", &U::Foreign, "taken for system headers",
                    listOf(bytesType()))
          .optional("sums", &U::Sums, "of their content", listOf(bytesType()))
          .required("order", &U::Order, "order of events", orderType())
          .optional("defined", &U::Defined, "which functions stand where",
                    definedType())
          .optional("calls", &U::Calls, "who calls whom", callsType())
          .optional("effects", &U::Effects, "what functions write",
                    effectsType())
          .optional("held", &U::Held, "findings that others decide",
                    listOf(heldShape()))
          .required("functions", &U::Functions, "functions")
          .required("parseSeconds", &U::ParseSeconds, "CPU seconds")
          .required("engineSeconds", &U::EngineSeconds, "CPU seconds");
  return S;
}

static Error checkVersion(const JsonValue &Json, StringRef File) {
  const JsonValue *Version = Json.find(VersionKey);
  if (!Version || Version->kind() != JsonValue::Kind::Integer)
    return makeError(File + ": is no facts file of codex-lint: it has no '" +
                     VersionKey + "'");
  if (Version->integer() == FactsVersion)
    return Error::success();
  return makeError(File + ": is a facts file of version " +
                   Twine(Version->integer()) + ", and this codex-lint reads " +
                   Twine(FactsVersion) +
                   "; collect and link with the same codex-lint");
}

static Expected<JsonValue> parseLine(StringRef Text, StringRef File) {
  Expected<JsonValue> Json = parseJson(Text, File);
  if (!Json && !Text.ltrim().starts_with("{")) {
    consumeError(Json.takeError());
    return makeError(File + ": is no facts file of codex-lint; 'codex-lint "
                            "collect' writes them");
  }
  if (!Json)
    return withContext(Json.takeError(),
                       "reading facts; the file is truncated or damaged: "
                       "collect it again");
  if (Error E = checkVersion(*Json, File))
    return E;
  return Json;
}

static Expected<UnitFacts> read(StringRef Text, StringRef File) {
  Expected<JsonValue> Json = parseLine(Text, File);
  if (!Json)
    return Json.takeError();
  UnitFacts Facts;
  if (Error E = factsShape().read(*Json, File, Facts))
    return E;
  if (!Facts.Sums.empty() && Facts.Sums.size() != Facts.Files.size())
    return makeError(File + ": has " + Twine(Facts.Sums.size()) + " sums for " +
                     Twine(Facts.Files.size()) + " files; collect it again");
  return Facts;
}

namespace {
struct Seal {
  int64_t Size = 0, Packed = 0;
  std::string Sum;
};
} // namespace

static const Shape<Seal> &sealShape() {
  static const Shape<Seal> S =
      Shape<Seal>("seal", "What follows in a facts file.")
          .ignored(VersionKey, "the version of the format")
          .required("size", &Seal::Size, "bytes of text")
          .required("sum", &Seal::Sum, "of these bytes")
          .required(PackedKey, &Seal::Packed, "bytes that follow");
  return S;
}

/// What stands behind the line \p First; takes it off \p Rest.
static Expected<UnitFacts> unseal(StringRef First, StringRef &Rest,
                                  StringRef File) {
  Expected<JsonValue> Json = parseLine(First, File);
  if (!Json)
    return Json.takeError();
  Seal Said;
  if (Error E = sealShape().read(*Json, File, Said))
    return E;
  auto Damaged = [&] {
    return makeError(File + ": the file is truncated or damaged: collect it "
                            "again");
  };
  if (Said.Size < 0 || Said.Size > MaxOrderText || Said.Packed < 0 ||
      Said.Packed > int64_t(Rest.size()))
    return Damaged();
  StringRef Packed = Rest.take_front(Said.Packed);
  if (sumOf(Packed) != Said.Sum)
    return Damaged();
  SmallVector<uint8_t, 0> Bytes;
  if (Error E = compression::zstd::decompress(arrayRefFromStringRef(Packed),
                                              Bytes, Said.Size)) {
    consumeError(std::move(E));
    return Damaged();
  }
  Rest = Rest.drop_front(Said.Packed);
  Rest.consume_front("\n");
  StringRef Text = toStringRef(Bytes);
  auto [Line, Order] = Text.split('\n');
  Expected<UnitFacts> Facts = read(Line, File);
  if (!Facts)
    return Facts.takeError();
  if (Error E = readOrderUnit(Order, Facts->Order))
    return withContext(std::move(E), "reading " + File.str());
  return Facts;
}

Expected<UnitFacts> takeFacts(StringRef &Text, StringRef File) {
  // The first line of sealed facts is short, and the key is its last one.
  auto [First, Rest] = Text.split('\n');
  static constexpr size_t LongestSeal = 200;
  Text = Rest;
  if (First.size() < LongestSeal &&
      First.contains((Twine("\"") + PackedKey + "\":").str()))
    return unseal(First, Text, File);
  return read(First, File);
}

Expected<UnitFacts> parseFacts(StringRef Text, StringRef File) {
  StringRef Left = Text;
  Expected<UnitFacts> Facts = takeFacts(Left, File);
  if (Facts && !Left.empty())
    return makeError(File + ": goes on behind its facts; collect it again");
  return Facts;
}

Expected<UnitFacts> readFactsFile(StringRef Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(
      Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return makeError(
        Path + ": the facts cannot be read: " + Buffer.getError().message());
  return parseFacts((*Buffer)->getBuffer(), Path);
}

} // namespace codex
