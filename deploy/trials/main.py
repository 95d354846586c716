"""Runs the trials and writes their table."""

import json
import os
import sys
import time

from house import ROOT

TRIALS = {
    "kill-app": ("kills", "kill_app"),
    "kill-postgres": ("kills", "kill_postgres"),
    "overload": ("overload", "overload"),
    "slow-clients": ("floods", "slow_clients"),
    "sign-in-flood": ("floods", "sign_in_flood"),
    "slow-pages": ("slow", "slow_pages"),
    "unreachable": ("proxy", "unreachable"),
    "standby-gone": ("standby", "standby_gone"),
    "promotion": ("standby", "promotion"),
    "disk-full": ("disk", "disk_full"),
}
KEPT = os.path.join(ROOT, ".build/faults.json")


def main(names):
    unknown = [name for name in names if name not in TRIALS]
    if unknown:
        raise SystemExit(f"deploy/faults: no fault {', '.join(unknown)}; there are: {', '.join(TRIALS)}")
    results = {}
    for name in names or TRIALS:
        module, function = TRIALS[name]
        begun = time.monotonic()
        print(f"== {name}", flush=True)
        result = getattr(__import__(module), function)()
        result["seconds"] = round(time.monotonic() - begun)
        results[name] = result
        print(f"   {result['figure']} ({result['seconds']} s)", flush=True)
    table(results)
    with open(KEPT, "w") as file:
        json.dump(results, file, indent=1)
    print(f"{sum(r['holds'] is True for r in results.values())} of {len(results)} hold; all figures are in {KEPT}")
    return 0 if all(result["holds"] in (True, None) for result in results.values()) else 1


def table(results):
    words = {True: "yes", False: "NO", None: "not tried"}
    print("\n| fault | goal | measured | holds |\n|---|---|---|---|")
    for name, result in results.items():
        print(f"| {name} | {result['goal']} | {result['figure']} | {words[result['holds']]} |")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
