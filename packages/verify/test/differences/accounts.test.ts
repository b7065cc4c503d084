import { expect, it } from "vitest";
import { accountCases } from "../cases/account-cases.ts";
import { accountFleet, accountVerdicts } from "../cases/account-fleet.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { verifyProbe } from "../support/recorded-verification.ts";
import { readRecording, recalled } from "../support/recording.ts";

const recording = readRecording("accounts");
const computed = await computeFleet(accountFleet);

it("a fleet of which nothing differs is as computed", async () => {
  const { verdicts, diagnostics } = await verifyProbe(computed, recalled(recording, "as computed"));
  expect(diagnostics).toEqual([]);
  expect(verdicts).toMatchObject(accountVerdicts);
});

it.each(accountCases)("%s that differs is an error", async (name, ...rest) => {
  const [, , what, place, message] = rest;
  const { diagnostics } = await verifyProbe(computed, recalled(recording, name));
  expect(diagnostics).toContainEqual(
    expect.objectContaining({
      code: `verify/${what}`,
      place,
      message: expect.stringMatching(message),
    }),
  );
});
