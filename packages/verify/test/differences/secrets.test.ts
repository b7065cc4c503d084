import { expect, it } from "vitest";
import { secretCases, secretFleet, secretVerdicts } from "../cases/secret-cases.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { verifyProbe } from "../support/recorded-verification.ts";
import { readRecording, recalled } from "../support/recording.ts";

const recording = readRecording("secrets");
const computed = await computeFleet(secretFleet);

it("secrets of systems and homes are counted, and are as computed", async () => {
  const { verdicts, diagnostics } = await verifyProbe(computed, recalled(recording, "as computed"));
  expect(diagnostics).toEqual([]);
  expect(verdicts).toMatchObject(secretVerdicts);
});

it.each(secretCases)("%s that differs is an error", async (name, ...rest) => {
  const [, , what, place, message] = rest;
  const { diagnostics } = await verifyProbe(computed, recalled(recording, name));
  expect(diagnostics).toContainEqual(
    expect.objectContaining({
      code: `verify/${what}`,
      severity: "error",
      place,
      message: expect.stringMatching(message),
    }),
  );
});
