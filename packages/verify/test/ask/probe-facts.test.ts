import { nodeWorld } from "@fleet/project/node";
import { expect, it } from "vitest";
import { verifyFleet } from "../../src/index.ts";
import { accountFleet } from "../cases/account-fleet.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { answerWith } from "../support/recorded-verification.ts";
import { readRecording, recalled } from "../support/recording.ts";

const { fleet } = await computeFleet(accountFleet);
const answer = recalled(readRecording("accounts"), "as computed");

function verify(isStale: boolean) {
  const stale = { ...JSON.parse(JSON.stringify(answer)), stale: ["users.yaml"] };
  const generated = {
    root: "/fleet",
    fleet,
    disk: nodeWorld().disk,
    digest: nodeWorld().digest,
    isStale,
  };
  const options = { isFlake: false, hosts: ["travel", "stibnite"] };
  return verifyFleet(
    generated,
    answerWith(() => stale),
    options,
  );
}

it("a file that changed since is told once: not where fleet.json is out of date anyway", async () => {
  expect((await verify(false)).diagnostics).toMatchObject([
    { code: "verify/stale", severity: "error", file: "users.yaml", path: [] },
  ]);
  expect((await verify(true)).diagnostics).toEqual([]);
});

it("the hosts that are named are looked at, in the fleet's order, and no others", async () => {
  expect((await verify(true)).verdicts).toMatchObject([
    { id: "stibnite", state: "as-computed" },
    { id: "travel", state: "as-computed" },
  ]);
});

it("what keeps Nix from answering leaves all hosts unknown", async () => {
  const diagnostics = [
    { code: "nix-eval/throw", severity: "error", path: [], message: "closed" } as const,
  ];
  const evaluator = { evaluate: async () => ({ ok: false, diagnostics }) as const };
  const generated = {
    root: "/fleet",
    fleet,
    disk: nodeWorld().disk,
    digest: nodeWorld().digest,
    isStale: false,
  };
  const found = await verifyFleet(generated, evaluator, { isFlake: false });
  expect(found.diagnostics).toEqual(diagnostics);
  expect(found.verdicts.map(({ state }) => state)).toEqual(["unknown", "unknown", "unknown"]);
});
