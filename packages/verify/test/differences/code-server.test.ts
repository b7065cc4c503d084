import { describe, expect, it } from "vitest";
import {
  disabledCase,
  otherCases,
  prefixCases,
  sameCases,
  strangerCases,
  unrelatedCases,
} from "../cases/code-server-cases.ts";
import { textFleet } from "../cases/text-fleet.ts";
import { computeFleet } from "../support/computed-fleet.ts";
import { verifyFacts } from "../support/recorded-verification.ts";
import { readRecording, recalled } from "../support/recording.ts";

const recording = readRecording("units");
const computed = await computeFleet(textFleet);
const find = async (name: string) =>
  (await verifyFacts(computed, recalled(recording, name))).diagnostics;

const place = "users.coal.services.codeServer";
const unit = "systemd.services.code-server-coal";

describe("a code-server that is as computed", () => {
  it.each(sameCases)("is one %s", async (name) => {
    expect(await find(name)).toEqual([]);
  });
});

describe("a code-server that does otherwise", () => {
  it.each(otherCases)("is an error: %s", async (name, ...rest) => {
    const [, what, message, help] = rest;
    expect(await find(name)).toEqual([
      expect.objectContaining({
        code: `verify/code-server-${what}`,
        severity: "error",
        place,
        message: expect.stringMatching(message),
        help: expect.stringMatching(help),
      }),
    ]);
  });

  it.each(prefixCases)("is an error: %s", async (name, ...rest) => {
    const [, meaning] = rest;
    expect(await find(name)).toMatchObject([
      { code: "verify/code-server-command", place, message: expect.stringContaining(meaning) },
    ]);
  });

  it("is missing where its unit is switched off", async () => {
    expect(await find(disabledCase[0])).toMatchObject([
      { code: "verify/missing-code-server", place, help: expect.stringContaining(unit) },
    ]);
  });
});

describe("a unit that the fleet does not know", () => {
  it.each(strangerCases)("is a warning where it runs code-server: %s", async (name, ...rest) => {
    const [, stranger] = rest;
    expect(await find(name)).toMatchObject([
      {
        code: "verify/unexpected-code-server",
        severity: "warning",
        place: "hosts.devbox",
        message: expect.stringMatching(
          `^Nix runs code-server in "${stranger}" as "coal" on host "devbox", which was not computed`,
        ),
      },
    ]);
  });

  it.each(unrelatedCases)("is nobody's concern where it is %s", async (name) => {
    expect(await find(name)).toEqual([]);
  });
});
