import { fc, it } from "@fast-check/vitest";
import type { ProgramEnd } from "@fleet/diagnostics";
import { describe, expect } from "vitest";
import { readEnding, seeForYourself } from "../../src/program/sops-ending.ts";

const exit = (status: number, log: string): ProgramEnd => ({
  end: "exit",
  status,
  output: new Uint8Array(),
  log,
});

describe("how sops ended", () => {
  const words =
    "Failed to get the data key|plugin|gpg|vault|unmarshal|failed to encrypt|Error walking tree: Could not decrypt value: Input string".split(
      "|",
    );
  const log = fc.array(
    fc.oneof(fc.constantFrom(...words), fc.constant("hunter2SECRET"), fc.string()),
  );

  it.prop([fc.integer({ min: 0, max: 255 }), log])(
    "is told without a word of what it printed",
    (status, lines) => {
      const told = JSON.stringify(readEnding(exit(status, lines.join("\n"))));
      expect(told).not.toContain("hunter2SECRET");
      expect(told.length).toBeLessThan(140);
    },
  );

  it.each<[ProgramEnd, string]>([
    [exit(0, ""), "done"],
    [exit(128, ""), "closed"],
    [exit(1, "2026/05/31 Failed to get the data key required to decrypt the SOPS file."), "closed"],
    [
      exit(25, "Error decrypting tree: … Input string hunter2 does not match"),
      "not encrypted (status 25)",
    ],
    [exit(51, "MAC mismatch"), "checksum does not fit"],
    [exit(1, 'couldn\'t start plugin: exec: "age-plugin-x"'), "plugin of age could not be started"],
    [
      exit(1, "dial tcp 127.0.0.1:1: connect: connection refused"),
      "key service could not be reached",
    ],
    [exit(1, "yaml: line 3: did not unmarshal"), "does not understand the file"],
    [exit(7, "?"), "it ended with status 7"],
    [{ end: "signal", signal: "SIGKILL", log: "hunter2" }, "it was ended by SIGKILL"],
    [{ end: "time-out" }, "it was stopped"],
    [{ end: "unstarted", reason: "spawn sops EACCES" }, "could not be started"],
  ])("is told by its kind: %j", (end, told) => {
    expect(JSON.stringify(readEnding(end))).toContain(told);
  });

  it("can be seen by a command that takes any name of a file for a name", () => {
    expect(seeForYourself("a b;$(x).yaml")).toContain("decrypt 'a b;$(x).yaml' >/dev/null");
  });
});
