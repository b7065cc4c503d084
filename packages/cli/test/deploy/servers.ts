/** A config of servers that are deployed with nixos-rebuild by SSH, beside a desk that is deployed where it stands. */
export function serversConfig(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `web${index + 1}`);
  return `users:
  ada: { fullName: Ada, isAdmin: true, uid: 1000, home: none }
hosts:
${names.map((name) => `  ${name}: { system: x86_64-linux, users: [ada], tags: [server], deploy: { target: "root@{host}.lan" } }\n`).join("")}  desk: { system: x86_64-linux, users: [ada] }
defaults: { stateVersion: "25.11" }
`;
}

/** The modules that such hosts have to have. */
export function serversFiles(count: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: count }, (_, index) => `web${index + 1}`);
  return Object.fromEntries([...names, "desk"].map((name) => [`hosts/${name}.nix`, "{ }"]));
}
