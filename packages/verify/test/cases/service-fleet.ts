import type { TestFleet } from "../support/computed-fleet.ts";

/** A fleet with editors in the browser, groups, a Mac of several people, and modules by name. */
export const serviceFleet: TestFleet = {
  declaration: {
    users: {
      coal: {
        fullName: "Coal",
        isAdmin: true,
        uid: 1000,
        home: "none",
        services: { codeServer: { port: 8080, auth: "none" } },
      },
      violino: { fullName: "Violino", uid: 1001, username: "vio", home: "none" },
      henry: { fullName: "Henry", uid: 1002, home: "none" },
      crs58: { fullName: "Cameron", isAdmin: true, home: "both" },
      raquel: { fullName: "Raquel", home: "integrated" },
      janet: { fullName: "Janet", home: "none" },
    },
    hosts: {
      devbox: {
        system: "x86_64-linux",
        tailscale: true,
        users: {
          coal: {},
          henry: { extraGroups: ["audio"] },
          violino: {
            services: {
              codeServer: { port: 8081, host: "::1", workingDirectory: '/srv/100% of "$HOME"' },
            },
          },
        },
        modules: ["hosts/devbox.nix"],
      },
      blackphos: {
        system: "aarch64-darwin",
        primaryUser: "raquel",
        users: { crs58: { uid: 502 }, raquel: { uid: 501 }, janet: { uid: 503 } },
      },
    },
    groups: {
      docker: { members: ["coal"] },
      films: { gid: 2000, hosts: ["devbox"] },
      media: { hosts: ["devbox"] },
    },
    layout: "dendritic",
    policy: { acceptedGroups: { coal: ["docker"] } },
    defaults: { stateVersion: "24.05" },
  },
  files: ["hosts/devbox.nix"],
};

/** How its hosts come out where nothing differs. */
export const serviceVerdicts = [
  { id: "blackphos", state: "as-computed", accounts: 3, homes: 3, notes: [] },
  { id: "devbox", state: "as-computed", accounts: 3, homes: 0, notes: [] },
];
