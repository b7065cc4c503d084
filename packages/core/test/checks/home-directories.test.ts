import { describe, expect, it } from "vitest";
import { findAll, findCodes, sampleFleet, withHenry, withMini } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const bad = [
  ..."/ /nix /etc /home /root /var /var/empty /Users /users /Library /System /usr /boot /dev /proc /run /tmp /bin".split(
    " ",
  ),
  ..."/sbin /sys /lib /lib64 /srv /opt /mnt /media /nix/store /nix/var /var/lib /var/log /var/tmp /Users/Shared".split(
    " ",
  ),
  ..."/Applications /Volumes /private /private/var /var/root /usr/local /usr/bin /etc/nixos /root/henry".split(
    " ",
  ),
  ..."/tmp/henry /run/user/1000 /nix/store/abc /proc/1 /System/henry /var/lib/nixos /var/lib/systemd/x".split(
    " ",
  ),
  ..."henry ./henry ~/henry /home/../etc /home//henry /home/henry/ /home/./henry /home/henry/..".split(
    " ",
  ),
  "",
  "/home/a:b",
  "/home/a\nb",
  `/home/${"a".repeat(2000)}`,
];

const good = [
  ..."/home/henry /var/lib/henry /srv/henry /opt/henry /mnt/data/henry /nix/persist/henry /data /data/henry".split(
    " ",
  ),
  ..."/Users/henry /var/www/henry /homes/henry /etcetera /Volumes/Data/henry /home/h e".split(
    " / ",
  ),
];

describeChecks("home directories", [
  ...bad.map(
    (homeDirectory): CheckRow => [
      JSON.stringify(homeDirectory.slice(0, 20)),
      withHenry({ homeDirectory }),
      ["core/bad-home-directory at users.henry.homeDirectory"],
    ],
  ),
  ...good.map(
    (homeDirectory): CheckRow => [`nothing of ${homeDirectory}`, withHenry({ homeDirectory }), []],
  ),
  [
    "one of a placement",
    withMini({ users: { keith: { homeDirectory: "/nix" }, traci: {} } }),
    ["core/bad-home-directory at hosts.mini.users.keith.homeDirectory"],
  ],
  [
    "one inside of another's",
    withMini({ users: { keith: {}, traci: { homeDirectory: "/home/keith/sub/traci" } } }),
    ["core/home-directory-inside at hosts.mini.users.traci.homeDirectory"],
  ],
  [
    "one around another's",
    withMini({
      users: { keith: { homeDirectory: "/data" }, traci: { homeDirectory: "/data/traci" } },
    }),
    ["core/home-directory-inside at hosts.mini.users.traci.homeDirectory"],
  ],
  [
    "one that only begins as another's does",
    withMini({ users: { keith: {}, traci: { homeDirectory: "/home/keith2" } } }),
    [],
  ],
  [
    "the same one twice",
    withMini({ users: { keith: { homeDirectory: "/data" }, traci: { homeDirectory: "/data" } } }),
    ["core/home-directory-taken at hosts.mini.users.traci.homeDirectory"],
  ],
  [
    "one inside of another's on two hosts, once",
    sampleFleet({
      users: {
        keith: { fullName: "Keith", isAdmin: true },
        traci: { fullName: "Traci", homeDirectory: "/home/keith/traci" },
      },
      hosts: {
        den: { system: "x86_64-linux", users: ["keith", "traci"] },
        mini: { system: "x86_64-linux", users: ["keith", "traci"] },
      },
    }),
    ["core/home-directory-inside at users.traci.homeDirectory"],
  ],
]);

describe("the help about a home directory", () => {
  it.each(["/home//henry", "/home/henry/", "/home/./henry", "/nix", "henry"])(
    "says for %j what to write, with which nothing is wrong",
    (homeDirectory) => {
      const [finding] = findAll(withHenry({ homeDirectory }));
      expect(finding?.help).toContain('homeDirectory: "/home/henry"');
      expect(findCodes(withHenry({ homeDirectory: "/home/henry" }))).toEqual([]);
    },
  );
});
