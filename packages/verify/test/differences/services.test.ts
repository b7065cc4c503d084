import { expect, it } from "vitest";
import { serviceCases } from "../cases/service-cases.ts";
import { serviceFleet, serviceVerdicts } from "../cases/service-fleet.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { verifyProbe } from "../support/recorded-verification.ts";
import { readRecording, recalled } from "../support/recording.ts";

const recording = readRecording("services");
const computed = await computeFleet(serviceFleet);

it("services, groups, Macs and modules by name are as computed", async () => {
  const { verdicts, diagnostics } = await verifyProbe(computed, recalled(recording, "as computed"));
  expect(diagnostics).toEqual([]);
  expect(verdicts).toMatchObject(serviceVerdicts);
});

it.each(serviceCases)("%s that differs is told, and nothing twice", async (name, ...rest) => {
  const [, , found, message] = rest;
  const { diagnostics } = await verifyProbe(computed, recalled(recording, name));
  expect(diagnostics.map(({ code, place }) => `${code} ${place}`).toSorted()).toEqual(
    found.map((one) => `verify/${one}`),
  );
  expect(diagnostics.map((one) => one.message)).toContainEqual(expect.stringMatching(message));
});
