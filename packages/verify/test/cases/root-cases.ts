import type { HostSettings } from "./small-flake.ts";

const wheelAsks = (settings: string) =>
  `security.sudo = { enable = true; wheelNeedsPassword = true; ${settings} };`;
const servant = (name: string, groups: string, more = "") =>
  `${name} = { name = "${name}"; isNormalUser = false; extraGroups = [ ${groups} ]; group = "${name}"; ${more} };`;

/** Ways to become root that modules make, and releases, each with the code of what is found, or none. */
export const rootFindings = [
  [
    "a key of nobody's at root",
    { root: 'openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAAC3Nz other" ];' },
    "root-key",
  ],
  ["a password of root's", { root: 'hashedPassword = "$y$j9T$a$b";' }, "root-password"],
  ["a first password of root's", { root: 'initialPassword = "tell nobody";' }, "root-password"],
  ["a password file of root's", { root: 'hashedPasswordFile = "/run/root";' }, "root-password"],
  ["a password of root's that is empty", { root: 'hashedPassword = "";' }, "root-password"],
  ["a password of root's that is locked", { root: 'hashedPassword = "!";' }, undefined],
  [
    "key files of root's",
    { root: 'openssh.authorizedKeys.keyFiles = [ "/etc/keys" ];' },
    "unseen-login",
  ],
  [
    "certificates for an admin",
    { keith: 'openssh = { authorizedKeys.keys = [ ]; authorizedPrincipals = [ "ops" ]; };' },
    "unseen-login",
  ],
  ["a user of the system in wheel", { otherUsers: servant("deploy", '"wheel"') }, "root-servant"],
  [
    "a user of the system in the group of docker, as a member",
    {
      otherUsers: servant("runner", ""),
      moreGroups: 'docker = { name = "docker"; members = [ "runner" ]; };',
    },
    "root-servant",
  ],
  ["a user of the system in its own group", { otherUsers: servant("podman", "") }, undefined],
  [
    "a key of root's that starts one command",
    {
      root: 'openssh.authorizedKeys.keys = [ "restrict,command=\\"/bin/borg serve\\" ssh-ed25519 AAAAC3Nz other" ];',
    },
    undefined,
  ],
  ["an admin's password that is empty", { keith: 'hashedPassword = "";' }, "root-password"],
  [
    "a first password of an admin's that is locked, where it may have been changed",
    {
      config: `${wheelAsks("")} users.mutableUsers = true;`,
      keith: 'initialHashedPassword = "!";',
    },
    undefined,
  ],
  [
    "a rule of sudo for root and another",
    {
      config: wheelAsks(
        'extraRules = [ { users = [ "eve" ]; runAs = "keith, root"; commands = [ "ALL" ]; } ];',
      ),
    },
    "root-rule",
  ],
  [
    "a rule of sudo with a tag in its command",
    {
      config: wheelAsks('extraRules = [ { users = [ "eve" ]; commands = [ "NOPASSWD: ALL" ]; } ];'),
    },
    "root-rule",
  ],
  [
    "an administrator of polkit's",
    {
      config:
        'security.polkit = { enable = true; adminIdentities = [ "unix-group:wheel" "unix-user:eve" ]; };',
    },
    "root-rule",
  ],
  [
    "the administrators of polkit that NixOS sets",
    {
      config:
        'security.polkit = { enable = true; adminIdentities = [ "unix-user:0" "unix-group:wheel" ]; };',
    },
    undefined,
  ],
  [
    "a shell of root's where a boot fails",
    { config: "boot.initrd.systemd.emergencyAccess = true;" },
    "root-login",
  ],
  ["a user with root's uid", { otherUsers: servant("toor", "", "uid = 0;") }, "root-login"],
  [
    "root at the console, unasked",
    { config: 'services.getty.autologinUser = "root";' },
    "root-login",
  ],
  [
    "another user at the console, unasked, where settings that are off have no value",
    {
      config:
        'services = { getty.autologinUser = "keith"; greetd = { enable = false; settings = throw "no value defined"; }; };',
    },
    undefined,
  ],
  [
    "keys that a command finds",
    {
      config:
        'services.openssh = { enable = true; authorizedKeysCommand = "/bin/keys"; authorizedKeysFiles = [ "%h/.ssh/authorized_keys" "/etc/ssh/authorized_keys.d/%u" ]; };',
    },
    undefined,
  ],
  [
    "a user of the system that is off",
    { otherUsers: servant("deploy", '"wheel"', "enable = false;") },
    undefined,
  ],
  [
    "a rule of sudo for everything",
    { config: wheelAsks('extraRules = [ { users = [ "eve" ]; commands = [ "ALL" ]; } ];') },
    "root-rule",
  ],
  [
    "a rule of sudo for a group",
    {
      config: wheelAsks(
        'extraRules = [ { groups = [ "gamers" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; } ];',
      ),
    },
    "root-rule",
  ],
  [
    "a rule of sudo for one command",
    { config: wheelAsks('extraRules = [ { users = [ "eve" ]; commands = [ "/bin/ls" ]; } ];') },
    undefined,
  ],
  [
    "a rule of sudo for another user than root",
    {
      config: wheelAsks(
        'extraRules = [ { users = [ "eve" ]; runAs = "web"; commands = [ "ALL" ]; } ];',
      ),
    },
    undefined,
  ],
  [
    "the rules of NixOS itself",
    {
      config: wheelAsks(
        'extraRules = [ { users = [ "root" ]; commands = [ "ALL" ]; } { groups = [ "wheel" ]; commands = [ "ALL" ]; } ];',
      ),
    },
    undefined,
  ],
  [
    "a rule of doas",
    {
      config:
        'security = { sudo = { }; doas = { enable = true; extraRules = [ { users = [ "eve" ]; } ]; }; };',
    },
    "root-rule",
  ],
  [
    "a rule of doas that is off",
    {
      config: 'security = { sudo = { }; doas.extraRules = [ { users = [ "eve" ]; } ]; };',
    },
    undefined,
  ],
  [
    "an admin without a password, where nobody can set one",
    { config: `${wheelAsks("")} users.mutableUsers = false;` },
    "powerless-admin",
  ],
  [
    "an admin without a password, where one can be set",
    { config: `${wheelAsks("")} users.mutableUsers = true;` },
    undefined,
  ],
  [
    "an admin whose password is locked",
    { config: wheelAsks(""), keith: 'hashedPassword = "!";' },
    "powerless-admin",
  ],
  [
    "an admin whose password is locked, and whom nobody asks",
    {
      config: "security.sudo = { enable = true; wheelNeedsPassword = false; };",
      keith: 'hashedPassword = "!";',
    },
    undefined,
  ],
  [
    "an admin whose password is locked, with a rule of one's own",
    {
      config: wheelAsks(
        'extraRules = [ { users = [ "keith" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; } ];',
      ),
      keith: 'hashedPassword = "!";',
    },
    undefined,
  ],
  ...[
    "security.pam.sshAgentAuth.enable = true;",
    "security.doas.enable = true;",
    "users.ldap.enable = true;",
  ].map(
    (option) =>
      [
        `an admin without a password, beside ${option}`,
        { config: `${wheelAsks("")} users.mutableUsers = false; ${option}` },
        undefined,
      ] as const,
  ),
  [
    "an admin without a password, beside a rule that is text",
    {
      config: `${wheelAsks('extraConfig = "%wheel ALL=(ALL) NOPASSWD: ALL";')} users.mutableUsers = false;`,
    },
    undefined,
  ],
  [
    "an admin without a password, beside what NixOS itself sets of sudo",
    {
      config: `${wheelAsks('extraConfig = "# NOPASSWD\\n\\nDefaults:root,%wheel env_keep+=TERMINFO_DIRS\\n";')} users.mutableUsers = false;`,
    },
    "powerless-admin",
  ],
  [
    "a state version newer than NixOS",
    { config: 'system = { stateVersion = "24.05"; nixos.release = "23.11"; };' },
    "newer-state-version",
  ],
  [
    "trust by another setting",
    { config: 'nix.extraOptions = "keep-outputs = true\\nextra-trusted-users = eve\\n";' },
    "trusted-user",
  ],
] as const satisfies readonly (readonly [string, HostSettings, string | undefined])[];

const powerless =
  '[ "fleet: user \\"keith\\" on host \\"mini\\" is an admin who can never become root: users.mutableUsers is false, the account has no password, and sudo asks for one. Set users.users.keith.hashedPasswordFile, or declare `sudoNeedsPassword: false` in an entry of `root`." ]';

/** Assertions and warnings of fleet's own modules, beside which verify says the same. */
export const toldCases = [
  [
    "an admin without a password, of whom Nix warns",
    { config: `${wheelAsks("")} users.mutableUsers = false;`, warnings: powerless },
    "powerless-admin",
  ],
  [
    "a platform of a hardware file's, at which a build stops",
    {
      system: "aarch64-linux",
      assertions:
        '[ { assertion = false; message = "fleet: host \\"mini\\" is declared for the system \\"x86_64-linux\\", and hosts/mini.nix says \\"aarch64-linux\\" (nixpkgs.hostPlatform): one of them is about another machine."; } ]',
    },
    "system",
  ],
  [
    "a state version that is ahead, of which Nix warns",
    {
      config: 'system = { stateVersion = "24.05"; nixos.release = "23.11"; };',
      warnings:
        '[ "fleet: the stateVersion of host \\"mini\\" is 24.05, and its nixpkgs is of 23.11: nothing has the defaults of a later release yet." ]',
    },
    "newer-state-version",
  ],
  [
    "an account with the uid of a service",
    {
      assertions:
        '[ { assertion = false; message = "UIDs and GIDs must be unique!"; } { assertion = false; message = "fleet: on host \\"mini\\" the accounts \\"ghost\\", \\"keith\\" have the uid 1000, and would own the same files. Declare another."; } ]',
      otherUsers: servant("ghost", "", "uid = 1000;"),
    },
    "shared-uid",
  ],
] as const satisfies readonly (readonly [string, HostSettings, string])[];

const shared = '[ { assertion = false; message = "UIDs and GIDs must be unique!"; } ]';

/** Ids of several. */
export const sharedCases = [
  [
    "two groups of one gid",
    {
      assertions: shared,
      moreGroups:
        'films = { name = "films"; gid = 100; members = [ ]; }; people = { name = "people"; gid = 100; members = [ ]; };',
    },
    "shared-gid",
  ],
  [
    "two users of one uid",
    { assertions: shared, otherUsers: servant("ghost", "", "uid = 1000;") },
    "shared-uid",
  ],
] as const satisfies readonly (readonly [string, HostSettings, string])[];

const open = 'commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ];';
const asked = 'commands = [ "ALL" ];';

/** Where it is declared that sudo asks admins: what modules say of it, and the options by which it does not ask. */
export const sudoCases = [
  ["sudo that asks", wheelAsks(`extraRules = [ { groups = [ "wheel" ]; ${asked} } ];`), undefined],
  [
    "sudo that does not ask the group of admins, by a later rule",
    wheelAsks(
      `extraRules = [ { groups = [ "wheel" ]; ${asked} } { groups = [ "wheel" ]; ${open} } ];`,
    ),
    "security.sudo.extraRules",
  ],
  [
    "sudo that does not ask the gid of admins",
    wheelAsks(`extraRules = [ { groups = [ 1 ]; ${open} } ];`),
    "security.sudo.extraRules",
  ],
  [
    "sudo that asks the group of admins, by a later rule",
    wheelAsks(
      `extraRules = [ { groups = [ "wheel" ]; ${open} } { groups = [ "wheel" ]; ${asked} } ];`,
    ),
    undefined,
  ],
  [
    "sudo that does not ask one admin",
    wheelAsks(
      `extraRules = [ { groups = [ "wheel" ]; ${asked} } { users = [ "keith" ]; ${open} } ];`,
    ),
    "security.sudo.extraRules",
  ],
  [
    "sudo that does not ask for one command",
    wheelAsks(
      'extraRules = [ { groups = [ "wheel" ]; commands = [ { command = "/bin/ls"; options = [ "NOPASSWD" ]; } ]; } ];',
    ),
    undefined,
  ],
  [
    "sudo that does not ask, by text with tags",
    wheelAsks('extraConfig = "%wheel ALL=(ALL:ALL) NOPASSWD:SETENV: ALL";'),
    "security.sudo.extraConfig",
  ],
  [
    "sudo that does not ask two, by text",
    wheelAsks('extraConfig = "eve, keith ALL = NOPASSWD: ALL";'),
    "security.sudo.extraConfig",
  ],
  [
    "sudo that does not ask, by a setting",
    wheelAsks('extraConfig = "Defaults:%wheel !authenticate";'),
    "security.sudo.extraConfig",
  ],
  [
    "sudo that does not ask others, by text",
    wheelAsks(
      'extraConfig = "Defaults:eve !authenticate\\neve ALL=(ALL) NOPASSWD: ALL\\n%wheel ALL=(ALL) NOPASSWD: /bin/ls\\n# %wheel ALL=(ALL) NOPASSWD: ALL";',
    ),
    undefined,
  ],
  [
    "doas that does not ask",
    'security = { sudo = { }; doas = { enable = true; extraRules = [ { groups = [ "wheel" ]; noPass = true; } ]; }; };',
    "security.doas.extraRules",
  ],
] as const;

const hash = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$kKtjf9EZCEMhJ40y2FwP7cAOPEYsjWWfPsdpisVgOKB";

/** What is declared of root's password, what modules make of it, and what is said of that. */
export const rootPasswordCases = [
  ["a hash of root's that is the declared one", { hash }, `hashedPassword = "${hash}";`, undefined],
  [
    "another hash of root's",
    { hash },
    'hashedPassword = "$6$abcdefgh$0123456789";',
    "another hash",
  ],
  [
    "a hash of root's where it was to be locked",
    "locked",
    'hashedPassword = "$6$abcdefgh$abcdefgh";',
    'a password by "hashedPassword"',
  ],
  [
    "an empty password of root's where it was to be locked",
    "locked",
    'hashedPassword = "";',
    "an empty password",
  ],
  ["a lock of root's in other words", "locked", 'hashedPassword = "!!";', undefined],
  [
    "a first password of root's beside a declared one",
    { hash },
    `hashedPassword = "${hash}"; initialPassword = "tell nobody else";`,
    'a password by "hashedPassword", "initialPassword" at once',
  ],
] as const;

/** All of them, by name. */
export const rootCases: Readonly<Record<string, HostSettings>> = Object.fromEntries([
  ...[...rootFindings, ...sharedCases, ...toldCases].map(([name, settings]) => [name, settings]),
  ...rootPasswordCases.map(([name, , root]) => [name, { root }]),
  ...sudoCases.map(([name, config]) => [name, { config }]),
]);
