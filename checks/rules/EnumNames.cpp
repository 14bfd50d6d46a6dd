#include "rules/EnumNames.h"

namespace codex {

template <typename E> static Type<E> named(const std::vector<E> &Values) {
  std::vector<std::pair<std::string, E>> Names;
  for (E Value : Values)
    Names.emplace_back(toString(Value).str(), Value);
  return enumOf<E>(std::move(Names));
}

Type<Level> levelType() { return named<Level>({Level::Must, Level::Should}); }

Type<State> stateType() {
  return named<State>(
      {State::Draft, State::Advisory, State::Enforced, State::Retired});
}

TextType kebabCase() {
  return text().matching("[a-z0-9]+(-[a-z0-9]+)*",
                         "kebab-case: words of a-z and 0-9, joined by '-'");
}

} // namespace codex
