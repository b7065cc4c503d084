import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { type MemoryFleet, memoryFleet } from "./run-in-memory.ts";
import { callSops } from "./secrets-fleet.ts";

/** Public keys, of which nobody has the private ones. */
const [keith, mini, recovery, evil] = [
  "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
  "age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4",
  "age17xr7laa7x3v9flnr8sw8l68dkmq879azxt26gsdfp3a8dt6hg9lqjrzpwk",
  "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs",
] as const;
const declaration = {
  users: { keith: { fullName: "Keith", isAdmin: true, uid: 1000, ageKeys: [keith] } },
  hosts: {
    mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"], ageKey: mini },
  },
  operators: { recovery: { ageKeys: [recovery] } },
  secrets: { files: [] },
};
const files = {
  "fleet.config.json": JSON.stringify(declaration),
  "hosts/mini.nix": "{ }\n",
  "users/keith.nix": "{ }\n",
};

const codesOf = async ({ fleet }: MemoryFleet) =>
  readDiagnostics(await fleet("secrets", "status", "--json")).map(({ code }) => code);

async function generated(): Promise<MemoryFleet> {
  const made = memoryFleet({ files });
  expect((await made.fleet("generate")).status).toBe(0);
  return made;
}

const withEvil = (text: string) =>
  text.replace(
    "creation_rules:\n",
    `creation_rules:\n  - path_regex: ^secrets/new\n    age: ${evil}\n`,
  );

/** The text with a digest that fits it, as somebody would make one who knows how. */
function seal(text: string): string {
  const blank = text.replace(/sha256-[\da-f]{64}/, `sha256-${"0".repeat(64)}`);
  const digest = createHash("sha256").update(blank).digest("hex");
  return blank.replace(/sha256-0{64}/, `sha256-${digest}`);
}

describe("a .sops.yaml that is not what fleet wrote", () => {
  it.each<[string, (text: string) => string, string]>([
    ["with a rule in front", withEvil, "generate --force"],
    ["with a rule and a digest that fits it", (text) => seal(withEvil(text)), "generate"],
    [
      "with a rule, and without its digest",
      (text) => withEvil(text).replace(/# "g.*\n/, ""),
      "generate --force",
    ],
    ["with another digest", (text) => text.replace(/sha256-../, "sha256-zz"), "generate --force"],
    ["with stores", (text) => `${text}stores: {}\n`, "generate --force"],
    ["with a line of comment", (text) => `${text}# mine\n`, "generate --force"],
  ])("%s is an error, which the command in its help mends", async (_, edit, command) => {
    const made = await generated();
    const before = made.read(".sops.yaml") ?? "";
    made.write({ ".sops.yaml": edit(before) });
    const [finding] = readDiagnostics(await made.fleet("secrets", "status", "--json"));
    expect(finding).toMatchObject({ code: "secrets/sops-yaml-drift", severity: "error" });
    expect(finding?.help).toContain(`\`fleet ${command}\``);
    if (command !== "generate") expect((await made.fleet("generate")).status).toBe(1);
    expect((await made.fleet(...command.split(" "))).status).toBe(0);
    expect(made.read(".sops.yaml")).toBe(before);
    expect(await codesOf(made)).toEqual([]);
  });

  it("but for its line ends is what fleet wrote", async () => {
    const made = await generated();
    const text = made.read(".sops.yaml") ?? "";
    made.write({ ".sops.yaml": text.replaceAll("\n", "\r\n") });
    expect(await codesOf(made)).toEqual([]);
    made.write({ ".sops.yaml": withEvil(text).replaceAll("\n", "\r\n") });
    expect(await codesOf(made)).toEqual(["secrets/sops-yaml-drift"]);
  });

  it("and is no text is an error, which moving it away mends", async () => {
    const made = await generated();
    const { disk, folder } = made.world;
    disk.remove(`${folder}/.sops.yaml`);
    disk.create(`${folder}/.sops.yaml`, Uint8Array.of(0xff, 0xfe, 0x6b, 0));
    expect(await codesOf(made)).toEqual(["cli/bad-file"]);
    disk.remove(`${folder}/.sops.yaml`);
    expect((await made.fleet("generate")).status).toBe(0);
    expect(await codesOf(made)).toEqual([]);
  });
});

describe("a .sops.yaml that people wrote", () => {
  const handwritten = `creation_rules:\n  - path_regex: ^secrets/shared\\.yaml$\n    age: ${keith}\n`;

  it("is called so by status and by generate, which both name the way to adopt it", async () => {
    const made = memoryFleet({ files: { ...files, ".sops.yaml": handwritten } });
    const found = readDiagnostics(await made.fleet("secrets", "status", "--json"));
    const [foreign, ...others] = found.filter(({ severity }) => severity === "error");
    expect(others).toEqual([]);
    expect(foreign).toMatchObject({ code: "secrets/foreign-sops-yaml" });
    expect(foreign?.help).toContain("`fleet secrets adopt`");
    const refused = await made.fleet("generate");
    expect(refused.status).toBe(1);
    expect(refused.stderr + refused.stdout).toContain("fleet secrets adopt");
    expect((await made.fleet("secrets", "adopt")).status).toBe(0);
    expect((await made.fleet("generate", "--force")).status).toBe(0);
    expect(await codesOf(made)).toEqual([]);
  });
});

describe("an open rule that people wrote", () => {
  it("is open after it was adopted", async () => {
    const regex = "secrets/[^/]+\\.(yaml|json|env|ini)$";
    const handwritten = `creation_rules:\n  - path_regex: ${regex}\n    age: ${keith}\n`;
    const sealed = callSops(["encrypt", "--age", keith, "--filename-override", "x.yaml"], {
      input: "a: b\n",
    });
    const made = memoryFleet({
      files: { ...files, ".sops.yaml": handwritten, "secrets/a.yaml": sealed },
    });
    const adopted = JSON.parse((await made.fleet("secrets", "adopt", "--json")).stdout);
    expect(adopted).toMatchObject({ unproven: [], unruled: [], undeclarable: [] });
    const secrets = adopted.declaration;
    made.write({ "fleet.config.json": JSON.stringify({ ...declaration, secrets }) });
    expect((await made.fleet("generate", "--force")).status).toBe(0);
    for (const path of ["secrets/new.yaml", "secrets/new.json", "secrets/new.env"]) {
      const { stdout } = await made.fleet("access", "who-can", "read", path, "--json");
      expect(JSON.parse(stdout).access).toMatchObject([{ path, reader: "user:keith" }]);
    }
    expect(await codesOf(made)).not.toContain("secrets/no-rule");
  });
});

describe("an error about another file", () => {
  const { "hosts/mini.nix": _, ...broken } = files;

  it("stops neither status nor access", async () => {
    const made = await generated();
    made.world.disk.remove(`${made.world.folder}/hosts/mini.nix`);
    made.write({ ".sops.yaml": "" });
    expect(await codesOf(made)).toEqual(
      ["core/missing-file", "secrets/foreign-sops-yaml", "secrets/bad-sops-yaml"].sort(),
    );
    const { stdout } = await made.fleet("access", "of", "mini", "--json");
    expect(JSON.parse(stdout).access).not.toEqual([]);
  });

  it("does not stop adopt", async () => {
    const rules = `creation_rules:\n  - age: ${keith}\n`;
    const made = memoryFleet({ files: { ...broken, ".sops.yaml": rules } });
    const { stdout } = await made.fleet("secrets", "adopt", "--json");
    expect(JSON.parse(stdout).rules).toHaveLength(1);
  });
});
