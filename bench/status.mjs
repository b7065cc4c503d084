// How long `fleet secrets status` takes, beside a program that does nothing but read the files.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { medians, peak } from "./measure.mjs";
import { formatTable, mib, ratio, seconds } from "./table.mjs";

const fleetMain = join(import.meta.dirname, "..", "packages", "cli", "dist", "main.js");
const floorMain = join(import.meta.dirname, "status-floor.mjs");

/** Measures all sizes, and prints a table. */
export function benchStatus(folder, sizes) {
  const rows = sizes.map((size) => {
    const root = join(folder, `status-${size}`);
    mkdirSync(root);
    writeSecrets(root, size);
    return measureSize(root, size);
  });
  const title = "fleet secrets status: seconds and the most memory (× reading the files)";
  const head = ["files", "floor", "fleet", "floor", "fleet"];
  return `${title}\n${formatTable(head, rows)}`;
}

function measureSize(root, size) {
  const node = process.execPath;
  const floor = { command: node, args: [floorMain, join(root, "secrets")] };
  const fleet = {
    command: node,
    args: [fleetMain, "secrets", "status", "--root", root],
    env: { FLEET_CACHE_DIR: join(root, ".cache-fleet") },
  };
  const [floorTime, fleetTime] = medians([floor, fleet], 11);
  const [floorPeak, fleetPeak] = [floor, fleet].map(peak);
  return [
    String(size),
    seconds(floorTime),
    `${seconds(fleetTime)} (${ratio(fleetTime, floorTime)})`,
    mib(floorPeak),
    `${mib(fleetPeak)} (${ratio(fleetPeak, floorPeak)})`,
  ];
}

const recipients = [
  "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452",
  "age1hjm3aujg9e79f5yth8a2cejzdjg5n9vnu96l05p70uvfpeltnpms7yy3pp",
  "age1mqfqckczkulpne7265j5cxn0pspdlxd3d0kav368u2c2fwknnc4qe27dec",
];

/** A fleet whose secrets are in step, so that every file is read and nothing is left out. */
function writeSecrets(root, size) {
  const [keith, mini, recovery] = recipients;
  writeFileSync(
    join(root, "fleet.config.yaml"),
    `users:
  keith: { fullName: Keith, isAdmin: true, ageKeys: [${keith}] }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [keith], ageKey: ${mini} }
operators:
  recovery: { ageKeys: [${recovery}] }
`,
  );
  for (const [sub, name] of [
    ["users", "keith"],
    ["hosts", "mini"],
  ]) {
    mkdirSync(join(root, sub));
    writeFileSync(join(root, sub, `${name}.nix`), "{ }\n");
  }
  for (let index = 0; index < size; index++) {
    const sub = join(root, "secrets", "shared", String(index % 100));
    mkdirSync(sub, { recursive: true });
    writeFileSync(join(sub, `${index}.yaml`), secretText(index));
  }
  // With nothing to do, sync writes the record of who can read which file.
  for (const command of [["generate"], ["secrets", "sync"]]) {
    execFileSync(process.execPath, [fleetMain, ...command, "--root", root], { stdio: "ignore" });
  }
}

/** What sops writes for a file of five values: all of it looks real, and none of it is. */
function secretText(index) {
  const values = Array.from(
    { length: 5 },
    (_, key) =>
      `key${key}: ENC[AES256_GCM,data:${random(index, 22)}==,iv:${random(key, 42)}Q=,tag:${random(index + key, 22)}==,type:str]\n`,
  );
  const wraps = recipients.map((recipient, place) => {
    const lines = Buffer.from(
      `age-encryption.org/v1\n-> X25519 ${random(index + 7 * place, 42)}A\n${random(index + 1, 42)}A\n--- ${random(index, 42)}A\n${"\u0001".repeat(64)}`,
    )
      .toString("base64")
      .match(/.{1,64}/g);
    const armor = [
      "-----BEGIN AGE ENCRYPTED FILE-----",
      ...lines,
      "-----END AGE ENCRYPTED FILE-----",
    ];
    return `        - recipient: ${recipient}\n          enc: |\n${armor.map((line) => `            ${line}\n`).join("")}`;
  });
  return `${values.join("")}sops:\n    age:\n${wraps.join("")}    lastmodified: "2026-05-22T20:16:23Z"\n    mac: ENC[AES256_GCM,data:${random(index, 171)}=,iv:${random(index, 42)}Q=,tag:${random(index, 22)}==,type:str]\n    unencrypted_suffix: _unencrypted\n    version: 3.13.2\n`;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters that differ from file to file, and are the same in every run. */
function random(seed, length) {
  let state = seed * 2654435761 + length;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return letters[(state >>> 8) % letters.length];
  }).join("");
}
