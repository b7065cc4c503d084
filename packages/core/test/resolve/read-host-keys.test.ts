import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet, readHostKeys, type Surroundings, wantedFiles } from "../../src/index.ts";
import { isGap } from "../../src/internal.ts";
import { publicKey, surroundingsOf, withMini } from "../sample-fleet.ts";

const file = "hosts/mini/ssh_host_ed25519_key.pub";

function read(around: Surroundings, named = file) {
  const { value: fleet, diagnostics } = parseFleet(withMini({ sshHostKey: { file: named } }));
  if (fleet === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const outcome = readHostKeys(fleet, around);
  return { ...outcome, fleet, found: [...diagnostics, ...outcome.diagnostics] };
}

const around = (text: string) => surroundingsOf([], { [file]: text });

describe("an SSH host key in a file", () => {
  it("is the line that stands in it, as if it stood in the declaration", () => {
    for (const text of [publicKey, `${publicKey}\n`, `# of mini\r\n\r\n  ${publicKey}\r\n`]) {
      const { value, diagnostics } = read(around(text));
      expect(diagnostics).toEqual([]);
      expect(value.hosts.get("mini")?.sshHostKey).toBe(publicKey);
    }
  });

  it("is wanted from the disk, and is none of what the fleet knows before", () => {
    const { fleet } = read(around(publicKey));
    expect(wantedFiles(fleet)).toEqual([file]);
    expect(fleet.hosts.get("mini")?.sshHostKey).toBeUndefined();
  });

  it.each([
    ["no line", "\n# nothing\n", "no key in"],
    ["two lines", `${publicKey}\n${publicKey}\n`, "2 keys in"],
    ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "a private key in"],
  ])("is one finding with %s, and a gap", (_, text, message) => {
    const { value, found } = read(around(text));
    expect(found).toMatchObject([
      { code: "core/bad-ssh-key", path: ["hosts", "mini", "sshHostKey"], file },
    ]);
    expect(found[0]?.message).toContain(message);
    expect(value.hosts.get("mini")?.sshHostKey).toBeUndefined();
    expect(isGap(value.gaps, ["hosts", "mini", "sshHostKey"])).toBe(true);
  });

  it("names the line where the second key begins", () => {
    const { found } = read(around(`# both\n${publicKey}\n\n${publicKey}`));
    expect(found).toMatchObject([{ position: { line: 4, column: 1 } }]);
  });

  it("may be missing only by mistake", () => {
    expect(read(surroundingsOf([])).found).toMatchObject([
      { code: "core/missing-key-file", path: ["hosts", "mini", "sshHostKey"] },
    ]);
  });

  it("is not missing where it could not be read", () => {
    const { found, value } = read({ ...surroundingsOf([]), unreadable: new Set([file]) });
    expect(found).toEqual([]);
    expect(isGap(value.gaps, ["hosts", "mini", "sshHostKey"])).toBe(true);
  });

  it("is tracked by git, but is read all the same where it is not", () => {
    const { found, value } = read({ ...around(publicKey), tracked: new Set() });
    expect(found).toMatchObject([{ code: "core/untracked-file", help: `Run: git add -- ${file}` }]);
    expect(value.hosts.get("mini")?.sshHostKey).toBe(publicKey);
  });

  it("is not to be given to git where it is private", () => {
    const text = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n";
    const { found } = read({ ...around(text), tracked: new Set() });
    expect(found.map(({ code }) => code)).toEqual(["core/bad-ssh-key"]);
  });

  it.each(["/etc/ssh/ssh_host_ed25519_key.pub", "../keys/mini.pub", ""])(
    "is inside of the fleet, unlike %j",
    (named) => {
      const { found, fleet } = read(surroundingsOf([]), named);
      expect(found.map(({ code, path }) => `${code} at ${formatPath(path)}`)).toEqual([
        "core/bad-path at hosts.mini.sshHostKey.file",
      ]);
      expect(wantedFiles(fleet)).toEqual([]);
    },
  );

  it.each([{ file: [file] }, { file, ssh: publicKey }, [publicKey], 7])(
    "is of one shape, unlike %j",
    (sshHostKey) => {
      const { diagnostics } = parseFleet(withMini({ sshHostKey }));
      expect(diagnostics.map(({ path }) => formatPath(path))).toEqual([
        expect.stringMatching(/^hosts\.mini\.sshHostKey/),
      ]);
    },
  );

  it("leaves a fleet without such files the same object", () => {
    const { value: fleet } = parseFleet(withMini({ sshHostKey: publicKey }));
    expect(fleet && readHostKeys(fleet, surroundingsOf([])).value).toBe(fleet);
  });
});
