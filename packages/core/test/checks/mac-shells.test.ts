import { expect, it } from "vitest";
import { findAll, sampleFleet } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

function onMac(keith: object, defaults: object = {}): object {
  return sampleFleet({
    users: { keith: { fullName: "Keith", isAdmin: true, ...keith }, traci: { fullName: "Traci" } },
    hosts: {
      mac: {
        system: "aarch64-darwin",
        primaryUser: "keith",
        users: { keith: { uid: 501 }, traci: { uid: 502, shell: "fish" } },
      },
    },
    defaults: { stateVersion: "24.05", ...defaults },
  });
}

describeChecks("shells on Macs", [
  ["nothing of none", onMac({}), []],
  ["nothing of the one that macOS has", onMac({ shell: "zsh" }), []],
  ["one of an admin", onMac({ shell: "fish" }), ["core/shell-off-macos at users.keith.shell"]],
  [
    "one of the primary user",
    onMac({ isAdmin: false, shell: "fish" }),
    ["core/shell-off-macos at users.keith.shell"],
  ],
  ["one of all", onMac({}, { shell: "fish" }), ["core/shell-off-macos at defaults.shell"]],
]);

it("the line that changes the shell of a Mac's own account is said", () => {
  expect(findAll(onMac({ shell: "fish" }))[0]?.help).toBe(
    "Run this once on the Mac: `sudo chsh -s /run/current-system/sw/bin/fish keith`.",
  );
});
