import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSops } from "./tools.ts";

/** What is encrypted, by the ending of the file's name. */
const plainFiles: Readonly<Record<string, string>> = {
  yaml: "a: x\nb:\n    c: 1\n    d: [y, {e: z}]\nf_unencrypted: open\ng: ''\nh: null\n",
  json: '{"a": "x", "b": {"c": 1, "d": ["y", {"e": "z"}]}, "f_unencrypted": "open", "g": "", "h": null}',
  env: "A=x\n# a comment\nB=two\\nlines\nF_unencrypted=open\n",
  ini: "[one]\na = x\n; a comment\nb = y = z\n[two]\na = x\n",
  bin: "\u0000anything at all",
};

/** Encrypts with the real sops, with one rule for every path; throws what sops says when it fails. */
export function encryptFile(
  ending: string,
  rule: unknown,
  plain = plainFiles[ending] ?? "",
): string {
  const cwd = mkdtempSync(join(tmpdir(), "fleet-sops-"));
  try {
    writeFileSync(join(cwd, ".sops.yaml"), JSON.stringify({ creation_rules: [rule] }));
    const args = ["encrypt", "--filename-override", `file.${ending}`];
    const { status, stdout, stderr } = runSops(args, { cwd, input: plain });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
