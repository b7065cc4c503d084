import { defineFleet } from "@fleet/core";

// All keys here are test keys, whose private halves were never kept.
export default defineFleet({
  users: {
    // The id is the login name, unless `username` says otherwise. Ana's home is in users/ana.nix.
    ana: {
      fullName: "Ana",
      isAdmin: true,
      uid: 1000,
      // The line of ~/.ssh/id_ed25519.pub. Without one, nobody gets in over the network.
      sshKeys: [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDhJ0005IOc0Vr25stg9hP55DuVqqBrKpZXsJJptp7+t ana: test key",
      ],
      // What `age-keygen -y ~/.config/sops/age/keys.txt` prints: an admin edits the secrets of hosts.
      // The name is for rules and messages: a rule that says "user:ana/laptop" means this key alone.
      ageKeys: { laptop: "age1dkwhzx5t496hghr33vljny3a5jhrth8qxm0d6584gmgp8wqvre2spzqarz" },
    },
    // Looks after the database, and is admin nowhere else. The contract ends with that day: nobody logs in as Ben
    // any more then, nor as root with a key of Ben's. `isDisabled: true` here would end it at once, everywhere.
    ben: {
      fullName: "Ben",
      uid: 1001,
      expires: "2031-12-31",
      sshKeys: [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB5Gpg6MOKvPpQ5RQBgYQ6TuyJEA2DWzAfwZXc6pgt9l ben: test key",
        // The key of a job: on the database's host alone, and good for one command.
        {
          key: 'restrict,command="/run/current-system/sw/bin/pg_dumpall" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKzhowho/csmGMRzSab4Y46+q4NXrhhEJOKjNALM/YJm ben: test key',
          hosts: ["db"],
        },
      ],
      ageKeys: ["age1gcjnzu35udjg9ctkre8xvsrjrkspfgnh90rlq79vrsqmj5mm9vusdfqm7v"],
    },
  },

  hosts: {
    web: {
      system: "x86_64-linux",
      // With the name: web.example.org. A host whose id is `web.example.org` has both from it.
      domain: "example.org",
      formFactor: "server",
      features: ["backed-up"],
      tags: ["backed-up"],
      // Ben helped with the move: nobody logs in as ben here any more, and the files stay.
      users: { ana: {}, ben: { isDisabled: true } },
      // The line that `ssh-keyscan -t ed25519 web.example.org` prints, from `ssh-ed25519` on.
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJWXAcTrMWkupG7HjoLF7Gd//3f2Glto0YsFASEUaq6l web: test key",
      secrets: { "backup-passphrase": { file: "secrets/backup.yaml" } },
    },
    db: {
      system: "x86_64-linux",
      domain: "example.org",
      formFactor: "server",
      features: ["backed-up"],
      tags: ["backed-up"],
      // Placed with what differs there.
      users: { ana: {}, ben: { isAdmin: true } },
      sshHostKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII4VWLUfFBPXQKWEApY4zO1GkgR2bh73grVT/SmHzhJt db: test key",
      secrets: { "backup-passphrase": { file: "secrets/backup.yaml" } },
    },
    backup: {
      system: "aarch64-linux",
      domain: "example.net",
      formFactor: "server",
      // It was there before the fleet, and `id -u ana` prints 1003 on it: pinned for this host alone.
      users: { ana: { uid: 1003 } },
      // Elsewhere than the others, and of another architecture: it builds for itself.
      deploy: { target: "ana@backup.example.net", buildHost: "ana@backup.example.net" },
      // A copy of the machine's /etc/ssh/ssh_host_ed25519_key.pub holds the line, too.
      sshHostKey: { file: "hosts/backup/ssh_host_ed25519_key.pub" },
    },
  },

  // Accounts that are nobody's, which NixOS makes as users of the system. Those who are backed up push
  // their copies to this one over SSH, each with a key of its own; without a shell, none would get in.
  serviceAccounts: {
    copies: {
      purpose: "takes the copies of the other machines",
      hosts: ["backup"],
      homeDirectory: "/srv/copies",
      createHome: true,
      shell: "bash",
      sshKeys: [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILj/6VF1zPi6r0bLgiPh5X1uqe75eNQPg/Hv8vntYUFK root@web: test key",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOPbjVrM+4DM6msgq1HE+KlwTYWwpmiQYplwH43Fu4fM root@db: test key",
      ],
    },
  },
  root: [
    // Nobody has a password that sudo could ask for. `fleet check --strict-keys` says who has no key.
    { sudoNeedsPassword: false },
    // Gets at the backups of the database as root, without an account there: `fleet access who-can root backup`.
    { hosts: ["backup"], sshKeys: ["user:ben"] },
  ],

  // What hosts can do. A feature brings `modules/<name>.nix` and groups for everybody on the host.
  features: { "backed-up": { groups: ["systemd-journal"] } },

  // Beside the files that every fleet can have (one for each host, for each user and for all hosts), one
  // for the hosts of a tag: `fleet access` says who can read it. Who is named in more than one rule is a
  // group of readers, which rules mean by its name.
  secrets: {
    readers: { "backup-team": ["tag:backed-up", "admins"] },
    files: [{ path: "secrets/backup.yaml", readers: ["readers:backup-team"] }],
  },
  // A recovery key, kept offline.
  operators: {
    recovery: { ageKeys: ["age1xdu4nz2vf3ylq7rpn2z2l6w4m8q7krq9r8yq6fzqnxrwdtv7dyfs35ruqw"] },
  },

  defaults: {
    stateVersion: "25.11",
    // Whoever deploys logs in as an admin, and sudo asks for no password.
    deploy: { target: "ana@{host}.example.org" },
  },
});
