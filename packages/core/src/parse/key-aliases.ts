/**
 * What people call a key who know it from elsewhere, from NixOS above all, in lower case; with the keys that it may
 * be here. The first counts that there is where it stands.
 */
const named: Readonly<Record<string, string>> = {
  isAdmin: "admin administrator sudo sudoer wheel superuser issudo iswheel isroot trusted",
  username: "login loginname user account accountname unixname",
  fullName: "name realname displayname gecos",
  email: "mail emailaddress mailaddress e-mail",
  primaryGroup: "group maingroup logingroup usergroup",
  extraGroups: "groups supplementarygroups memberof",
  sshKeys:
    "keys sshkey ssh openssh authorizedkeys sshauthorizedkeys sshpublickeys publickeys pubkeys publickey",
  homeDirectory: "homedir directory homepath homefolder home",
  shell: "defaultshell loginshell usershell",
  uid: "id userid",
  homeProfile: "profile",
  hosts: "machines nodes computers placements on nixosconfigurations darwinconfigurations",
  users: "people persons accounts user members",
  system: "arch architecture hostplatform nixpkgs",
  platform: "os",
  hostname: "name",
  features: "roles role feature services capabilities",
  sshHostKey: "sshkey hostkey publickey pubkey sshhostpublickey",
  ageKey: "age agekeys agepublickey recipient",
  ageKeys: "agekey age key keys recipient recipients publickey agepublickey",
  modules: "imports module extramodules",
  formFactor: "type kind chassis",
  deploy: "deployment",
  serviceAccounts: "systemusers systemaccounts serviceusers service-accounts robots bots",
  operators: "recovery recoverykeys keys",
  defaults: "default common",
  members: "users people",
  gid: "id groupid",
  purpose: "description comment",
  files: "rules creation_rules creationrules",
  path: "file path_regex pathregex",
  readers: "users hosts keys age recipients who",
  reason: "why because comment",
  at: "place where path",
  target: "targethost host address ip",
  engine: "tool type",
  extends: "inherits parents base",
  groups: "extragroups",
  tags: "labels",
  stateVersion: "release version",
  moved: "renamed renames rename aliases formerly",
  password: "passwd pass passphrase",
  hash: "hashedpassword passwordhash value",
  secret: "name sops passwordsecret",
};

/** The same by the name, each with every key that it may be. */
const aliases = Map.groupBy(
  Object.entries(named).flatMap(([key, names]) => names.split(" ").map((name) => ({ name, key }))),
  ({ name }) => name,
);

/** The key that is meant by one of another name, of those that there are; undefined where none is. */
export function findAlias(key: string, known: readonly string[]): string | undefined {
  return aliases.get(key.toLowerCase())?.find((alias) => known.includes(alias.key))?.key;
}

const password =
  'Write password: { secret: "NAME" }, the name of a secret that holds what `mkpasswd` prints; or password: { hash: "$y$…" }, for everybody to read. A password itself stands in no declaration: if this is one, change it.';

const ofPassword = Object.fromEntries(
  "hashedpassword hashedpasswordfile initialhashedpassword initialpassword passwordfile passwordhash"
    .split(" ")
    .map((key) => [key, password]),
);

/** How it is done what a key of NixOS's own says, about somebody who has an account; by the key in lower case. */
const elsewhere: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...ofPassword,
    isnormaluser: "Leave it out: everybody who is declared is one.",
    issystemuser:
      'Leave it out; what is no person is declared apart: serviceAccounts: { backup: { hosts: ["mini"] } }.',
    createhome: "Leave it out: homes are made.",
    gid: 'Groups have gids of their own: groups: { media: { gid: 1500, members: ["keith"] } }.',
    packages: "Write them in the module of the home: `home.packages = [ … ];`.",
    subuidranges: "Write subordinateIds: { start: 2000000000 }, for uids and gids alike.",
    subgidranges: "Write subordinateIds: { start: 2000000000 }, for uids and gids alike.",
    autosubuidgidrange: 'Write subordinateIds: "auto", or "none".',
    home: 'Write homeDirectory: "/home/keith".',
    enable: "Leave it out; who shall have no account is placed on no host.",
  }),
);

/** What to do instead, where people have accounts and a key is one of NixOS's own; undefined where nothing is known. */
export function findElsewhere(key: string, known: readonly string[]): string | undefined {
  if (known.includes("createHome")) return ofServices.get(key.toLowerCase());
  return known.includes("isAdmin") ? elsewhere.get(key.toLowerCase()) : undefined;
}

/** The same about a service account. */
const ofServices: ReadonlyMap<string, string> = new Map(
  Object.entries({
    issystemuser: "Leave it out: every service account is one.",
    isnormaluser: "Leave it out; people are declared as `users`.",
    isadmin: "Leave it out: only people are admins, which are declared as `users`.",
    gid: "Groups have gids of their own: groups: { backup: { gid: 1500 } }.",
  }),
);
