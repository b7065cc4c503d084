// The floor that `fleet generate` is measured against: a typed config stripped by Node, computed with
// no checks and no care, written as one JSON file of the same content and size.
import { writeFileSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, cache] = process.argv.slice(2);
module.enableCompileCache(cache);
const { default: fleet } = await import(pathToFileURL(join(folder, "fleet.config.ts")).href);

// Some users declare no uid; what they are allotted fills the gaps.
const uids = Object.fromEntries(
  Object.keys(fleet.users).map((name, index) => [name, 1000 + index]),
);
const hosts = {};
for (const [id, host] of Object.entries(fleet.hosts)) {
  const accounts = {};
  for (const [name, own] of Object.entries(host.users)) {
    const user = { ...fleet.users[name], ...own };
    const groups = host.features.flatMap((feature) => fleet.features[feature].groups);
    if (fleet.groups.media.members.includes(name)) groups.push("media");
    const { codeServer } = user.services ?? {};
    const profile = user.isAdmin ? host.homeProfile : fleet.defaults.nonAdminProfile;
    accounts[name] = {
      description: user.fullName,
      email: user.email,
      fullName: user.fullName,
      groups: user.isAdmin ? ["wheel", ...groups] : groups,
      home: {
        mode: "integrated",
        modules: ["profiles/minimal.nix", "profiles/workstation.nix", `users/${name}.nix`].map(
          (path) => ({ path }),
        ),
        profile,
        stateVersion: fleet.defaults.stateVersion,
      },
      homeDirectory: `/home/${name}`,
      isAdmin: user.isAdmin,
      services: codeServer && {
        codeServer: {
          auth: "password",
          host: "127.0.0.1",
          port: codeServer.port,
          workingDirectory: `/home/${name}`,
        },
      },
      shell: user.shell,
      sshKeys: user.sshKeys,
      uid: uids[name],
      username: name,
    };
  }
  const members = Object.keys(accounts).filter((name) => accounts[name].groups.includes("media"));
  hosts[id] = {
    accounts,
    features: host.features,
    groups: { media: { gid: fleet.groups.media.gid, members } },
    hardware: {},
    hostname: id,
    modules: [...host.features.map((name) => `modules/${name}.nix`), `hosts/${id}.nix`].map(
      (path) => ({ path }),
    ),
    platform: "nixos",
    stateVersion: fleet.defaults.stateVersion,
    system: host.system,
    tags: host.tags,
    tailscale: host.tailscale,
    trustedUsers: Object.values(accounts)
      .filter(({ isAdmin }) => isAdmin)
      .map(({ username }) => username),
  };
}
writeFileSync(
  join(folder, "floor.json"),
  `${JSON.stringify({ homes: {}, hosts, sources: {}, version: 1 }, null, 2)}\n`,
);
