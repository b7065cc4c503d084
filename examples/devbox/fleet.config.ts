import { defineFleet } from "@fleet/core";

export default defineFleet({
  users: {
    coal: {
      fullName: "coal-bap",
      isAdmin: true,
      uid: 1000,
      // Empty, a placeholder stands in, with which nobody can log in; `fleet check --strict-keys` says so.
      sshKeys: [{ env: "SSH_KEY_COAL" }],
      // The service code-server-coal on 127.0.0.1, which opens the home directory. It asks for no
      // password: Tailscale decides who reaches it from elsewhere. Whoever is on the machine does
      // reach it. That is violino, who is in the group docker, and so as good as root anyhow.
      services: { codeServer: { port: 8080, auth: "none" } },
      hosts: ["devbox"],
    },
    violino: {
      fullName: "Violino",
      uid: 1001,
      sshKeys: [{ env: "SSH_KEY_VIOLINO" }],
      services: { codeServer: { port: 8081, auth: "none" } },
      hosts: ["devbox"],
    },
  },

  hosts: { devbox: { system: "x86_64-linux", tailscale: true } },

  groups: {
    wheel: { purpose: "Sudo access" },
    docker: { purpose: "Docker daemon access", members: ["coal", "violino"] },
    networkmanager: { purpose: "Network configuration", members: ["coal"] },
  },
  // Who can start containers can become root. For violino that is meant.
  policy: { acceptedGroups: { violino: ["docker"] } },

  // Homes lie in a folder of their own.
  layout: {
    user: ["home/{user}.nix"],
    userOnHost: ["home/{user}/{host}.nix"],
    allUsers: ["home/common.nix"],
  },

  defaults: { shell: "fish", stateVersion: "24.05" },
});
