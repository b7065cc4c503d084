/** A fact that is edited: what it is, the keys to it, its value; then the code and place of what is found. */
type EditedCase = readonly [
  name: string,
  path: readonly string[],
  value: string | boolean | null | readonly string[],
  what: string,
  place: string,
];

const mini = ["hosts", "mini"];
const travel = ["homes", "traci@travel"];

/** What Nix says of the accounts, where fleet's own modules alone would not come to it. */
export const editedCases: readonly EditedCase[] = [
  [
    "a state version",
    [...mini, "stateVersion"],
    "23.11",
    "state-version",
    "hosts.mini.stateVersion",
  ],
  [
    "a state version that is not set",
    [...mini, "stateVersion"],
    null,
    "state-version",
    "hosts.mini.stateVersion",
  ],
  [
    "a primary user",
    ["hosts", "stibnite", "primaryUser"],
    "root",
    "primary-user",
    "hosts.stibnite.primaryUser",
  ],
  [
    "a system user",
    [...mini, "users", "keith", "isNormal"],
    false,
    "no-normal-user",
    "hosts.mini.users[0]",
  ],
  [
    "the day from which on an account is locked",
    ["hosts", "travel", "users", "traci", "expires"],
    "2028-07-01",
    "expires",
    "hosts.travel.users.traci.expires",
  ],
  [
    "a primary group",
    ["hosts", "travel", "users", "traci", "primaryGroup"],
    "users",
    "primary-group",
    "hosts.travel.users.traci.primaryGroup",
  ],
  [
    "programs that end with the login",
    ["hosts", "travel", "users", "traci", "linger"],
    false,
    "linger",
    "hosts.travel.users.traci.linger",
  ],
  [
    "subordinate uids",
    ["hosts", "travel", "users", "traci", "subordinateUids"],
    "auto",
    "subordinate-ids",
    "hosts.travel.users.traci.subordinateIds",
  ],
  [
    "subordinate gids",
    ["hosts", "travel", "users", "traci", "subordinateGids"],
    "2000000000:1",
    "subordinate-ids",
    "hosts.travel.users.traci.subordinateIds",
  ],
  [
    "an account that was to be disabled, and that nothing locks",
    ["hosts", "travel", "users", "olga", "expires"],
    null,
    "enabled-account",
    "hosts.travel.users.olga.isDisabled",
  ],
  [
    "a first password where there is none on purpose",
    [...mini, "users", "hank", "password", "options"],
    ["hashedPassword", "initialPassword"],
    "password",
    "users.henry.password",
  ],
  [
    "that sudo asks",
    [...mini, "sudoNeedsPassword"],
    true,
    "sudo-password",
    "root[0].sudoNeedsPassword",
  ],
  [
    "that sudo asks on a Mac",
    ["hosts", "stibnite", "sudoNeedsPassword"],
    true,
    "sudo-password",
    "root[0].sudoNeedsPassword",
  ],
  ["a key of root's", [...mini, "rootKeys"], [], "missing-key", "root[0].sshKeys[0]"],
  [
    "a name that Nix does not trust",
    [...mini, "trustedUsers"],
    ["root", "keith"],
    "missing-trusted-user",
    "root[1].trustedByNix[0]",
  ],
  [
    "the user of a home",
    [...mini, "homes", "keith", "username"],
    "other",
    "home-username",
    "hosts.mini.users[0]",
  ],
  [
    "the directory of a home",
    [...mini, "homes", "keith", "homeDirectory"],
    "/srv",
    "home-directory",
    "hosts.mini.users[0]",
  ],
  [
    "the state version of a home",
    [...mini, "homes", "keith", "stateVersion"],
    "23.11",
    "home-state-version",
    "defaults.stateVersion",
  ],
  [
    "the user of a standalone home",
    [...travel, "username"],
    "other",
    "home-username",
    "hosts.travel.users.traci",
  ],
  [
    "the state version of a standalone home",
    [...travel, "stateVersion"],
    "23.11",
    "home-state-version",
    "defaults.stateVersion",
  ],
];
