import { defineFleet } from "@fleet/core";

export default defineFleet({
  users: {
    // The id is the login name, unless `username` says otherwise. The home is in users/admin.nix.
    admin: {
      fullName: "The Admin",
      isAdmin: true,
      uid: 1000,
      shell: "fish",
      // Who has an account on the machine keeps its password; for a new one see hosts/machine.nix.
      // To log in over SSH as well, the line of ~/.ssh/id_ed25519.pub:
      // sshKeys: ["ssh-ed25519 AAAA…"],
    },
  },

  hosts: {
    // The id is the host name, unless `hostname` says otherwise. The system is in hosts/machine.nix.
    machine: {
      system: "x86_64-linux",
      // The NixOS release that was installed. It stays what it was.
      stateVersion: "25.11",
      users: ["admin"],
      features: [],
      homeProfile: "workstation",
    },
  },

  profiles: {
    // profiles/workstation.nix
    workstation: {},
  },
});
