import { describe, expect, it } from "vitest";
import { createSecretFileReader } from "../../src/files/secret-file.ts";
import { recipientOf } from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const readers = { age: recipientOf("a") };
const many = 250_000;
const escaped = (index: number) => `"k${index}\\u0041": ""\n`;
const read = (path: string, text: string) =>
  createSecretFileReader()({ path, bytes: new TextEncoder().encode(text) });

/** Each took minutes with a reader that looks back over what it has read. */
const fronts: readonly (readonly [what: string, ending: string, front: string])[] = [
  ["comments", "yaml", "#\n".repeat(many)],
  ["comments", "env", "#a\n".repeat(many)],
  ["comments", "ini", "; a\n".repeat(many)],
  [
    "keys with escapes",
    "yaml",
    Array.from({ length: 20_000 }, (_, index) => escaped(index)).join(""),
  ],
  ["blanks in a line", "ini", `a${" ".repeat(many)}b\n`],
  ["blanks in a line", "env", `a${" ".repeat(many)}b\n`],
  ["blanks in a line", "yaml", `a: b${" ".repeat(many)}c\n`],
  ["tabs", "yaml", "\t".repeat(many)],
  ["backslashes", "json", `${"\\".repeat(many)}`],
];

describe("a file that is made to be slow", () => {
  it.each(fronts)("by %s in front is read in no time (.%s)", (_, ending, front) => {
    const text =
      front + encryptFile(ending, readers, ending === "ini" ? "[s]\na = x\n" : undefined);
    const began = performance.now();
    expect(read(`x.${ending}`, text).path).toBe(`x.${ending}`);
    // Not a measurement: minutes against less than a second.
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it.each(["unencrypted_comment_regex", "encrypted_comment_regex"])(
    "by comments that a rule looks at is, too (%s)",
    (field) => {
      const text = encryptFile("yaml", { ...readers, [field]: "sealed$" });
      expect(read("x.yaml", "# a\n".repeat(many) + text).header?.cryptRule?.field).toBe(field);
    },
  );
});
