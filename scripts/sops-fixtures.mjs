// Writes packages/secrets/test/fixtures/sops: what each version of sops makes of the same inputs.
// It is run once; all of it is random, so that a second run changes every file.
// Usage: node scripts/sops-fixtures.mjs
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { root, say } from "./ensure.mjs";
import { basesOf, baseVersions, inputsOfBases, oddWraps } from "./sops-fixtures/bases.mjs";
import { casesOf } from "./sops-fixtures/cases.mjs";
import { ensureTestKeys } from "./sops-fixtures/keys.mjs";
import { ensureSopsVersions, sopsOfVersion, sopsVersions } from "./sops-versions.mjs";

const folder = join(root, "packages", "secrets", "test", "fixtures", "sops");

ensureSopsVersions();
const versions = sopsVersions.filter((version) => existsSync(sopsOfVersion(version)));
const work = mkdtempSync(join(tmpdir(), "fleet-fixtures-"));
try {
  const keys = ensureTestKeys(join(folder, "keys"), join(work, "gnupg"));
  const files = versions.flatMap((version) => {
    emptyFolder(join(folder, version));
    return casesOf(version).flatMap((one) => makeFixture(one, { version, to: folder, keys }));
  });
  const bases = join(folder, "..", "disguises");
  for (const version of baseVersions) {
    emptyFolder(join(bases, version));
    for (const one of basesOf(version)) makeFixture(one, { version, to: bases, keys });
    const wraps = inputsOfBases.map((input) => {
      return [input, oddWraps(join(bases, version, input), keys, join(folder, "keys"))];
    });
    const text = JSON.stringify(Object.fromEntries(wraps), undefined, 1);
    writeFileSync(join(bases, version, "odd-wraps.json"), `${text}\n`);
  }
  const lines = files.map((entry) => `    ${JSON.stringify(entry)}`);
  const recipients = Object.entries(keys).map(([name, { id }]) => [name, id]);
  writeFileSync(
    join(folder, "manifest.json"),
    `{\n  "recipients": ${JSON.stringify(Object.fromEntries(recipients))},\n  "files": [\n${lines.join(",\n")}\n  ]\n}\n`,
  );
  say(`${files.length} files`);
} finally {
  rmSync(work, { recursive: true });
}

/** The entry of the manifest for a file that was made; none when this version refuses the input. */
function makeFixture({ name, source, first, rule, steps }, { version, to, keys }) {
  const file = join(work, `file${extname(name)}`);
  const config = join(work, "sops.yaml");
  copyFileSync(join(folder, source), file);
  for (const [index, args] of steps.entries()) {
    writeFileSync(config, configOf(index === 0 ? (first ?? rule) : rule, keys));
    const { status, stderr } = sops(version, ["--config", config, ...args, file], keys);
    if (status !== 0) {
      say(`${version}/${name} is left out: ${stderr.trim().split("\n").at(-1)}`);
      return [];
    }
  }
  // Up to 3.10, INI with key groups comes out so that no version reads it.
  const { status } = sops(version, ["--config", "/dev/null", "--decrypt", file], keys);
  if (status === 1) {
    say(`${version}/${name} is left out: it cannot be read back`);
    return [];
  }
  copyFileSync(file, join(to, version, name));
  return [{ path: `${version}/${name}`, ...rule }];
}

function emptyFolder(path) {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
}

function configOf({ groups, ...rule }, keys) {
  const recipients = (group, isWanted) =>
    group.filter(isWanted).map((name) => keys[name].recipient);
  const keyGroups = groups.map((group) => ({
    age: recipients(group, (name) => name !== "pgp"),
    pgp: recipients(group, (name) => name === "pgp"),
  }));
  return JSON.stringify({ creation_rules: [{ key_groups: keyGroups, ...rule }] });
}

function sops(version, args, keys) {
  return spawnSync(sopsOfVersion(version), args, {
    cwd: work,
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      HOME: work,
      GNUPGHOME: join(work, "gnupg"),
      SOPS_AGE_KEY: `${keys.keith.identity}\n${keys.mini.identity}`,
      SOPS_DISABLE_VERSION_CHECK: "1",
    },
  });
}
