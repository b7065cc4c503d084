// Writes a fleet of any size to a folder, as a person would have it: a typed config, a file for each
// host and user, all of it tracked by git.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const userCount = 50;
const usersPerHost = 5;

/** They declare no uid, and are on hosts of any fleet here: what they are allotted are the gaps. */
const allotted = new Set(["user07", "user18"]);

/**
 * Writes a fleet of `size` hosts, each with 5 of 50 users, to `folder`. `isPlain` leaves out what goes
 * beyond accounts: services, declared groups, and uids that are allotted.
 */
export function writeSampleFleet(folder, size, { isPlain = false } = {}) {
  for (const sub of ["hosts", "users", "profiles", "modules"]) {
    mkdirSync(join(folder, sub), { recursive: true });
  }
  const write = (path, text = "{ }\n") => writeFileSync(join(folder, path), text);
  for (const user of sampleUsers()) write(`users/${user}.nix`);
  for (const host of sampleHosts(size)) write(`hosts/${host}.nix`);
  for (const profile of ["minimal", "workstation"]) write(`profiles/${profile}.nix`);
  for (const feature of ["desktop", "gaming"]) write(`modules/${feature}.nix`);
  write("fleet.config.ts", configText(size, isPlain));
  write(".gitignore", "node_modules/\n.cache-*\nfloor.json\n");
  const git = (...args) => execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
  git("init", "--quiet");
  git("add", "--all");
}

/** The ids of the users. */
export function sampleUsers() {
  return Array.from({ length: userCount }, (_, index) => `user${pad(index, 2)}`);
}

/** The ids of the hosts. */
export function sampleHosts(size) {
  return Array.from({ length: size }, (_, index) => `host${pad(index, 4)}`);
}

function configText(size, isPlain) {
  const users = sampleUsers().map(
    (id, index) =>
      `    ${id}: { fullName: "User ${index}", email: "${id}@example.org", ${!isPlain && allotted.has(id) ? "" : `uid: ${1000 + index}, `}isAdmin: ${index % 10 === 0}, shell: "fish", sshKeys: [\`\${key}${pad(index, 2)}A bench\`]${!isPlain && index === 0 ? `, services: { codeServer: { port: ${8000 + index} } }` : ""} },`,
  );
  const hosts = sampleHosts(size).map((id, index) => {
    const placed = Array.from({ length: usersPerHost }, (_, n) => {
      const user = `user${pad((index * 7 + n * 11) % userCount, 2)}`;
      return n === 0 ? `${user}: { isAdmin: true }` : `${user}: {}`;
    });
    return `    ${id}: { system: "x86_64-linux", features: ["desktop"${index % 2 ? ', "gaming"' : ""}], homeProfile: "workstation", tags: ["t${index % 7}"]${isPlain ? "" : ", tailscale: true"}, users: { ${placed.join(", ")} } },`;
  });
  return `import { defineFleet } from "@fleet/core";

// The beginning of everybody's key: well-formed, and nobody's.
const key: string = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqO";

export default defineFleet({
  users: {
${users.join("\n")}
  },
  hosts: {
${hosts.join("\n")}
  },
  features: { desktop: { groups: ["video", "audio"] }, gaming: { groups: ["gamemode"] } },
${isPlain ? "" : '  groups: { media: { gid: 2000, members: ["user07", "user18"] } },\n'}  profiles: { minimal: {}, workstation: { extends: ["minimal"] } },
  defaults: { stateVersion: "24.05", nonAdminProfile: "minimal" },
});
`;
}

function pad(number, width) {
  return String(number).padStart(width, "0");
}
