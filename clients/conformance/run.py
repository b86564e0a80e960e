#!/usr/bin/env python3
"""Runs scenarios.toml with each language's driver against the real server, and ends in a table. README.md says how; nothing beyond Python's own library is needed."""

import argparse
import asyncio
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from driver import Driver  # noqa: E402
from scenario import Failure, Play, load  # noqa: E402
from stage import Stage  # noqa: E402

# Each client's driver: the folder of its language, and what it is told. Python has two clients.
DRIVERS = {
    "typescript": ("typescript", {}),
    "python": ("python", {}),
    "python-sync": ("python", {"SUPPORTCHAT_DRIVER": "sync"}),
    "go": ("go", {}),
    "kotlin": ("kotlin", {}),
    "rust": ("rust", {}),
}


async def perform(client: str, scenarios: list[dict], binary: str, logs: Path, tell) -> dict[str, str | None]:
    """Plays all scenarios with one client, one after the other; says of each what went wrong, if anything."""
    results: dict[str, str | None] = {}
    language, environment = DRIVERS[client]
    command = HERE.parent / language / "driver.sh"
    stage = Stage(binary, logs / f"{client}-server.log")
    try:
        for scenario in scenarios:
            began = time.monotonic()
            driver = Driver(command, environment, logs / f"{client}-driver.log")
            problem = None
            try:
                await stage.begin(scenario.get("server", {}))
                await driver.start()
                async with asyncio.timeout(120):
                    await Play(scenario, stage, driver).run()
            except Failure as failure:
                problem = str(failure)
            except TimeoutError:
                problem = "it was not over after two minutes"
            except Exception as error:  # The table shall come out whatever happens.
                problem = f"{type(error).__name__}: {error}"
            try:
                await driver.end()
            except Failure as failure:
                problem = problem or str(failure)
            results[scenario["name"]] = problem
            tell(client, scenario["name"], problem, time.monotonic() - began)
    finally:
        await stage.end()
    return results


def table(scenarios: list[dict], results: dict[str, dict[str, str | None]], absent: list[str]) -> str:
    """Scenario by client."""
    width = max(len(scenario["name"]) for scenario in scenarios)
    lines = [" " * width + "  " + "  ".join(f"{client:<11}" for client in [*results, *absent])]
    for scenario in scenarios:
        cells = ["passed" if found[scenario["name"]] is None else "FAILED" for found in results.values()] + ["not run"] * len(absent)
        lines.append(f"{scenario['name']:<{width}}  " + "  ".join(f"{cell:<11}" for cell in cells))
    return "\n".join(line.rstrip() for line in lines)


async def main() -> int:
    languages = list(dict.fromkeys(language for language, _ in DRIVERS.values()))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", default=os.environ.get("CLIENTS") or " ".join(languages), help="the languages, with spaces between them")
    parser.add_argument("--absent", default="", help="languages that cannot be run here, to be shown as such")
    parser.add_argument("--scenarios", default=os.environ.get("SCENARIOS", ""), help="only those whose names contain this")
    parser.add_argument("--server", default=os.environ.get("SUPPORTCHAT_BIN", str(HERE.parents[1] / "target/debug/supportchat")), help="the program to run them against")
    parser.add_argument("--logs", default=str(HERE.parents[1] / "target/conformance"), help="where the servers' and the drivers' logs go")
    given = parser.parse_args()
    scenarios = [scenario for scenario in load(HERE / "scenarios.toml") if given.scenarios in scenario["name"]]
    unknown = set(given.clients.split()) - set(languages)
    if unknown or not scenarios:
        parser.error(f"there is no client for {', '.join(sorted(unknown))}" if unknown else f"no scenario has {given.scenarios!r} in its name")
    logs = Path(given.logs)
    logs.mkdir(parents=True, exist_ok=True)

    clients = [client for client, (language, _) in DRIVERS.items() if language in given.clients.split()]

    def tell(client: str, name: str, problem: str | None, took: float) -> None:
        print(f"{client:<11}  {name:<40}  {'passed' if problem is None else 'FAILED'}  {took:5.1f} s" + (f"\n    {problem}" if problem else ""), flush=True)

    # All clients at once: each has a server and a proxy of its own, and the scenarios mostly wait.
    found = await asyncio.gather(*(perform(client, scenarios, given.server, logs, tell) for client in clients))
    results = dict(zip(clients, found))
    failures = sum(problem is not None for result in found for problem in result.values())
    absent = given.absent.split()
    print(f"\n{table(scenarios, results, absent)}\n\n{len(scenarios)} scenarios, {len(clients)} clients: {failures or 'nothing'} failed", flush=True)
    if absent:
        print(f"Not run, for want of a toolchain: {', '.join(absent)}")
    if failures:
        for client, result in results.items():
            for name, problem in result.items():
                if problem is not None:
                    print(f"{client}: {name}: {problem}")
        print(f"The logs of the servers and the drivers are in {logs}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
