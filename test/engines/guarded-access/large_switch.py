#!/usr/bin/python3
"""Prints two functions with a switch of so many cases: in a row, and with gaps.

    large_switch.py CASES

In both the optional is there in each case, and may be missing at the end.
"""
import sys

cases = int(sys.argv[1])
print("#include <optional>\nint use(int);")
for step in (1, 3):
    print(f"int f{step}(int x) {{\n  std::optional<int> o;\n  switch (x) {{")
    for number in range(cases):
        print(f"  case {number * step}: o = {number}; use(*o); break;")
    print("  }\n  return *o;\n}")
