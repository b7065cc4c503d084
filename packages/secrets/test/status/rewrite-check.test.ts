import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkRewrite } from "../../src/comparison/rewrite-check.ts";
import { renderOneRuleConfig } from "../../src/sops-yaml/one-rule-config.ts";
import { encryptFile } from "../support/sops-files.ts";
import { runSops, runTool } from "../support/tools.ts";

const cwd = mkdtempSync(join(tmpdir(), "fleet-sops-"));
afterAll(() => rmSync(cwd, { recursive: true }));
const [keith, traci, mini] = ["keith", "traci", "mini"].map((name) => {
  const file = join(cwd, `${name}.txt`);
  runTool("age-keygen", ["-o", file]);
  return { file, recipient: runTool("age-keygen", ["-y", file]).trim() };
});
if (keith === undefined || traci === undefined || mini === undefined) throw new Error("no keys");
const env = { SOPS_AGE_KEY_FILE: keith.file };
const both = [[keith.recipient, mini.recipient]];

/** What sops makes of a file for Keith and Traci. */
function rewrite(ending: string, ...call: readonly string[]) {
  const text = encryptFile(ending, { age: `${keith?.recipient},${traci?.recipient}` });
  const path = join(cwd, `file.${ending}`);
  writeFileSync(path, text);
  writeFileSync(join(cwd, "config"), renderOneRuleConfig(both));
  const { status, stderr } = runSops(["--config", "config", ...call, path], { cwd, env });
  if (status !== 0) throw new Error(stderr);
  const contents = (bytes: Buffer) => ({ path: `file.${ending}`, bytes });
  return { before: contents(Buffer.from(text)), after: contents(readFileSync(path)) };
}

describe("a file that sops has rewritten", () => {
  it.each(["yaml", "json", "env", "ini", "bin"])("for other readers is sound: %s", (ending) => {
    const { before, after } = rewrite(ending, "updatekeys", "--yes");
    expect(checkRewrite(before, after, { groups: both, isRotation: false })).toBeUndefined();
  });

  it.each(["yaml", "json", "env", "ini", "bin"])("with a new data key is sound: %s", (ending) => {
    const { before, after } = rewrite(ending, "rotate", "--in-place");
    const groups = [[traci.recipient, keith.recipient]];
    expect(checkRewrite(before, after, { groups, isRotation: true })).toBeUndefined();
    expect(checkRewrite(before, after, { groups, isRotation: false })).toMatch(/checksum or date/);
  });

  it("has the readers that were asked for, and no others", () => {
    const { before, after } = rewrite("yaml", "updatekeys", "--yes");
    const asked = (...groups: string[][]) =>
      checkRewrite(before, after, { groups, isRotation: false });
    expect(asked([keith.recipient])).toMatch(/recipients/);
    expect(asked([...(both[0] ?? []), traci.recipient])).toMatch(/recipients/);
    expect(asked([keith.recipient], [mini.recipient])).toMatch(/recipients/);
  });

  it("has all its values, and no other", () => {
    const { before, after } = rewrite("yaml", "updatekeys", "--yes");
    const lose = (pattern: RegExp, by: string) => {
      const text = after.bytes.toString();
      const changed = text.replace(pattern, by);
      expect(changed).not.toBe(text);
      const bytes = Buffer.from(changed);
      return checkRewrite(before, { ...after, bytes }, { groups: both, isRotation: false });
    };
    expect(lose(/^a: .*\n/m, "")).toMatch(/other encrypted values/);
    expect(lose(/^a: ENC\[AES256_GCM,data:/m, "$&AAAA")).toBe("An encrypted value changed.");
    expect(lose(/mac: ENC\[AES256_GCM,data:/, "$&AAAA")).toMatch(/checksum/);
    expect(lose(/_unencrypted$/m, "_open")).toMatch(/encrypts other values/);
    expect(lose(/^sops:[\s\S]*/m, "")).toMatch(/no sops block/);
  });

  it("did get a new data key, where that was asked for", () => {
    const { before } = rewrite("yaml", "rotate", "--in-place");
    const groups = [[keith.recipient, traci.recipient]];
    expect(checkRewrite(before, before, { groups, isRotation: true })).toMatch(/old data key/);
  });
});
