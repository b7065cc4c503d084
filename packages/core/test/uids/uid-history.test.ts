import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import {
  type EarlierFleet,
  emptyLedger,
  listAllotments,
  listLedger,
  parseLedger,
  reportAllotments,
  reportRenames,
  reportUidChanges,
  type UidHistory,
} from "../../src/internal.ts";
import { canonicalSurroundings, resolveSound, sampleFleet } from "../sample-fleet.ts";

/** What was built before: on NixOS hosts, unless it is the Mac "studio"; from users to their uids. */
function builtWith(hosts: Record<string, Record<string, number>>): EarlierFleet {
  const entries = Object.entries(hosts).map(([id, uids]) => {
    const accounts = Object.entries(uids).map(
      ([user, uid]) => [user, { user, username: user, uid }] as const,
    );
    const platform = id === "studio" ? "darwin" : "nixos";
    return [id, { platform, accounts: new Map(accounts) }] as const;
  });
  return new Map(entries);
}

interface Story {
  readonly declaration: object;
  readonly accounts?: Readonly<Record<string, string>>;
  readonly built?: EarlierFleet;
  readonly isForced?: boolean;
}

function tell({ declaration, accounts, built, isForced = false }: Story): UidHistory {
  const recorded =
    accounts === undefined ? emptyLedger : parseLedger({ accounts }, "the ledger").value;
  const surroundings = { ...canonicalSurroundings(declaration), ledger: recorded };
  const { resolved } = resolveSound(declaration, surroundings);
  const earlier = built === undefined ? [] : [built];
  return { resolved, recorded, earlier, ledgerFile: "fleet.lock.json", isForced };
}

function findAll(history: UidHistory): string[] {
  const found = [
    ...reportUidChanges(history),
    ...reportRenames(history),
    ...reportAllotments(history),
  ];
  return found.map(({ code, severity, path }) => `${severity} ${code} at ${formatPath(path)}`);
}

const withUid = (uid: number) =>
  sampleFleet({
    users: { keith: { fullName: "Keith", isAdmin: true }, traci: { fullName: "Traci", uid } },
  });
const bothOnRecord = { "1000": "keith", "1001": "traci" };
const bothBuilt = builtWith({ mini: { keith: 1000, traci: 1001 } });

describe("the uids of machines that exist", () => {
  it.each<[string, Story, string[]]>([
    [
      "stay as they are",
      { declaration: sampleFleet(), accounts: bothOnRecord, built: bothBuilt },
      [],
    ],
    [
      "are not changed by what is declared",
      { declaration: withUid(1500), accounts: bothOnRecord, built: bothBuilt },
      ["warning cli/uid-changes at users.traci.uid"],
    ],
    [
      "do not follow an edited ledger",
      {
        declaration: sampleFleet(),
        accounts: { "1000": "keith", "1007": "traci" },
        built: bothBuilt,
      },
      ["error cli/ledger-edited at "],
    ],
    [
      "follow an edited ledger by force, which is told",
      {
        declaration: sampleFleet(),
        accounts: { "1000": "keith", "1007": "traci" },
        built: bothBuilt,
        isForced: true,
      },
      ["warning cli/uid-changes at users.traci"],
    ],
    [
      "are asked about where nobody wrote them down",
      { declaration: sampleFleet() },
      ["warning cli/uid-allotted at users.keith", "warning cli/uid-allotted at users.traci"],
    ],
    [
      "are those of a login, whoever is called so now",
      {
        declaration: sampleFleet({
          users: { keith: { fullName: "Keith", isAdmin: true }, traci: { fullName: "Traci" } },
        }),
        accounts: { "1000": "keith", "1001": "tracy" },
        built: new Map([
          [
            "mini",
            {
              platform: "nixos",
              accounts: new Map([
                ["keith", { user: "keith", username: "keith", uid: 1000 }],
                ["tracy", { user: "tracy", username: "traci", uid: 1001 }],
              ]),
            },
          ],
        ]),
      },
      ["error cli/uid-renamed at users.traci"],
    ],
  ])("%s", (_, story, expected) => {
    expect(findAll(tell(story))).toEqual(expected);
  });
});

describe("the list of uids", () => {
  it("says of each whether it was declared, allotted or left, and whether that is written down", () => {
    const history = tell({
      declaration: withUid(1500),
      accounts: { "1000": "keith", "1003": "henry" },
    });
    expect(listLedger(history)).toEqual([
      {
        uid: 1000,
        user: "keith",
        host: null,
        platform: "nixos",
        state: "allotted",
        declaredAt: null,
        isRecorded: true,
      },
      {
        uid: 1003,
        user: "henry",
        host: null,
        platform: "nixos",
        state: "tombstone",
        declaredAt: null,
        isRecorded: false,
      },
      {
        uid: 1500,
        user: "traci",
        host: null,
        platform: "nixos",
        state: "declared",
        declaredAt: "users.traci.uid",
        isRecorded: false,
      },
    ]);
    expect(listAllotments(history)).toEqual([]);
  });

  it("names a placement before the user, whichever host comes first", () => {
    const declaration = sampleFleet({
      users: { keith: { fullName: "Keith", isAdmin: true, uid: 1400 } },
      hosts: {
        a: { system: "x86_64-linux", users: ["keith"] },
        b: { system: "x86_64-linux", users: { keith: { uid: 1400 } } },
      },
    });
    expect(listLedger(tell({ declaration }))[0]?.declaredAt).toBe("hosts.b.users.keith.uid");
  });
});
