import { defineCodes } from "@fleet/diagnostics";

/** What is wrong with a declaration, or with what it names. */
export const coreCodes = defineCodes("core", {
  "too-many-mistakes": {
    severity: "error",
    stage: "declared",
    when: "a declaration has thousands of mistakes of shape",
  },
  "unknown-key": {
    severity: "error",
    stage: "declared",
    when: "a key means nothing where it stands",
  },
  "missing-key": {
    severity: "error",
    stage: "declared",
    when: "a key that is required is missing",
  },
  "wrong-type": {
    severity: "error",
    stage: "declared",
    when: "a value is of another kind than belongs there",
  },
  "private-key": {
    severity: "error",
    stage: "declared",
    when: "a private key stands in the declaration, where nothing looks for a key",
  },
  "unknown-user": {
    severity: "error",
    stage: "declared",
    when: "a user is named who is not declared",
  },
  "unknown-host": {
    severity: "error",
    stage: "declared",
    when: "a host is named that is not declared",
  },
  "bad-move": {
    severity: "error",
    stage: "declared",
    when: "`moved` leads from an id to itself, in two steps, or in a circle",
  },
  "moved-declared": {
    severity: "error",
    stage: "declared",
    when: "`moved` says of a user or host that is declared still that it is called otherwise now",
  },
  "moved-twice": {
    severity: "error",
    stage: "declared",
    when: "`moved` says of two ids that they are one user's now, whose login is not declared",
  },
  "moved-uids": {
    severity: "error",
    stage: "declared",
    when: "`moved` says of two ids that they are one user's, and `fleet.lock.json` has a uid for each",
  },
  "moved-secrets": {
    severity: "warning",
    stage: "disk",
    when: "a secret file has the name of a user or host which `moved` says is called otherwise now",
  },
  "unknown-tag": {
    severity: "error",
    stage: "declared",
    when: "hosts are selected by a tag that no host has",
  },
  "bad-host-selector": {
    severity: "error",
    stage: "declared",
    when: "what is to select hosts is neither an id nor a tag nor a platform",
  },
  "selects-no-host": {
    severity: "warning",
    stage: "declared",
    when: "hosts are selected by a platform that no host of the fleet has, or for an SSH key of somebody who has no account there",
  },
  "unknown-profile": {
    severity: "error",
    stage: "declared",
    when: "a profile is named that is not declared",
  },
  "unknown-aggregate": {
    severity: "error",
    stage: "declared",
    when: "an aggregate is named that is not declared",
  },
  "unknown-feature": {
    severity: "error",
    stage: "declared",
    when: "a feature is named that is not declared",
  },
  "unknown-service-account": {
    severity: "error",
    stage: "declared",
    when: "a service account is named that is not declared",
  },
  "unused-profile": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "no home can come to a profile",
  },
  "unused-aggregate": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "no home can come to an aggregate",
  },
  "unused-feature": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "no host has a feature",
  },
  "bad-name": {
    severity: "error",
    stage: "declared",
    when: "something that becomes a login, host, group or file name cannot be one",
  },
  "bad-text": {
    severity: "error",
    stage: "declared",
    when: "a text cannot be a string in Nix, or a person's name cannot be an account's comment",
  },
  "bad-data": {
    severity: "error",
    stage: "declared",
    when: "data of one's own hold what JSON does not have, or what would reach Nix as something else",
  },
  "large-data": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "data of one's own are more than 65,536 characters",
  },
  "bad-email": {
    severity: "error",
    stage: "declared",
    when: "a mail address is none",
  },
  "bad-shell": {
    severity: "error",
    stage: "declared",
    when: "a shell cannot be an attribute of pkgs",
  },
  "bad-home-directory": {
    severity: "error",
    stage: "declared",
    when: "a home directory is no absolute path, holds a colon, or is one of the system's own folders",
  },
  "bad-state-version": {
    severity: "error",
    stage: "declared",
    when: "a state version is no release of NixOS or home-manager",
  },
  "bad-variable": {
    severity: "error",
    stage: "declared",
    when: "an SSH key is to come from what cannot be an environment variable",
  },
  "bad-ssh-key": {
    severity: "error",
    stage: "declared",
    when: "a public key is malformed, a placeholder or a private key, or sshd refuses the options before it; or a key file holds none, or that of a host several",
  },
  "bad-path": {
    severity: "error",
    stage: "declared",
    when: "a path leads out of the fleet's root",
  },
  "bad-module": {
    severity: "error",
    stage: "declared",
    when: "a name cannot be that of a module in `flake.modules`",
  },
  "bad-port": {
    severity: "error",
    stage: "declared",
    when: "a service cannot listen on a port",
  },
  "bad-address": {
    severity: "error",
    stage: "declared",
    when: "a service cannot listen on an address",
  },
  "bad-working-directory": {
    severity: "error",
    stage: "declared",
    when: "a service cannot begin in a folder",
  },
  "bad-target": {
    severity: "error",
    stage: "declared",
    when: "a machine to deploy to, or to build on, is not named as SSH takes it",
  },
  "bad-layout": {
    severity: "error",
    stage: "declared",
    when: "a place of the layout is the same file for all, or has unknown names in braces",
  },
  "bad-uid-range": {
    severity: "error",
    stage: "declared",
    when: "a range of uids is empty, goes beyond what can be a user's, overlaps with that of another group, or is one of two for one person",
  },
  "id-taken": {
    severity: "error",
    stage: "declared",
    when: "a service account has the id of a user",
  },
  "placed-twice": {
    severity: "error",
    stage: "declared",
    when: "a user is placed on a host twice, or in two ways",
  },
  "platform-mismatch": {
    severity: "error",
    stage: "declared",
    when: "a platform is declared that the host's system cannot run",
  },
  "primary-user-off-darwin": {
    severity: "error",
    stage: "declared",
    when: "a host that is no Mac has a primary user",
  },
  "primary-user-without-account": {
    severity: "error",
    stage: "declared",
    when: "the primary user of a Mac has no account on it",
  },
  "host-without-admin": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "nobody is admin on a host with a system, nor is there a primary user of a Mac",
  },
  "host-name-taken": {
    severity: "error",
    stage: "declared",
    when: "two hosts have one name",
  },
  "login-taken": {
    severity: "error",
    stage: "declared",
    when: "two users or service accounts of a host would log in by one name",
  },
  "home-directory-taken": {
    severity: "error",
    stage: "declared",
    when: "two users of a host would live in one directory, or a service account in that of somebody else",
  },
  "home-needed": {
    severity: "error",
    stage: "declared",
    when: "a service account is to have its home made, and has none",
  },
  "login-of-service": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a user or service account would have a login that a service of NixOS, or macOS, has for a user of its own",
  },
  "home-directory-inside": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "somebody's home lies inside of somebody else's",
  },
  "shell-off-macos": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a shell is declared for an account of macOS's own, where it changes nothing",
  },
  "uid-taken": {
    severity: "error",
    stage: "declared",
    when: "a uid is declared that is somebody else's: another user's, that of a person who is gone, or the system's",
  },
  "uid-out-of-range": {
    severity: "error",
    stage: "declared",
    when: "a uid is outside of the platform's range, or of that of a group",
  },
  "service-account-without-host": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a service account is on no host",
  },
  "service-account-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "a service account is declared for hosts of which none is NixOS",
  },
  "service-account-passed-over": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a tag by which a service account is declared also is that of hosts that are not NixOS",
  },
  "keys-without-shell": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a service account has SSH keys, and no shell that would run anything",
  },
  "uid-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "a uid is declared where it does not count: of a user whose accounts are all on Macs, or left to a Mac",
  },
  "uid-needed": {
    severity: "error",
    stage: "declared",
    when: "the uid of an account of macOS's own must be known before others can get theirs",
  },
  "uid-range-full": { severity: "error", stage: "declared", when: "no uid of the range is left" },
  "bad-ledger": {
    severity: "error",
    stage: "declared",
    when: "the ledger of uids is not as fleet writes it",
  },
  "uid-shared": {
    severity: "error",
    stage: "declared",
    when: "a uid that is pinned on a NixOS host is somebody else's on others, and `policy.sharedUids` does not accept it",
  },
  "uid-of-machine": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "the uid of somebody is left to NixOS hosts, so that fleet does not know it",
  },
  "gid-out-of-range": {
    severity: "error",
    stage: "declared",
    when: "the gid of a group is one of the system's",
  },
  "gid-taken": {
    severity: "error",
    stage: "declared",
    when: "two groups have one gid",
  },
  "private-group-taken": {
    severity: "error",
    stage: "declared",
    when: "the private group of an account is called as another group of its host, or is somebody else's primary one",
  },
  "gid-of-system-group": {
    severity: "error",
    stage: "declared",
    when: "a gid is declared for a group to which NixOS gives one",
  },
  "group-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "groups are declared for a host that is not NixOS, where fleet makes none",
  },
  "module-without-system": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "system modules, or a feature that would bring some, are declared for a host on which fleet manages no system",
  },
  "member-without-account": {
    severity: "error",
    stage: "declared",
    when: "a member of a group has no account on any host that has it",
  },
  "service-without-account": {
    severity: "error",
    stage: "declared",
    when: "a service is declared where its user has no account",
  },
  "service-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "a service is declared for a host without the systemd to run it",
  },
  "bad-password-hash": {
    severity: "error",
    stage: "declared",
    when: "the hash of a password is none that NixOS takes, or may be the password itself",
  },
  "readable-password-hash": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "the hash of a password stands in the declaration, where everybody can read it",
  },
  "password-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "a password is declared where fleet gives accounts none: on a host that is not NixOS, or for a user without another",
  },
  "root-password-twice": {
    severity: "error",
    stage: "declared",
    when: "two entries of `root` that select a host alike give root different passwords there",
  },
  "admin-without-login": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "an admin of a NixOS host has neither a password nor an SSH key, and others there have passwords declared; or all its admins are locked, without a key",
  },
  "port-taken": {
    severity: "error",
    stage: "declared",
    when: "two services of a host listen on one port",
  },
  "tailscale-needed": {
    severity: "error",
    stage: "declared",
    when: "a service lets everybody in, on a host outside of the tailnet",
  },
  "open-service": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a service lets everybody in, on an address that more than the tailnet may reach",
  },
  "service-open-to-users": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a service lets everybody in, on a host with people who could act as its user",
  },
  "engine-mismatch": {
    severity: "error",
    stage: "declared",
    when: "an engine cannot deploy a host, or cannot be told what it is told",
  },
  "key-out-of-reach": {
    severity: "error",
    stage: "declared",
    when: "a key is to come from the environment, on a host that builds its system itself or whose engine evaluates without one",
  },
  "shared-target": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "two hosts are deployed to one machine",
  },
  "tailscale-without-system": {
    severity: "error",
    stage: "declared",
    when: "Tailscale is declared for a host where fleet manages no system",
  },
  "key-not-set": {
    severity: "error",
    stage: "declared",
    when: "with strict keys, the environment variable that an SSH key comes from is empty",
  },
  "locked-out": {
    severity: "error",
    stage: "declared",
    when: "with strict keys, a user has no SSH key, and none is not declared (`sshKeys: []`)",
  },
  "wheel-without-admin": {
    severity: "error",
    stage: "declared",
    when: "a feature, a group, a user, a placement or a service account hands out `wheel`",
  },
  "wheel-taken": {
    severity: "error",
    stage: "declared",
    when: "a placement takes `wheel` away from an admin",
  },
  "group-given-and-taken": {
    severity: "error",
    stage: "declared",
    when: "a placement gives a group and takes it away",
  },
  "bad-expiry": {
    severity: "error",
    stage: "declared",
    when: "the last day of an account is none",
  },
  "expiry-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "a last day is declared for an account that is not on NixOS, which alone ends accounts",
  },
  "setting-off-nixos": {
    severity: "error",
    stage: "declared",
    when: "`linger` or `subordinateIds` are declared for an account that is not on NixOS, which alone has them",
  },
  "bad-subordinate-ids": {
    severity: "error",
    stage: "declared",
    when: "a range of subordinate ids is empty, or holds ids that are users' or the system's",
  },
  "subordinate-ids-taken": {
    severity: "error",
    stage: "declared",
    when: "subordinate ids of an account are somebody else's on the same host, as well or as uid",
  },
  "group-not-given": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a placement takes a group away that the account would not have",
  },
  "disabled-off-nixos": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "an account is disabled on a host that is not NixOS, where its password is not fleet's",
  },
  "disabled-primary-user": {
    severity: "error",
    stage: "declared",
    when: "the account of a Mac's primary user is disabled there",
  },
  "disabled-user-key": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "somebody is disabled on a host, and a key of theirs that stands in `root` or in a service account lets them in there",
  },
  "root-equivalent-group": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "an account that is not admin is in a group whose members can become root; the policy may make it an error",
  },
  "bad-acceptance": {
    severity: "error",
    stage: "declared",
    when: "a finding is accepted that is no matter of choice, or without a place, or without a reason in one line; or a uid is shared by less than two people",
  },
  "unused-acceptance": {
    severity: "warning",
    stage: "declared",
    when: "a finding is accepted that there is not",
  },
  "repeated-item": {
    severity: "warning",
    stage: "declared",
    when: "something stands twice in a list",
  },
  "bad-root-key": {
    severity: "error",
    stage: "declared",
    when: "what is to log in as root is neither a public key nor says whose keys are meant",
  },
  "vain-root-key": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "whoever is to log in as root has no SSH key, or is nobody",
  },
  "empty-root-entry": {
    severity: "warning",
    stage: "declared",
    when: "an entry of `root` says nothing, or is about no host",
  },
  "root-off-system": {
    severity: "warning",
    stage: "declared",
    when: "an entry of `root` is only about hosts whose system fleet does not make",
  },
  "sudo-said-twice": {
    severity: "error",
    stage: "declared",
    when: "two entries of `root` that select a host alike say different things of sudo there",
  },
  "bad-trusted-name": {
    severity: "error",
    stage: "declared",
    when: "whom Nix is to trust is no account or group, or a user, of whom `isTrustedByNix` says it",
  },
  "trusts-everybody": {
    severity: "error",
    stage: "declared",
    when: "Nix is to trust everybody (`*`), so that everybody is root",
  },
  "trusted-without-admin": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "Nix trusts an account that is not admin, which amounts to it",
  },
  "trusted-by-group": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "somebody is in a group that Nix trusts, and is not said to be trusted",
  },
  "ssh-key-of-two": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "two users have one SSH key, or a user and a host, or two service accounts one that no user has",
  },
  "password-of-two": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "two users, or a user and root, have one password: the same secret, or the same hash",
  },
  "idle-ssh-option": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "an option before an SSH key says nothing of a key of its kind",
  },
  "email-of-two": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "two users have one mail address",
  },
  "user-without-host": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a user has an account on no host",
  },
  "hardware-misfit": {
    severity: "warning",
    choice: true,
    stage: "declared",
    when: "a host is said to have hardware that its architecture does not know",
  },
  "acceptance-ended": {
    severity: "error",
    stage: "date",
    when: "the last day has passed on which a finding was accepted",
  },
  "acceptance-ends": {
    severity: "warning",
    stage: "date",
    when: "a finding is accepted until a day that is near (`policy.warnDaysBefore`)",
  },
  "account-ended": {
    severity: "error",
    stage: "date",
    when: "the last day of an account has passed, and it is still declared",
  },
  "account-ends": {
    severity: "warning",
    stage: "date",
    when: "the last day of an account is near (`policy.warnDaysBefore`)",
  },
  "missing-state-version": {
    severity: "error",
    stage: "declared",
    when: "no release is declared for a NixOS host, or for the homes of another one, nor in the defaults",
  },
  "missing-file": {
    severity: "error",
    stage: "disk",
    when: "a module that has to exist does not",
  },
  "missing-key-file": {
    severity: "error",
    stage: "declared",
    when: "a file that SSH keys are read from does not exist",
  },
  "ambiguous-file": {
    severity: "error",
    stage: "disk",
    when: "two files exist of which only one can count",
  },
  "broken-link": {
    severity: "error",
    stage: "disk",
    when: "a module is a link that a flake cannot follow: it leads out of the repository or to nothing, or its path is absolute",
  },
  "looks-renamed": {
    severity: "error",
    stage: "disk",
    when: "a module that has to exist does not, and there is one under a name that is not declared",
  },
  "stray-file": {
    severity: "warning",
    choice: true,
    stage: "disk",
    when: "a file lies where the layout looks for somebody or something that is not declared, and nothing mentions it",
  },
  "untracked-file": {
    severity: "error",
    stage: "disk",
    when: "git does not track a file, so that a flake would not see it",
  },
});

/** The second half of a code of this package. */
export type CoreProblem = Parameters<typeof coreCodes.create>[0];
