import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { memoryWorld, type World } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { listRootFiles } from "../../../project/src/disk/root-files.ts";
import { type SecretScan, scanSecretFiles } from "../../src/open/secret-scan.ts";
import { encryptedFor } from "../support/memory-fleet.ts";

/** Looks at a folder in which rules are about `secrets/**` and about `secrets/one` alone. */
function scan({ disk }: World, root: string, tracked?: ReadonlySet<string>): SecretScan {
  return scanSecretFiles(disk, {
    root,
    tracked,
    paths: listRootFiles(disk, root),
    isRuled: (path) => path.startsWith("secrets/"),
    isNamed: (path) => path === "secrets/one",
    used: new Set(["used.yaml"]),
  });
}

const scanFolder = (folder: string) => scan(nodeWorld(), folder);
const scanFiles = (files: Readonly<Record<string, string | Uint8Array>>) =>
  scan(memoryWorld({ files }), "/fleet").files.map(({ path }) => path);
const said = ({ diagnostics }: SecretScan) =>
  diagnostics.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);

describe("what is in the place of a secret file", () => {
  it("is said in order, and nobody waits for it", () => {
    const folder = testdir({ "secrets/z.yaml": "", "used.yaml/x": "", "secrets/one/x": "" });
    execFileSync("mkfifo", [join(folder, "secrets/pipe")]);
    execFileSync("mkfifo", [join(folder, "elsewhere")]);
    mkdirSync(join(folder, "secrets/a.yaml"));
    mkdirSync(join(folder, "secrets/plain"));
    symlinkSync("pipe", join(folder, "secrets/by-link"));
    symlinkSync("nothing", join(folder, "secrets/dead"));
    symlinkSync(testdir(), join(folder, "secrets/out"));
    symlinkSync("..", join(folder, "secrets/up"));
    const result = scanFolder(folder);
    const notRead = "and was not looked at.";
    expect(said(result)).toEqual([
      `error cli/unreadable-file: "secrets/a.yaml" is a folder, ${notRead}`,
      `error cli/unreadable-file: "secrets/by-link" is no regular file, ${notRead}`,
      `error cli/unreadable-file: "secrets/dead" is a link that leads to nothing, ${notRead}`,
      `error cli/unreadable-file: "secrets/one" is a folder, ${notRead}`,
      `error cli/file-outside-root: "secrets/out" leads out of the fleet's folder, ${notRead}`,
      `error cli/unreadable-file: "secrets/pipe" is no regular file, ${notRead}`,
      `error cli/unreadable-file: "secrets/up" is a link to a folder, ${notRead}`,
      `error cli/unreadable-file: "used.yaml" is a folder, ${notRead}`,
    ]);
    expect(result.unread).toContain("secrets/pipe");
  });

  it("is said of what lies in folders of other tools, or has a name that sops finds no rule for", () => {
    const world = memoryWorld({
      files: { "secrets/node_modules/a.yaml": "a: b", "secrets/a\nb.yaml": "a: b" },
    });
    const tracked = new Set(["secrets/node_modules/a.yaml", "secrets/gone.yaml"]);
    expect(said(scan(world, "/fleet", tracked))).toEqual([
      'error cli/unreadable-file: The name "secrets/a\\nb.yaml" holds a line break, so that sops finds no rule for it.',
      'warning cli/unreadable-file: git tracks "secrets/gone.yaml", but it is not there, and was not looked at.',
      'error cli/unreadable-file: "secrets/node_modules" is a folder of another tool, which holds what a rule is about ("secrets/node_modules/a.yaml"), and was not looked at.',
    ]);
    expect(said(scan(world, "/fleet", new Set()))).toHaveLength(1);
    expect(said(scan(world, "/fleet"))).toHaveLength(2);
  });

  it("is said where a folder may not be read", () => {
    const world = memoryWorld({ files: { "secrets/deep/a.yaml": "", "other/a.yaml": "" } });
    const list = (folder: string) => {
      if (/deep|other/.test(folder)) throw new Error("EACCES: permission denied");
      return world.disk.list(folder);
    };
    expect(said(scan({ ...world, disk: { ...world.disk, list } }, "/fleet"))).toEqual([
      'warning cli/unreadable-file: "other" may not be read, and was not looked at.',
      'error cli/unreadable-file: "secrets/deep" may not be read, and was not looked at.',
    ]);
  });
});

describe("a sops file that no rule is about", () => {
  const yaml = encryptedFor("keith");
  const json = JSON.stringify({ data: "ENC[AES256_GCM,data:x]", sops: {} });
  const bigEndian = (text: string) => {
    const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
    return Uint8Array.from(bytes.swap16());
  };
  it.each<[string, string | Uint8Array]>([
    ["a.yaml", yaml],
    ["token", json],
    ["token", " \n".repeat(3000) + json],
    ["old.yaml.enc", `# ${"-".repeat(5000)}\n${yaml}`],
    ["a.yaml", Uint8Array.from(Buffer.from(yaml, "utf16le"))],
    ["a.yaml", bigEndian(yaml)],
    ["old.enc", Uint8Array.from(Buffer.from(`\ufeff${yaml}`, "utf16le"))],
  ])("is found wherever it begins, and in whatever letters: %s %#", (path, contents) => {
    expect(scanFiles({ [path]: contents })).toEqual([path]);
  });

  it("is not what quotes one, or looks for such files", () => {
    const files = {
      "docs/howto.md": `# How\n\n${yaml}\nThat is all.\n`,
      "docs/x.json": JSON.stringify({ example: "sops writes ENC[AES256_GCM,data:x]" }),
      ".github/ci.yml": "run: grep -LF 'ENC[AES256_GCM,' secrets/* # sops\n",
    };
    expect(scanFiles(files)).toEqual([]);
  });

  it("is not what only speaks of sops", () => {
    const image = Uint8Array.from([0x89, 0x50, 0, 0, 1, 2, 3]);
    expect(
      scanFiles({ "a.yaml": "sops: a word\n", "README.md": "ENC[…]", "a.png": image }),
    ).toEqual([]);
  });
});

describe("a file that is too large", () => {
  it("is said not to be looked at, unless its beginning shows that it is no text", () => {
    const folder = testdir({ "a.json": "{", "secrets/a": "", "image.iso": "\0\x01" });
    for (const name of ["a.json", "secrets/a", "image.iso"]) {
      truncateSync(join(folder, name), 70 * 1024 * 1024);
    }
    const result = scanFolder(folder);
    expect(result.diagnostics).toMatchObject([
      { code: "secrets/too-large", file: "a.json", severity: "warning" },
    ]);
    expect(result.files).toMatchObject([
      { path: "secrets/a", problems: [{ code: "secrets/too-large", severity: "error" }] },
    ]);
    expect(result.contents.size).toBe(0);
  });
});

describe("the content of a file", () => {
  it("is of note where it is blank or holds a private key", () => {
    const { disk } = memoryWorld({
      files: {
        "secrets/empty": "",
        "secrets/blank": " \r\n",
        "secrets/zeros": new Uint8Array(9),
        "secrets/README.md": `a\n-----BEGIN OPENSSH PRIVATE KEY-----\n`,
        "secrets/text": "a",
      },
    });
    const { contents } = scan({ ...memoryWorld(), disk }, "/fleet");
    expect([...contents]).toEqual([
      ["secrets/README.md", { isBlank: false, privateKeyLine: 2 }],
      ["secrets/blank", { isBlank: true, privateKeyLine: undefined }],
      ["secrets/empty", { isBlank: true, privateKeyLine: undefined }],
    ]);
  });
});
