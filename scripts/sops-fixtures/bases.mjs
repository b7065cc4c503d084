// The files that are damaged and disguised: each is encrypted to its readers and to two whom nobody
// declares, whose real entries the test then hides somewhere, or takes out.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../ensure.mjs";

/** What they are made of. */
export const inputsOfBases = ["base.yaml", "base.json", "base.env", "base.ini", "base.bin"];
const ageKeys = ["keith", "mini", "recovery", "evil"];

/** The versions that make them. */
export const baseVersions = ["3.9.4", "3.12.2", "3.13.2"];

/** The cases of a version, as those of `casesOf`. */
export function basesOf(version) {
  const ssh = version === "3.9.4" ? [] : ["ssh-ed25519", "ssh-evil"];
  const groups = [
    ["keith", "mini", "evil"],
    ["recovery", "evil"],
  ];
  const steps = [["--encrypt", "--in-place"]];
  return inputsOfBases.flatMap((input) => {
    const one = {
      name: input,
      source: `inputs/${input}`,
      rule: { groups: [[...ageKeys, ...ssh]] },
      steps,
    };
    const two = {
      ...one,
      name: input.replace("base", "groups"),
      rule: { groups, shamir_threshold: 2 },
    };
    return version === "3.9.4" ? [one] : [one, two];
  });
}

/** The data key of a base, wrapped as sops never does. */
export function oddWraps(file, keys, folder) {
  const text = readFileSync(file, "utf8").replaceAll("\\n", "\n").replaceAll(/^ +/gm, "");
  const [first] = /-----BEGIN AGE[\s\S]*?-----END AGE ENCRYPTED FILE-----\n/.exec(text) ?? [];
  // The first entry is whose it happens to be.
  const all = ["keith.age", "mini.age", "recovery.age", "evil.age", "ssh-ed25519", "ssh-evil"];
  const identities = all.flatMap((name) => ["--identity", join(folder, `test-key-${name}`)]);
  const dataKey = runAge(["--decrypt", ...identities], first);
  const wrap = (...names) =>
    runAge(
      ["--encrypt", "--armor", ...names.flatMap((name) => ["--recipient", keys[name].recipient])],
      dataKey,
    ).toString();
  return {
    keithAndEvil: wrap("keith", "evil"),
    evilAndKeith: wrap("evil", "keith"),
    allAndEvil: wrap("keith", "mini", "recovery", "evil"),
    sshAndEvil: wrap("ssh-ed25519", "ssh-evil"),
    evilAndSsh: wrap("evil", "ssh-ed25519"),
  };
}

function runAge(args, input) {
  const { status, stdout, stderr } = spawnSync("age", args, { input });
  if (status !== 0) fail(`age ${args.join(" ")}: ${stderr}`);
  return stdout;
}
