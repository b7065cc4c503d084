import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test as lawTest } from "@fast-check/vitest";
import { sshKeyProblem } from "@fleet/core/internal";
import { afterAll, describe, expect, test } from "vitest";
import { evaluateNix } from "./nix-value.ts";
import { repository } from "./offline-flake.ts";

const scratch = mkdtempSync(join(tmpdir(), "fleet-ssh-key-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const library = join(repository, "nix", "lib", "modules", "ssh-key.nix");

/** What is said of a line: whether it is a public key. */
type Verdicts = readonly (readonly [line: string, isKey: unknown])[];

/** What Nix says. */
function judgeInNix(lines: readonly string[]): Verdicts {
  const file = join(scratch, "lines.json");
  writeFileSync(file, JSON.stringify(lines));
  const all = evaluateNix(
    `map (import ${library}) (builtins.fromJSON (builtins.readFile ${file}))`,
  );
  return lines.map((line, index) => [line, Array.isArray(all) ? all[index] : all]);
}

/** What `fleet check` says. */
const judge = (lines: readonly string[]): Verdicts =>
  lines.map((line) => [line, sshKeyProblem(line) === undefined]);

/** The fields of a blob, each with its length before it. */
function blobOf(fields: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(field.length);
      return [length, field];
    }),
  );
}

/** The lengths of what follows the name in the blobs of good keys. */
const goodLengths: readonly (readonly [type: string, ...lengths: readonly number[]])[] = [
  ["ssh-ed25519", 32],
  ["ssh-rsa", 3, 256],
  ["ssh-rsa", 3, 257],
  ["ssh-rsa", 1, 385],
  ["ssh-rsa", 3, 513],
  ["ssh-rsa", 3, 2049],
  ["ecdsa-sha2-nistp256", 8, 65],
  ["ecdsa-sha2-nistp384", 8, 97],
  ["ecdsa-sha2-nistp521", 8, 133],
  ["sk-ssh-ed25519@openssh.com", 32, 0],
  ["sk-ssh-ed25519@openssh.com", 32, 4],
  ["sk-ecdsa-sha2-nistp256@openssh.com", 8, 65, 4],
];

interface Key {
  readonly type: string;
  readonly inner: string;
  readonly fields: readonly Uint8Array[];
}

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const goodKey = fc.constantFrom(...goodLengths).chain(([type, ...lengths]) =>
  fc.record({
    type: fc.constant(type),
    inner: fc.constant(type),
    fields: fc.tuple(...lengths.map(bytes)),
  }),
);

const types = fc.constantFrom(
  ...new Set(goodLengths.map(([type]) => type)),
  "ssh-dss",
  "ssh-ed25519-cert-v01@openssh.com",
  "constructor",
  "",
);

/** Keys with something wrong in what they hold. */
const wrongKey: fc.Arbitrary<Key> = goodKey.chain((key) =>
  fc.oneof(
    types.map((type) => ({ ...key, type })),
    types.map((inner) => ({ ...key, inner })),
    types.map((type) => ({ ...key, type, inner: type })),
    fc.constant({ ...key, fields: key.fields.slice(1) }),
    fc.constant({ ...key, fields: key.fields.slice(0, -1) }),
    fc.uint8Array({ maxLength: 4 }).map((more) => ({ ...key, fields: [...key.fields, more] })),
    fc
      .record({ at: fc.nat(2), by: fc.integer({ min: -3, max: 3 }) })
      .map(({ at, by }) => ({ ...key, fields: key.fields.map((f, i) => resize(f, i === at, by)) })),
    fc.integer({ min: 250, max: 258 }).map((length) => ({
      type: "ssh-rsa",
      inner: "ssh-rsa",
      fields: [Buffer.from([1, 0, 1]), Buffer.alloc(length, 7)],
    })),
  ),
);

function resize(field: Uint8Array, isMeant: boolean, by: number): Uint8Array {
  if (!isMeant) return field;
  return by < 0 ? field.slice(0, by) : Buffer.concat([field, Buffer.alloc(by)]);
}

interface Line {
  readonly before: string;
  readonly type: string;
  readonly between: string;
  readonly base64: string;
  readonly after: string;
}

const line = fc
  .record({
    key: fc.oneof({ weight: 2, arbitrary: goodKey }, { weight: 3, arbitrary: wrongKey }),
    comment: fc.oneof(
      fc.constantFrom("", " ", " keith@mini", " ä b"),
      fc.string({ unit: "binary" }),
    ),
  })
  .map(
    ({ key: { type, inner, fields }, comment }): Line => ({
      before: "",
      type,
      between: " ",
      base64: blobOf([Buffer.from(inner), ...fields]).toString("base64"),
      after: comment.startsWith(" ") ? comment : "",
    }),
  );

/** A text with something of it replaced. */
const cut = (text: string, at: number, count: number, other: string) =>
  text.slice(0, at % (text.length + 1)) + other + text.slice((at % (text.length + 1)) + count);

const hostileText = fc.constantFrom(
  ..."= == === - _ ! A AA AAA AAAA B é".split(" "),
  " ",
  "\t",
  "\n",
  "\u0001",
  "\u007f",
  "\u0085",
  "\u009f",
  "\u00a0",
  "\u00a1",
  "€",
  "PLACEHOLDER",
  "placeholder",
  "-----BEGIN OPENSSH PRIVATE KEY-----",
  "begin pgp Private Key Block-----",
  "PRIVATE KEY",
  "age-SECRET-key-1",
  '"',
  "$",
);

/** Lines that are as they should be, or cut, extended, and otherwise written. */
const written = line.chain((some) => {
  const { base64 } = some;
  const edit = fc.record({ at: fc.nat(4000), count: fc.nat(8), other: hostileText });
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.constant(some) },
      fc.constantFrom("  ", "   ").map((between) => ({ ...some, between })),
      fc.constant({ ...some, before: "  ", after: `${some.after}  ` }),
      fc.constant({ ...some, base64: base64.replaceAll("=", "") }),
      fc.constant({ ...some, base64: base64.replaceAll("+", "-").replaceAll("/", "_") }),
      fc.nat(8).map((count) => ({ ...some, base64: base64.slice(0, base64.length - count) })),
      fc.nat(8).map((count) => ({ ...some, base64: `${base64}${"A".repeat(count)}` })),
      fc.nat(3).map((count) => ({ ...some, base64: `${base64}${"=".repeat(count)}` })),
      edit.map(({ at, count, other }) => ({ ...some, base64: cut(base64, at, count, other) })),
      edit.map(({ other }) => ({ ...some, after: `${some.after} ${other}` })),
      edit.map(({ other }) => ({ ...some, before: other })),
    )
    .map((one) => `${one.before}${one.type}${one.between}${one.base64}${one.after}`)
    .map((text) => text.replaceAll("\0", "").toWellFormed());
});

describe("a public key from the environment", () => {
  lawTest.prop([fc.array(written, { minLength: 60, maxLength: 120 })], {
    numRuns: 25,
    endOnFailure: true,
  })("is judged by Nix as fleet check judges it", (lines) => {
    expect(judgeInNix(lines)).toEqual(judge(lines));
  });

  lawTest.prop([fc.array(goodKey, { minLength: 40, maxLength: 80 })], {
    numRuns: 10,
    endOnFailure: true,
  })("is taken by both, of whatever type it is", (keys) => {
    const lines = keys.map(
      ({ type, inner, fields }) =>
        `${type} ${blobOf([Buffer.from(inner), ...fields]).toString("base64")}`,
    );
    expect(judge(lines)).toEqual(lines.map((text) => [text, true]));
    expect(judgeInNix(lines)).toEqual(judge(lines));
  });

  const good = `ssh-ed25519 ${blobOf([Buffer.from("ssh-ed25519"), Buffer.alloc(32, 9)]).toString("base64")}`;
  test.each([
    ["nothing", ""],
    ["the beginning of a key", "ssh-ed25519 AAAA"],
    ["a type alone", "ssh-ed25519"],
    ["a key that is cut", good.slice(0, -5)],
    ["a key of another type", good.replace("ssh-ed25519", "ssh-rsa")],
    ["a type that sshd no longer takes", good.replace("ssh-ed25519", "ssh-dss")],
    ["options before the key", `command="/bin/sh" ${good}`],
    ["a tab in the comment", `${good} a\tb`],
    ["a control character beyond ASCII", `${good} a\u0085b`],
    ["a private key as comment", `${good} -----BEGIN OPENSSH PRIVATE KEY-----`],
    ["a placeholder", `${good} PLACEHOLDER`],
    ["another alphabet", good.replace("CQkJ", "CQ-J")],
    ["a key that says to be endless", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5/////w=="],
  ])("is refused by both: %s", (_, text) => {
    expect(judge([text, good])).toEqual([
      [text, false],
      [good, true],
    ]);
    expect(judgeInNix([text, good])).toEqual(judge([text, good]));
  });
});
