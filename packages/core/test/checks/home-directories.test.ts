import { describe, expect, it } from "vitest";
import { findAll, findCodes, sampleFleet, withHenry, withMini } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const bad = [
  ..."/ /nix /etc /home /root /var /var/empty /usr /boot /dev /proc /run /tmp /bin /snap".split(
    " ",
  ),
  ..."/sbin /sys /lib /lib64 /srv /opt /mnt /media /nix/store /nix/var /var/lib /var/log /var/tmp".split(
    " ",
  ),
  ..."/usr/local /usr/bin /usr/local/bin /etc/nixos /root/henry /home/lost+found /var/log/nginx".split(
    " ",
  ),
  ..."/tmp/henry /run/user/1000 /nix/store/abc /proc/1 /var/lib/nixos /var/lib/systemd/x".split(
    " ",
  ),
  ..."henry ./henry ~/henry /home/../etc /home//henry /home/henry/ /home/./henry /home/henry/..".split(
    " ",
  ),
  ..."/home/$USER /home/{user} /home/~ /home/* /home/~henry /home/hen?y".split(" "),
  "",
  "/home/a:b",
  "/home/a\nb",
  "/home/henry ",
  "/home/ henry/x",
  "/home/henry\u200b",
  `/home/${"a".repeat(2000)}`,
  `/home/${"ä".repeat(128)}`,
];

const good = [
  ..."/home/henry /var/lib/henry /srv/henry /opt/henry /mnt/data/henry /nix/persist/henry /data /data/henry".split(
    " ",
  ),
  ..."/Users/henry /var/www/henry /homes/henry /etcetera /library/henry /ETC/henry /usr/home/henry".split(
    " ",
  ),
  "/home/h e",
  `/home/${"ä".repeat(127)}`,
];

const badOnMacs = [
  ..."/ /Users /users /Library /System /Users/Shared /Applications /Volumes /private /private/var".split(
    " ",
  ),
  ..."/var/root /System/henry /home /home/henry /Home/henry /net/henry /LIBRARY/henry".split(" "),
];

const onMac = (homeDirectory: string, others: object = {}) =>
  sampleFleet({
    hosts: {
      mini: { system: "x86_64-linux", users: ["keith"] },
      mac: {
        system: "aarch64-darwin",
        users: { traci: { uid: 502, homeDirectory }, ...others },
        primaryUser: "traci",
      },
    },
  });

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
  ...badOnMacs.map(
    (homeDirectory): CheckRow => [
      `${homeDirectory} on a Mac`,
      onMac(homeDirectory),
      ["core/bad-home-directory at hosts.mac.users.traci.homeDirectory"],
    ],
  ),
  ...["/Users/traci", "/Volumes/Data/traci", "/homes/traci"].map(
    (homeDirectory): CheckRow => [`nothing of ${homeDirectory} on a Mac`, onMac(homeDirectory), []],
  ),
  [
    "one that is for NixOS, and is declared everywhere",
    sampleFleet({
      users: {
        keith: { fullName: "Keith", isAdmin: true },
        traci: { fullName: "Traci", homeDirectory: "/home/t" },
      },
      hosts: {
        mini: { system: "x86_64-linux", users: ["keith", "traci"] },
        mac: { system: "aarch64-darwin", users: { traci: { uid: 502 } }, primaryUser: "traci" },
      },
    }),
    ["core/bad-home-directory at users.traci.homeDirectory"],
  ],
  [
    "one on a Mac that differs from another's by case alone",
    onMac("/users/KEITH", { keith: { uid: 501 } }),
    ["core/home-directory-taken at hosts.mac.users.traci.homeDirectory"],
  ],
  [
    "one on a Mac that lies in another's but for case",
    onMac("/users/KEITH/traci", { keith: { uid: 501 } }),
    ["core/home-directory-inside at hosts.mac.users.traci.homeDirectory"],
  ],
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
