import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readAgenix } from "../../src/agenix/read-agenix.ts";
import { encryptAge, makeAgeKey, makeSshKey } from "../support/age-repository.ts";
import { openNix, world } from "../support/evaluator.ts";

async function read(folder: string) {
  const { evaluate } = await openNix();
  return readAgenix(world, folder, evaluate);
}

const idOf = (line: string) => line.split(" ").slice(0, 2).join(" ");

describe("a repository of agenix", () => {
  const ada = makeSshKeyOnce("ada@laptop");
  const ben = makeSshKeyOnce("ben@desk");
  const mini = makeSshKeyOnce("root@mini");

  function writeRepository(folder: string) {
    writeFiles(folder, {
      "keys.nix": `{ users = { ada = "${ada().line}"; }; systems.mini = "${mini().line}"; }`,
      "secrets/secrets.nix": `let
        keys = import ../keys.nix;
        everybody = [ keys.users.ada keys.systems.mini ];
      in {
        "db.age".publicKeys = everybody;
        "mail.age" = { publicKeys = everybody ++ [ "${ben().line}" ]; armor = true; };
        "later.age".publicKeys = everybody;
      }`,
      "hosts/mini.nix": "{ age.secrets.db.file = ../secrets/db.age; }",
    });
    const lines = [ada().line, mini().line];
    encryptAge(folder, "secrets/db.age", { lines, text: "a secret" });
    encryptAge(folder, "secrets/mail.age", { lines: [...lines, ben().line], isArmored: true });
    encryptAge(folder, "old/gone.age", { lines });
  }

  it("says who reads which file, whether it is there, and where modules name it", async () => {
    const folder = testdir();
    writeRepository(folder);
    const { value, diagnostics } = await read(folder);
    expect(diagnostics).toEqual([]);
    const inStep = { missing: [], further: [], unknown: 0 };
    expect(value?.secrets).toMatchObject([
      { path: "secrets/db.age", isPresent: true, state: inStep, usedIn: ["hosts/mini.nix"] },
      { path: "secrets/later.age", isPresent: false, state: undefined, usedIn: [] },
      { path: "secrets/mail.age", isPresent: true, state: inStep, usedIn: [] },
    ]);
    expect(value?.secrets[2]?.recipients).toEqual([ada(), mini(), ben()].map((k) => idOf(k.line)));
    expect(value?.unruled).toEqual(["old/gone.age"]);
  });

  it("names keys by what Nix calls them, else by their comments", async () => {
    const folder = testdir();
    writeRepository(folder);
    const { value } = await read(folder);
    const owners = value?.keys.owners.map(({ name, kind, because, file }) => [
      name,
      kind,
      because,
      file,
    ]);
    expect(owners).toEqual([
      ["ada", "user", "keys.nix calls it that", "keys.nix"],
      ["ben", "user", "its comment says so", "secrets/secrets.nix"],
      ["mini", "host", "keys.nix calls it that", "keys.nix"],
    ]);
  });

  it("tells files that others can read than is said", async () => {
    const folder = testdir();
    writeRepository(folder);
    encryptAge(folder, "secrets/db.age", { lines: [ada().line, ben().line, makeSshKey("x").line] });
    const { value } = await read(folder);
    expect(value?.secrets[0]?.state).toEqual({
      missing: [idOf(mini().line)],
      further: [idOf(ben().line)],
      unknown: 1,
    });
  });
});

/** Each key once for a whole group of tests would be gone with the first: so each is made where it is asked for first. */
function makeSshKeyOnce(comment: string) {
  let made: ReturnType<typeof makeSshKey> | undefined;
  return () => {
    made ??= makeSshKey(comment);
    return made;
  };
}

describe("files of age without a secrets.nix", () => {
  const key = "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0";

  it("are told where the flake speaks of agenix-rekey, which has none", async () => {
    const folder = testdir({ "flake.nix": "{ inputs.agenix-rekey.url = 1; }" });
    encryptAge(folder, "secrets/a.age", { lines: [key] });
    const { value } = await read(folder);
    expect(value).toMatchObject({ secrets: [], unruled: ["secrets/a.age"], isRekeyed: true });
  });

  it("are nobody's matter in any other repository", async () => {
    const folder = testdir({ "flake.nix": "{ }" });
    encryptAge(folder, "passwords/a.age", { lines: [key] });
    expect((await read(folder)).value).toBeUndefined();
  });
});

describe("keys of all kinds", () => {
  it("are compared as far as age shows them", async () => {
    const folder = testdir();
    const [rsa, x25519, other] = [makeSshKey("old", "rsa"), makeAgeKey(), makeAgeKey()];
    const keys = [rsa.line, x25519.line].map((line) => JSON.stringify(line)).join(" ");
    const bad = '"sk-ssh-ed25519@openssh.com AAAA yubikey"';
    writeFiles(folder, {
      "secrets.nix": `{ "a.age".publicKeys = [ ${keys} ${bad} ]; "b.age".publicKeys = [ ${keys} ]; }`,
    });
    encryptAge(folder, "a.age", { lines: [rsa.line, x25519.line] });
    encryptAge(folder, "b.age", { lines: [rsa.line, x25519.line, other.line] });
    const { value, diagnostics } = await read(folder);
    expect(value?.secrets.map(({ state }) => state)).toEqual([
      { missing: [], further: [], unknown: 0 },
      { missing: [], further: [], unknown: 1 },
    ]);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["import/unread-agenix", expect.stringContaining("sk-ssh-ed25519@openssh.com")],
    ]);
    expect(value?.keys.owners).toMatchObject([
      { name: "agenix-2", kind: "operator", because: "nothing names it" },
      { name: "old", kind: null, because: "its comment says so" },
    ]);
  });
});

describe("a hostile or broken secrets.nix", () => {
  const key = "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0";

  it.each([
    ["throws", 'throw "publicKeys"', "nix-eval/throw"],
    ["recurses for ever", "let publicKeys = publicKeys; in publicKeys", "infinite-recursion"],
    ["is no Nix", "{ publicKeys = ", "nix-eval/syntax-error"],
    [
      "reads this machine",
      '{ "a".publicKeys = [ (builtins.readFile /etc/hostname) ]; }',
      "nix-eval/",
    ],
    ["asks the network", '{ "a".publicKeys = builtins.fetchurl "http://localhost"; }', "nix-eval/"],
  ])("that %s is a warning, and no more", async (_, text, code) => {
    const { value, diagnostics } = await read(testdir({ "secrets.nix": text }));
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
    expect(diagnostics[0]?.code).toBe("import/unread-agenix");
    expect(diagnostics[1]?.code).toContain(code);
  });

  it("reads nothing of this machine through a link either", async () => {
    const outside = testdir({ private: key });
    const text = '{ "a.age".publicKeys = [ (builtins.readFile ./linked) ]; }';
    const folder = testdir({ "secrets.nix": text });
    symlinkSync(join(outside, "private"), join(folder, "linked"));
    const { value, diagnostics } = await read(folder);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ message }) => message).join()).toContain("restricted mode");
  });

  it("loses a file alone that throws, and sees nothing of the environment", async () => {
    const text = `{
      "a.age".publicKeys = throw "no";
      "b.age".publicKeys = [ "${key}" (builtins.getEnv "HOME") ];
      "c.age" = x: x;
    }`;
    const { value, diagnostics } = await read(testdir({ "secrets.nix": text }));
    expect(value?.secrets).toMatchObject([
      { path: "a.age", recipients: [] },
      { path: "b.age", recipients: [key] },
    ]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'The public keys of "a.age" are no list of texts, or throw.',
      expect.stringContaining('has a key that age cannot encrypt to. "": '),
    ]);
  });

  it("shows no private key that stands in it", async () => {
    const secret = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
    const text = `{ "a.age".publicKeys = [ "${secret}" ]; }`;
    const found = await read(testdir({ "secrets.nix": text }));
    expect(JSON.stringify(found)).not.toContain("QQQQ");
    expect(found.diagnostics).toHaveLength(1);
  });

  it("names no file out of the repository, and follows no link out of it", async () => {
    const outside = testdir();
    encryptAge(outside, "their.age", { lines: [key] });
    const text = `{
      "../../their.age".publicKeys = [ "${key}" ];
      "/etc/shadow".publicKeys = [ "${key}" ];
      "linked.age".publicKeys = [ "${key}" ];
      "../up.age".publicKeys = [ "${key}" ];
    }`;
    const folder = testdir({ "inner/secrets.nix": text });
    symlinkSync(join(outside, "their.age"), join(folder, "inner", "linked.age"));
    const { value, diagnostics } = await read(folder);
    expect(value?.secrets.map(({ path, isPresent }) => [path, isPresent])).toEqual([
      ["inner/linked.age", false],
      ["up.age", false],
    ]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '"../../their.age" leads out of the repository, and was passed over.',
      '"/etc/shadow" leads out of the repository, and was passed over.',
    ]);
  });

  it("is passed over where it is a module of that name, and told where it cannot be read", async () => {
    const module = "{ config, ... }: { publicKeys = 1; }";
    expect(await read(testdir({ "secrets.nix": module }))).toEqual({
      value: undefined,
      diagnostics: [],
    });
    const odd = testdir({ "secrets.nix": new Uint8Array([0xff, 0xfe, 0x00]) });
    expect((await read(odd)).diagnostics).toMatchObject([
      { code: "import/unread-agenix", severity: "warning", file: "secrets.nix" },
    ]);
    const outside = testdir({ "secrets.nix": `{ "a.age".publicKeys = [ "${key}" ]; }` });
    const linked = testdir();
    symlinkSync(join(outside, "secrets.nix"), join(linked, "secrets.nix"));
    expect((await read(linked)).value).toBeUndefined();
  });

  it("may be a folder, as Nix imports one", async () => {
    const folder = testdir({
      "secrets.nix/default.nix": `{ "a.age".publicKeys = [ "${key}" ]; }`,
    });
    const { value } = await read(folder);
    expect(value?.secrets.map(({ path }) => path)).toEqual(["a.age"]);
    mkdirSync(join(folder, "empty", "secrets.nix"), { recursive: true });
    expect((await read(folder)).diagnostics).toEqual([]);
  });

  it("is not asked where there is no Nix, which is said", async () => {
    const folder = testdir({ "secrets.nix": `{ "a.age".publicKeys = [ "${key}" ]; }` });
    encryptAge(folder, "a.age", { lines: [key] });
    const { value, diagnostics } = await readAgenix(world, folder, undefined);
    expect(value).toMatchObject({ secrets: [], unruled: ["a.age"] });
    expect(diagnostics).toMatchObject([{ code: "import/unread-agenix", severity: "warning" }]);
  });

  it("may have ten thousand files", async () => {
    const text = `builtins.listToAttrs (builtins.genList (n: { name = "s/\${toString n}.age"; value.publicKeys = [ "${key}" ]; }) 10000)`;
    const folder = testdir({ "secrets.nix": text });
    mkdirSync(join(folder, "s"));
    for (let n = 0; n < 200; n += 1) writeFileSync(join(folder, "s", `${n}.age`), "no age");
    const { value, diagnostics } = await read(folder);
    expect(diagnostics).toEqual([]);
    expect(value?.secrets).toHaveLength(10_000);
  });
});
