import { defineFleet } from "@fleet/core";

export default defineFleet({
  users: {
    // The id is the login name, unless `username` says otherwise. The home is in users/admin.nix.
    admin: {
      fullName: "The Admin",
      isAdmin: true,
      uid: 1000,
      shell: "fish",
      // Without a key, log in at the console, with a password: `passwd admin` as root.
      // sshKeys: [{ file: "keys/admin.pub" }],
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
