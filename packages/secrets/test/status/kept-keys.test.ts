import { describe, expect, it } from "vitest";
import { keepKeys } from "../../src/internal.ts";
import { encryptFile } from "../support/sops-files.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (contents: { readonly bytes: Uint8Array } | undefined) =>
  contents === undefined ? undefined : new TextDecoder().decode(contents.bytes);
const recipient = "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0";
const arn = (name: string) => `arn:aws:kms:eu-west-1:1:key/${name}`;

/** A file with a recipient of age, and with keys of AWS as sops writes them into its format. */
function fileWith(ending: string, names: readonly string[]): string {
  const file = encryptFile(ending, { age: recipient });
  const date = "2026-05-31T12:00:00Z";
  const fields = names.map((name) => ({
    arn: arn(name),
    aws_profile: "",
    created_at: date,
    enc: "AQ==",
  }));
  const flat = (head: string, by: string) =>
    fields.flatMap((field, index) =>
      Object.entries(field).map(
        ([key, value]) => `${head}kms__list_${index}__map_${key}${by}${value}\n`,
      ),
    );
  switch (ending) {
    case "yaml":
      return file.replace(
        /^ {4}lastmodified/m,
        `    kms:\n${fields.map((field) => `        - arn: ${field.arn}\n          aws_profile: ""\n          created_at: "${date}"\n          enc: AQ==\n`).join("")}    lastmodified`,
      );
    case "env":
      return file.replace(/^sops_lastmodified/m, `${flat("sops_", "=").join("")}sops_lastmodified`);
    case "ini":
      return file.replace(/^lastmodified/m, `${flat("", " = ").join("")}lastmodified`);
    default:
      return file.replace(/"lastmodified"/, `"kms": ${JSON.stringify(fields)},\n"lastmodified"`);
  }
}

describe.each(["yaml", "json", "env", "ini", "bin"])("keepKeys in .%s", (ending) => {
  const path = `file.${ending}`;
  const file = (...names: string[]) => ({ path, bytes: bytes(fileWith(ending, names)) });

  it("takes out what is not wanted, and leaves every other byte", () => {
    const whole = file("a", "b");
    const kept = text(keepKeys(whole, () => false)) ?? "";
    expect(kept).not.toContain("arn:aws");
    const tokens = /ENC\[[^\]]*\]|-----BEGIN[\s\S]*?-----END/g;
    expect(kept.match(tokens)).toEqual(text(whole)?.match(tokens));
  });

  it("keeps one of several, wherever it stands", () => {
    for (const name of ["a", "b", "c"]) {
      const kept = text(keepKeys(file("a", "b", "c"), (id) => id === `kms:${arn(name)}`)) ?? "";
      expect(kept.match(/arn:aws[\w:/-]*/g)).toEqual([arn(name)]);
    }
  });

  it("gives the same file where all is wanted, or nothing but age is there", () => {
    for (const same of [
      file("a"),
      { path, bytes: bytes(encryptFile(ending, { age: recipient })) },
    ]) {
      expect(keepKeys(same, () => true)).toBe(same);
    }
  });

  it("gives nothing of a file that holds no block, or two", () => {
    const twice = { path, bytes: bytes(fileWith(ending, ["a"]).repeat(2)) };
    expect(keepKeys({ path, bytes: bytes("nothing") }, () => false)).toBeUndefined();
    expect(keepKeys(twice, () => false)).toBeUndefined();
  });
});
