import type { JsonValue } from "@fleet/nix-eval";
import { nodeWorld } from "@fleet/project/node";
import { expect, it } from "vitest";
import { verifyFleet } from "../../src/index.ts";
import { smallFleet } from "../cases/small-flake.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { answerWith } from "../support/recorded-verification.ts";
import { changed, readRecording, recalled } from "../support/recording.ts";

const small = await computeFleet(smallFleet);
const matching = recalled(readRecording("small"), "matching");

/** What is found beside the hosts, where the flake says one version of itself and the command is another. */
async function compare(ofFlake: JsonValue, version: string | undefined) {
  const facts = changed(matching, [["mini", "version"], ofFlake]);
  const generated = {
    root: "/fleet",
    fleet: small.fleet,
    disk: nodeWorld().disk,
    digest: nodeWorld().digest,
    isStale: false,
  };
  const options = version === undefined ? {} : { version };
  const { diagnostics } = await verifyFleet(
    generated,
    answerWith(() => facts),
    options,
  );
  return diagnostics;
}

it.each([
  ["the same", "1.2.0", "1.2.0"],
  ["another patch", "1.2.0", "1.2.3"],
  ["not said", null, "1.2.0"],
  ["of no form", "newest", "1.2.0"],
  ["not asked for", "1.0.0", undefined],
])("nothing is said of a version that is %s", async (_, ofFlake, version) => {
  expect(await compare(ofFlake, version)).toEqual([]);
});

it.each([
  ["0.9.1", "0.10.0"],
  ["1.9.0", "2.0.0"],
])(
  "a flake with %s is older than the command %s, and its input is updated",
  async (older, newer) => {
    expect(await compare(older, newer)).toMatchObject([
      {
        code: "verify/other-version",
        severity: "warning",
        file: "flake.nix",
        message: `The flake has fleet "${older}", and this command is "${newer}": they are made for each other in one version.`,
        help: expect.stringMatching(/^The flake is older\. .*nix flake update fleet/),
      },
    ]);
  },
);

it("a command that is older than the flake is to give way to that of the flake", async () => {
  expect(await compare("0.10.0", "0.9.1")).toMatchObject([
    { help: expect.stringMatching(/^The command is older\. .*nix run \.#fleet -- verify/) },
  ]);
});
