import { fc, test as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { createSecretFileReader } from "../../src/files/secret-file.ts";
import { skimYaml } from "../../src/yaml/yaml-skim.ts";
import { recipientOf } from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const [a, b] = [recipientOf("a"), recipientOf("b")];
const text = encryptFile("yaml", { age: [a, b].join() }, "a: x\nwifi-psk: 1\n");
/** With its fields the other way round, as older versions of sops write them. */
const older = text.replaceAll(
  /- (enc: \|\n[\s\S]*?END[^\n]*\n) {10}(recipient: [^\n]*\n)/g,
  "- $2          $1",
);
/** The same file, but with a line that takes a real parser. */
const slow = (source: string) => `e: ""\n${source}`;
const read = createSecretFileReader();
const readText = (source: string) =>
  read({ path: "x.yaml", bytes: new TextEncoder().encode(source) });

describe("a file in the usual layout", () => {
  it.each([text, older])("is told at a glance", (source) => {
    expect(skimYaml(source)).toMatchObject({ recipients: [a, b], sealed: 2 });
  });

  it.each([text, older])("says what the reader of all YAML says", (source) => {
    expect(skimYaml(slow(source))).toBeUndefined();
    expect(readText(source)).toEqual(readText(slow(source)));
  });

  it.each([text, older])(
    "is not told at a glance where base64 has more bits than bytes",
    (source) => {
      const changed = source.replace(/[AQgw]==\n( *-----END)/, "+==\n$1");
      expect(changed).not.toBe(source);
      expect(skimYaml(changed)).toBeUndefined();
    },
  );

  it.each([
    [/(lastmodified: "\d{4})-\d\d/, "$1-21"],
    [/(lastmodified: "\d{4})-\d\d-\d\d/, "$1-02-30"],
    [/version: 3/, "version: 03"],
  ])("is not taken for right with what sops cannot read: %s", (from, to) => {
    for (const source of [text, older]) {
      expect(source.replace(from, to)).not.toBe(source);
      expect(readText(source.replace(from, to)).header).toBeUndefined();
    }
  });

  law.prop([
    fc.constantFrom(text, older),
    fc.nat(),
    fc.nat({ max: 3 }),
    fc.string({ maxLength: 3 }),
  ])(
    "is taken for right only where the reader of all YAML agrees, however it is changed",
    (source, at, gone, put) => {
      const place = at % source.length;
      const changed = source.slice(0, place) + put + source.slice(place + gone);
      if (skimYaml(changed) === undefined) return;
      expect(readText(changed)).toEqual(readText(slow(changed)));
    },
  );
});
