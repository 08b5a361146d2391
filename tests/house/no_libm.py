#!/usr/bin/env python3
"""No libm: its exp, log and the like give other bits on other machines. base/elementary has the only ones.

    no_libm.py LIBRARY…   prints each library and the function it should not need; exit code 1 when there is any

Functions that IEEE 754 defines to the last bit (sqrt, floor, fmod, ldexp …) may be used.
"""

import re
import subprocess
import sys

FORBIDDEN = re.compile(
    r"\s*U _*((?:exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|a?(?:sin|cos|tan)h?|atan2|sincos|cbrt|erfc?|[tl]gamma"
    r"|gamma|hypot|fma|[jy][01n])[fl]?(?:_r|_finite)?)(?:@.*)?"
)


def forbidden(nm_output):
    """The libm functions among the undefined symbols."""
    matches = (FORBIDDEN.fullmatch(line) for line in nm_output.splitlines())
    return sorted({match[1] for match in matches if match})


def control():
    """A check that finds nothing must be able to find something."""
    names = ["exp", "expf", "log1pl", "pow@GLIBC_2.29", "sin", "atanhf", "lgamma_r", "tgamma", "erfc", "fma", "__exp_finite"]
    fake = "a.cpp.o:\n" + "".join(f"                 U {name}\n" for name in names)
    fine = "                 U Sleef_expd1_u10purec\n                 U sqrt\n                 U floor\n                 U _ZN8hanhlang3expEd\n                 U logger\n"
    return len(forbidden(fake)) == len(names) and not forbidden(fine)


def main(libraries):
    if not libraries or not control():
        print("no_libm.py: no libraries given, or the check does not see what it must")
        return True
    found = False
    for library in libraries:
        output = subprocess.run(["nm", "-u", library], check=True, capture_output=True, text=True).stdout
        for name in forbidden(output):
            print(f"{library}: calls {name} of libm; use base/elementary")
            found = True
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
