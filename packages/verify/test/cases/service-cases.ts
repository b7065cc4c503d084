/** As in `ProbeCase`, but with all that is found. */
export type ServiceCase = readonly [
  name: string,
  text: string | RegExp,
  other: string,
  found: readonly string[],
  message: RegExp,
];

const viosEditor = "hosts.devbox.users.violino.services.codeServer";

/** What differs in `fleet.json`, and all that is found for it. */
export const serviceCases: readonly ServiceCase[] = [
  [
    "a port",
    '"port": 8081',
    '"port": 8082',
    [`code-server-port ${viosEditor}`],
    /^The port of code-server for "vio" on host "devbox" is 8082 in Nix, and 8081 was computed\.$/,
  ],
  [
    "an address",
    '"host": "::1"',
    '"host": "::"',
    [`code-server-address ${viosEditor}`],
    /^The address of code-server for "vio" .* is "::" in Nix, and "::1" was computed\.$/,
  ],
  [
    "who is let in",
    '"auth": "password"',
    '"auth": "none"',
    [`code-server-auth ${viosEditor}`],
    /^The auth of code-server for .* is "none" in Nix, and "password" was computed\.$/,
  ],
  [
    "a working directory",
    '"workingDirectory": "/home/coal"',
    '"workingDirectory": "/home/$coal"',
    ["code-server-directory users.coal.services.codeServer"],
    /^The working directory of .* is "\/home\/\$coal" in Nix, and "\/home\/coal" was computed\.$/,
  ],
  [
    "an editor that is missing",
    /"codeServer": (\{\s+"auth": "password")/,
    '"other": $1',
    [`missing-code-server ${viosEditor}`],
    /^Nix does not run code-server for "vio" on host "devbox", which was computed\.$/,
  ],
  [
    "an editor too many",
    '"description": "Henry"',
    '"services": { "codeServer": { "auth": "none", "host": "::", "port": 1, "workingDirectory": "/" } }, "description": "Henry"',
    ["unexpected-code-server hosts.devbox"],
    /^Nix runs code-server in "code-server-henry" as "henry" on host "devbox", which was not computed/,
  ],
  [
    "Tailscale that is off, and an editor that needs it",
    '"tailscale": true',
    '"tailscale": false',
    ["failed-assertion hosts.devbox", "tailscale hosts.devbox.tailscale"],
    /^Whether host "devbox" has Tailscale is false in Nix, and true was computed\.$/,
  ],
  [
    "a group that is missing, and one too many",
    '"media": {',
    '"medai": {',
    ["absent-group groups.media", "unexpected-group hosts.devbox"],
    /^Nix makes no group "media" on host "devbox", and one was declared\.$/,
  ],
  [
    "a member that is missing",
    /"groups": \[\s*"wheel",\s*"docker"\s*\]/,
    '"groups": ["wheel"]',
    ["missing-group groups.docker.members"],
    /^Nix does not have "coal" on host "devbox" in the group "docker", which was computed\.$/,
  ],
  [
    "a gid",
    '"gid": 2000',
    '"gid": 2001',
    ["gid groups.films.gid"],
    /^The gid of the group "films" on host "devbox" is 2001 in Nix, and 2000 was computed\.$/,
  ],
  [
    "a gid that is not set",
    /"gid": 2000,?/,
    "",
    ["gid groups.films.gid"],
    /^The gid of .* is not set in Nix, and 2000 was computed\.$/,
  ],
  [
    "somebody whom nix-darwin does not manage",
    /"knownUsers": \[\s*"janet"\s*\]/,
    '"knownUsers": []',
    ["missing-known-user hosts.blackphos.users.janet"],
    /^nix-darwin does not manage the account "janet" on host "blackphos", and was to/,
  ],
  [
    "an admin whom it manages",
    /"knownUsers": \[/,
    '"knownUsers": ["crs58",',
    ["known-admin hosts.blackphos.users.crs58"],
    /^nix-darwin manages the account "crs58" on host "blackphos", one of its admins/,
  ],
  [
    "the primary user whom it manages",
    /"knownUsers": \[/,
    '"knownUsers": ["raquel",',
    ["known-admin hosts.blackphos.users.raquel"],
    /^nix-darwin manages the account "raquel" on host "blackphos", its primary user/,
  ],
  [
    "somebody whom it would delete",
    /"knownUsers": \[/,
    '"knownUsers": ["ghost",',
    ["deleted-account hosts.blackphos"],
    /^nix-darwin deletes the account "ghost" on host "blackphos", if its uid there is above 501/,
  ],
  [
    "a module of another name",
    '"attr": "machines/nixos/devbox"',
    '"attr": "machines/nixos/devbix"',
    ["modules hosts.devbox"],
    /without "attr:machines\/nixos\/devbox" and with "attr:machines\/nixos\/devbix"\.$/,
  ],
  [
    "an optional module of a home",
    '"attr": "users/raquel/blackphos"',
    '"attr": "users/raquel/blackphis"',
    ["modules hosts.blackphos.users.raquel"],
    /the home of "raquel" on host "blackphos" of other modules/,
  ],
];
