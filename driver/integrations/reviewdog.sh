#!/bin/sh
# Comments on the lines of a merge request through reviewdog, and ends with the
# gate's own exit code. Which host, and with which token, is reviewdog's to
# know: https://github.com/reviewdog/reviewdog#reporters
#
#   reviewdog.sh BASE BUILD [REVIEWDOG-OPTION...]
#
# CODEX_BASE_BUILD, if it is set, is a build directory of the base.
set -u
base=$1
build=$2
shift 2
report=$(mktemp)
trap 'rm -f "$report"' EXIT
code=0
codex-lint gate --base "$base" -p "$build" \
  ${CODEX_BASE_BUILD:+--base-build "$CODEX_BASE_BUILD"} \
  --format rdjson="$report" --format text || code=$?
# What a change can affect stands on lines, too, that it does not touch.
if [ -s "$report" ]; then
  reviewdog -f=rdjson -name=codex -filter-mode=nofilter "$@" <"$report" ||
    echo "$0: reviewdog failed; the verdict stands" >&2
fi
exit "$code"
