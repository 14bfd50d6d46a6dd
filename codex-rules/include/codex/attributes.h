/* clang-format off: the table stays a table */
/* codex/attributes.h - What your own functions and types mean to Codex.
 *
 * For C (any, with GNU attributes) and C++ (11 and later). Compilers other than
 * Clang see nothing. Macros stand in front of a declaration; for a class
 * between `class` and its name:
 *
 *   class CODEX_UPSTREAM Backend { ... };
 *   CODEX_UPSTREAM struct conn *conn_open(const char *host);
 *   CODEX_VALIDATES bool ready(const Upstreams &All);
 *
 * CODEX_UPSTREAM          objects of this class, or what this function returns,
 *                         or this variable, is something traffic depends on
 * CODEX_UPSTREAM_DATA     the same for data from outside: its content must be
 *                         looked at
 * CODEX_VALIDATES         looks at the state; of a method: its object; of a
 *                         function: its first upstream parameter, or all that
 *                         its first struct parameter holds. Valid means: true;
 *                         a pointer, optional, expected or status-or that is
 *                         there; a status that is ok(); the integer 0; void:
 *                         it returned instead of throwing
 * CODEX_VALIDATES_AS(V)   the same, and V says which result means valid:
 *                         "true", "false", "zero", "nonzero", "null",
 *                         "nonnull", "nonnegative", "positive", or a number
 * CODEX_VALIDATES_ARG(N)  the same for argument N, from 0
 * CODEX_SERVES_TRAFFIC    lets the first client in
 * CODEX_FALLBACK          from here on a last known good state stands in for
 *                         what was found wanting
 * CODEX_RESETS            the upstream must be validated again
 * CODEX_RELEASES          the upstream is given up
 * CODEX_WRAPPER           objects of this class hold a value or do not, as an
 *                         optional, expected or status-or does: `value`, `*`,
 *                         `->`, `get` need that has_value, operator bool or
 *                         `ok` was asked
 * CODEX_ENTRY(KIND)       this function is called from outside of the program:
 *                         "request-handler", "event-handler", "thread",
 *                         "signal-handler", "break-glass"
 * CODEX_GROUP(NAME)       this function, or each of this class, is what rules
 *                         on the call graph call so: "reaches-fleet",
 *                         "staged-release", "repaired-by-break-glass",
 *                         "not-while-serving"
 */
/* clang-format on */
#ifndef CODEX_ATTRIBUTES_H
#define CODEX_ATTRIBUTES_H

#if defined(__clang__)
#define CODEX_ANNOTATE(TEXT) __attribute__((annotate(TEXT)))
#else
#define CODEX_ANNOTATE(TEXT)
#endif

#define CODEX_UPSTREAM CODEX_ANNOTATE("codex::upstream")
#define CODEX_UPSTREAM_DATA CODEX_ANNOTATE("codex::data")
#define CODEX_VALIDATES CODEX_ANNOTATE("codex::validates")
#define CODEX_VALIDATES_AS(VALID) CODEX_ANNOTATE("codex::validates=" VALID)
#define CODEX_VALIDATES_ARG(NUMBER)                                            \
  CODEX_ANNOTATE("codex::validates(" #NUMBER ")")
#define CODEX_SERVES_TRAFFIC CODEX_ANNOTATE("codex::serves-traffic")
#define CODEX_FALLBACK CODEX_ANNOTATE("codex::fallback")
#define CODEX_RESETS CODEX_ANNOTATE("codex::resets")
#define CODEX_RELEASES CODEX_ANNOTATE("codex::releases")
#define CODEX_WRAPPER CODEX_ANNOTATE("codex::wrapper")
#define CODEX_ENTRY(KIND) CODEX_ANNOTATE("codex::entry=" KIND)
#define CODEX_GROUP(NAME) CODEX_ANNOTATE("codex::group=" NAME)

#endif /* CODEX_ATTRIBUTES_H */
