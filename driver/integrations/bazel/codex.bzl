"""Codex on Bazel: an action for each source of C and C++, and one that links.

In WORKSPACE, with this file in a package of your own, say tools/codex:

    load("//tools/codex:codex.bzl", "codex_repository")
    codex_repository(name = "codex")            # the codex-lint on PATH

In a BUILD file:

    load("//tools/codex:codex.bzl", "codex_report")
    codex_report(name = "codex", deps = ["//app:server"])

`bazel build //:codex` writes codex.json, byte for byte what `codex-lint check`
says of the same units but for times, and codex.txt. With `must_pass = True` the
build fails where findings block, or where the analysis is incomplete and the
policy is fail-closed. For targets without a report of their own:

    bazel build --aspects=//tools/codex:codex.bzl%codex_aspect --output_groups=codex //...

Inputs and outputs are declared, so that a remote cache and remote execution need
no more than Bazel's own flags.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "ACTION_NAMES")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

CodexInfo = provider(
    doc = "What was collected of a target and of what it is made of.",
    fields = {"units": "depset of facts files, one for each unit"},
)

_C = ["c"]
_CXX = ["cc", "cpp", "cxx", "c++", "C"]

def _compile_words(ctx, target, source, cc_toolchain, features):
    """The command that Bazel would compile the source with."""
    context = target[CcInfo].compilation_context
    is_c = source.extension in _C
    action = ACTION_NAMES.c_compile if is_c else ACTION_NAMES.cpp_compile
    options = ctx.rule.attr.copts if hasattr(ctx.rule.attr, "copts") else []
    cpp = ctx.fragments.cpp
    flags = cpp.copts + (cpp.conlyopts if is_c else cpp.cxxopts)
    defines = depset(transitive = [context.defines, context.local_defines])
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = cc_toolchain,
        source_file = source.path,
        user_compile_flags = flags + [ctx.expand_make_variables("copts", o, {}) for o in options],
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        preprocessor_defines = defines,
    )
    words = cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = action,
        variables = variables,
    )
    compiler = cc_common.get_tool_for_action(feature_configuration = features, action_name = action)
    kept = [word for word in words if word not in ["-c", source.path]]
    language = ["-x", "c" if is_c else "c++"]
    return [compiler] + kept + language + ["-c", source.path]

def _collect(ctx, target, source, cc_toolchain, features):
    place = "%s.codex/%s" % (ctx.rule.attr.name, source.short_path.replace("../", "external/"))
    database = ctx.actions.declare_file(place + "/compile_commands.json")
    facts = ctx.actions.declare_file(place + "/facts")

    # Relative to itself: where actions are run is not known, and differs.
    up = "/".join([".." for _ in database.dirname.split("/")])
    ctx.actions.write(database, json.encode([{
        "directory": up,
        "file": source.path,
        "arguments": _compile_words(ctx, target, source, cc_toolchain, features),
    }]))
    ctx.actions.run(
        executable = ctx.executable._program,
        arguments = ["collect", "--shard", "1/1", "-j", "1", "--no-cache", "--root", "."] +
                    ["-p", database.path, "-o", facts.path],
        inputs = depset(
            [database, source] + ctx.files._rules + ctx.files._config,
            transitive = [target[CcInfo].compilation_context.headers, cc_toolchain.all_files],
        ),
        outputs = [facts],
        env = {"CODEX_RULES": _rule_directory(ctx)},
        mnemonic = "CodexCollect",
        progress_message = "Codex looks at %s" % source.short_path,
    )
    return facts

def _rule_directory(ctx):
    return ctx.executable._program.dirname + "/rules"

def _codex_aspect_impl(target, ctx):
    below = [
        dep[CodexInfo].units
        for name in ["deps", "implementation_deps", "srcs"]
        for dep in _targets(getattr(ctx.rule.attr, name, []))
        if CodexInfo in dep
    ]
    own = []
    if CcInfo in target and hasattr(ctx.rule.attr, "srcs"):
        cc_toolchain = find_cpp_toolchain(ctx)
        features = cc_common.configure_features(
            ctx = ctx,
            cc_toolchain = cc_toolchain,
            requested_features = ctx.features,
            unsupported_features = ctx.disabled_features + ["header_modules", "layering_check"],
        )
        for source in ctx.rule.files.srcs:
            if source.extension in _C + _CXX:
                own.append(_collect(ctx, target, source, cc_toolchain, features))
    units = depset(own, transitive = below)
    return [CodexInfo(units = units), OutputGroupInfo(codex = units)]

def _targets(value):
    return value if type(value) == "list" else []

_PROGRAM = {
    "_program": attr.label(
        default = "@codex//:codex-lint",
        executable = True,
        allow_single_file = True,
        cfg = "host",
    ),
    "_rules": attr.label(default = "@codex//:rules", allow_files = True),
    "_config": attr.label(default = "@codex//:config", allow_files = True),
}

codex_aspect = aspect(
    implementation = _codex_aspect_impl,
    attr_aspects = ["deps", "implementation_deps", "srcs"],
    attrs = dict(
        _PROGRAM,
        _cc_toolchain = attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    ),
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

def _codex_report_impl(ctx):
    units = depset(transitive = [dep[CodexInfo].units for dep in ctx.attr.deps])
    report = ctx.actions.declare_file(ctx.attr.name + ".json")
    text = ctx.actions.declare_file(ctx.attr.name + ".txt")
    code = ctx.actions.declare_file(ctx.attr.name + ".code")
    listed = ctx.actions.declare_file(ctx.attr.name + ".units")
    ctx.actions.write(listed, "".join([unit.path + "\n" for unit in units.to_list()]))

    # Findings are what was asked for, and no failure of this action.
    ctx.actions.run_shell(
        command = '"$1" link --root . --from "$2" --format json="$3" --format text > "$4"; code=$?; ' +
                  'echo $code > "$5"; test $code -ne 2',
        arguments = [ctx.executable._program.path, listed.path, report.path, text.path, code.path],
        inputs = depset([listed] + ctx.files._rules + ctx.files._config, transitive = [units]),
        tools = [ctx.executable._program],
        outputs = [report, text, code],
        env = {"CODEX_RULES": _rule_directory(ctx)},
        mnemonic = "CodexLink",
    )
    outputs = [report, text]
    if ctx.attr.must_pass:
        passed = ctx.actions.declare_file(ctx.attr.name + ".passed")
        ctx.actions.run_shell(
            command = 'code=$(cat "$1"); test "$code" = 0 || cat "$2" >&2; touch "$3"; exit "$code"',
            arguments = [code.path, text.path, passed.path],
            inputs = [code, text],
            outputs = [passed],
            mnemonic = "CodexGate",
        )
        outputs.append(passed)
    return [DefaultInfo(files = depset(outputs))]

codex_report = rule(
    implementation = _codex_report_impl,
    attrs = dict(
        _PROGRAM,
        deps = attr.label_list(aspects = [codex_aspect], mandatory = True),
        must_pass = attr.bool(default = False),
    ),
)

def _codex_repository_impl(ctx):
    program = ctx.path(ctx.attr.program) if ctx.attr.program else ctx.which("codex-lint")
    if not program:
        fail("codex-lint is not on PATH; name it with codex_repository(program = ...)")
    rules = ctx.path(ctx.attr.rules or "%s/share/codex/codex-rules" % program.realpath.dirname.dirname)
    ctx.symlink(program, "codex-lint")
    ctx.symlink(rules, "rules")
    config = 'alias(name = "config", actual = "%s")' % ctx.attr.config
    if not ctx.attr.config:
        config = 'filegroup(name = "config", srcs = [])'
    ctx.file("BUILD.bazel", "\n".join([
        'package(default_visibility = ["//visibility:public"])',
        'exports_files(["codex-lint"])',
        'filegroup(name = "rules", srcs = glob(["rules/**"]))',
        config,
        "",
    ]))

codex_repository = repository_rule(
    implementation = _codex_repository_impl,
    local = True,
    attrs = {
        "program": attr.string(doc = "codex-lint; default: the one on PATH"),
        "rules": attr.string(doc = "its rules; default: where they are installed with it"),
        "config": attr.string(doc = "label of the project's .codex.json, if it has one: '@//:.codex.json'"),
    },
)
