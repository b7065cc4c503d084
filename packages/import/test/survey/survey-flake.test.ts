import { openNativeEvaluator } from "@fleet/nix-eval";
import { nodeWorld } from "@fleet/project/node";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { writeFlake } from "../support/hand-made-flake.ts";
import { listFindings, surveyFolder } from "../support/survey-folder.ts";

/** So many evaluations tell what hosts and homes there are: of each output, and of homes below each system. */
const listings = 4;

const survey = (outputs: string, files = {}) =>
  surveyFolder(testdir({ "flake.nix": writeFlake(outputs), ...files }));

describe("what is there to find", () => {
  it("is an error where a flake has neither hosts nor homes", async () => {
    const found = await survey("packages = { };");
    expect(found.fleet).toEqual({ hosts: [], homes: [] });
    expect(found.diagnostics).toMatchObject([
      {
        code: "import/no-configurations",
        severity: "error",
        message: expect.stringContaining(
          "nixosConfigurations, darwinConfigurations, homeConfigurations",
        ),
      },
    ]);
  });

  it("is the output that can be evaluated where another cannot", async () => {
    const found = await survey(
      'nixosConfigurations.web = system { }; darwinConfigurations = throw "closed";',
    );
    expect(found.fleet.hosts.map(({ name }) => name)).toEqual(["web"]);
    expect(listFindings(found)).toEqual([expect.stringContaining("nix-eval/throw: ")]);
  });

  it("is a flake that is no Nix, and says so", async () => {
    const found = await surveyFolder(testdir({ "flake.nix": "{ outputs = _: { ; }; }\n" }));
    const codes = new Set(found.diagnostics.map(({ code }) => code));
    expect([...codes]).toEqual(["nix-eval/syntax-error"]);
  });

  it("is one host of a name, though two outputs have it", async () => {
    const found = await survey(
      "nixosConfigurations.web = system { }; darwinConfigurations.web = system { };",
    );
    expect(found.fleet.hosts).toMatchObject([{ name: "web", platform: "nixos" }]);
    expect(listFindings(found)).toEqual([expect.stringContaining("import/same-name")]);
  });

  it("is what is asked for, and a word for what is not there", async () => {
    const outputs = 'nixosConfigurations = { web = system { }; db = throw "closed"; };';
    const folder = testdir({ "flake.nix": writeFlake(outputs) });
    const found = await surveyFolder(folder, { names: ["web", "wep"] });
    expect(found.fleet.hosts).toMatchObject([{ name: "web" }]);
    expect(listFindings(found)).toEqual([
      'import/unknown-name: The flake has no host or home "wep".',
    ]);
  });
});

describe("hosts that cannot be evaluated", () => {
  it("cost no other host, whatever is wrong with them", async () => {
    const found = await survey(`nixosConfigurations = {
      closed = throw "closed";
      circle = let x = system { config = x.config; }; in x;
      deep = let f = n: 1 + f n; in f 0;
      list = [ ];
      number = 1;
      empty = { };
      missing = (system { }).nothing;
      web = system { };
    };`);
    expect(found.fleet.hosts.map(({ name }) => name)).toEqual(["web"]);
    expect(found.failed.map(({ name }) => name)).toEqual([
      "circle",
      "closed",
      "deep",
      "empty",
      "list",
      "missing",
      "number",
    ]);
    expect(found.failed.every(({ diagnostics }) => diagnostics.length > 0)).toBe(true);
    expect(found.diagnostics).toEqual([]);
  });

  it("are given up at the time limit", async () => {
    const outputs =
      "nixosConfigurations = { endless = let l = builtins.genList (n: n) 100000; each = f: builtins.foldl' (_: f) 0 l; in system { config.networking.hostName = toString (each (_: each (_: each (n: n)))); }; web = system { }; };";
    const folder = testdir({ "flake.nix": writeFlake(outputs) });
    const options = { timeLimit: 8000, nixArguments: ["--offline"] };
    const found = await surveyFolder(folder, { options });
    expect(found.fleet.hosts.map(({ name }) => name)).toEqual(["web"]);
    expect(listFindings(found)).toEqual(["nixosConfigurations.endless: nix-eval/time-out"]);
  });

  it("are none where somebody gave up before", async () => {
    const folder = testdir({ "flake.nix": writeFlake("nixosConfigurations.web = system { };") });
    const found = await surveyFolder(folder, { options: { signal: AbortSignal.abort() } });
    expect(found.fleet.hosts).toEqual([]);
    expect(new Set(found.diagnostics.map(({ code }) => code))).toEqual(
      new Set(["nix-eval/cancelled"]),
    );
  });
});

describe("an output that is no set", () => {
  it("is named with what it is, and the others are read", async () => {
    const found = await survey(`nixosConfigurations.web = system { };
      darwinConfigurations = x: x;
      homeConfigurations = "none";`);
    expect(found.fleet.hosts.map(({ name }) => name)).toEqual(["web"]);
    expect(listFindings(found)).toEqual([
      "import/odd-output: The output darwinConfigurations is no set, but of the type lambda: nothing of it was looked at.",
      "import/odd-output: The output homeConfigurations is no set, but of the type string: nothing of it was looked at.",
    ]);
  });
});

describe("a host of which something is broken", () => {
  it("lacks an option that throws, and nothing else", async () => {
    const found = await survey(`nixosConfigurations.web = system {
      config.users = {
        users.ada = person "ada" { uid = 1000; description = throw "no"; home = "/home/ada"; };
        groups = { };
      };
      config.networking = { hostName = "web"; domain = assert false; "x"; };
    };`);
    expect(found.fleet.hosts).toMatchObject([
      { hostname: "web", domain: null, users: [{ login: "ada", description: null, uid: 1000 }] },
    ]);
    expect(listFindings(found)).toEqual([
      'import/unreadable-option: Nix cannot evaluate "networking.domain" of host "web": nothing is known there. The assertion "false" does not hold.',
      'import/unreadable-option: Nix cannot evaluate "users.users.ada.description" of host "web": nothing is known there. The Nix code refuses: no',
    ]);
  });

  it("lacks the shell that throws, and no other shell", async () => {
    const found = await survey(`nixosConfigurations.web = system {
      config.users = {
        users.ada = person "ada" { shell = throw "no"; };
        users.ben = person "ben" { shell = { pname = "fish"; name = "fish-3"; shellPath = "/bin/fish"; }; };
        groups = { };
      };
    };`);
    expect(
      found.fleet.hosts[0]?.users.map(({ login, isUsualShell }) => [login, isUsualShell]),
    ).toEqual([
      ["ada", true],
      ["ben", false],
    ]);
    expect(listFindings(found)).toEqual([
      'import/unreadable-option: Nix cannot evaluate "users.users.ada.shell" of host "web": nothing is known there. The Nix code refuses: no',
    ]);
  });

  it("lacks the account that no Nix can evaluate, and no other", async () => {
    const found = await survey(`nixosConfigurations.web = system {
      config.users = {
        users = {
          ada = person "ada" { home = "/home/ada"; };
          ben = { }.nothing;
          cleo = person "cleo" { };
        };
        groups.users = { gid = 100; members = [ "ada" ]; };
      };
    };`);
    const [host] = found.fleet.hosts;
    expect(host?.users.map(({ login }) => login)).toEqual(["ada", "cleo"]);
    expect(host?.groups).toMatchObject([{ name: "users", gid: 100, members: ["ada"] }]);
    // Whom certificates let in is told of everybody at once.
    expect(listFindings(found)).toEqual([
      expect.stringContaining(
        'import/broken-part: Nix cannot evaluate the users "ben" of host "web"',
      ),
      expect.stringContaining('import/unreadable-option: Nix cannot evaluate "users.users"'),
    ]);
  });

  it("lacks the setting that no Nix can evaluate, and no other", async () => {
    const found = await survey(`nixosConfigurations.web = system {
      config.nix.settings.trusted-users = { }.nothing;
      config.networking = { hostName = "web"; domain = "example.org"; };
    };`);
    expect(found.fleet.hosts).toMatchObject([
      { hostname: "web", domain: "example.org", trustedUsers: null },
    ]);
    expect(listFindings(found)).toEqual([
      'import/unreadable-option: Nix cannot evaluate "nix.settings.trusted-users" of host "web": nothing is known there. Nix says: attribute \'nothing\' missing',
    ]);
  });

  it("lacks shells alone where only they cannot be evaluated", async () => {
    const found = await survey(`nixosConfigurations.web = system {
      config.users = {
        users.ada = person "ada" { shell = { }.nothing; uid = 1000; };
        groups = { };
        defaultUserShell = { }.nothing;
      };
    };`);
    expect(found.fleet.hosts).toMatchObject([
      { users: [{ login: "ada", uid: 1000, shell: null }] },
    ]);
    expect(listFindings(found)).toEqual([
      'import/unreadable-option: Nix cannot evaluate "users.users.ada.shell" of host "web": nothing is known there. Nix says: attribute \'nothing\' missing',
    ]);
  });
});

describe("the evaluations that a broken value costs", () => {
  const count = async (outputs: string) => {
    const evaluator = await openNativeEvaluator(nodeWorld(), { environment: process.env });
    if (!evaluator.ok) throw new Error("there is no Nix");
    const { evaluate } = evaluator.value;
    let evaluations = 0;
    const counted: typeof evaluate = (request) => {
      evaluations += 1;
      return evaluate(request);
    };
    const folder = testdir({ "flake.nix": writeFlake(outputs) });
    const found = await surveyFolder(folder, { evaluate: counted });
    return { found, evaluations };
  };
  const definedIn = (file: string) =>
    `options.users.users.definitionsWithLocations = [ { file = "${file}"; value.ada = { }; } ];`;
  const hostWith = (file: string, home: string) => `system {
    config.users = { users.ada = person "ada" { home = ${home}; }; groups = { }; };
    ${definedIn(file)}
  }`;

  it("are none beside the one that says why where it throws, whatever it is", async () => {
    const { found, evaluations } = await count(`nixosConfigurations.web = system {
      config.users = {
        users = { ada = person "ada" { home = throw "no"; }; ben = throw "no ben"; };
        groups = throw "no groups";
      };
      config.home-manager.users = throw "no homes";
      config.sops.secrets.key = throw "no key";
    };`);
    expect(found.fleet.hosts).toMatchObject([{ users: [{ login: "ada" }], groups: [], homes: [] }]);
    expect(evaluations).toBe(1 + listings + 3);
    const texts = listFindings(found);
    expect(texts.filter((text) => text.includes("The Nix code refuses"))).toHaveLength(3);
    for (const what of ['the users "ben"', "the groups", "the homes", 'the secrets "key"']) {
      expect(texts.filter((text) => text.includes(what))).toHaveLength(1);
    }
  });

  it("are one more for each that nothing can catch", async () => {
    const { found, evaluations } = await count(`nixosConfigurations.web = system {
      config.users = {
        users.ada = person "ada" { home = { }.nothing; openssh.authorizedKeys.keys = [ 1 2 ] ++ 3; };
        users."50%s%n" = person "50%" { home = 1 + "a"; };
        groups = { };
      };
      config.networking = { hostName = "web"; domain = abort "stop"; };
    };`);
    expect(found.fleet.hosts).toMatchObject([
      { users: [{ login: "50%" }, { login: "ada" }], hostname: "web" },
    ]);
    expect(evaluations).toBe(1 + listings + 4);
    expect(listFindings(found)).toHaveLength(4);
  });

  it("are none on hosts that have it from the same file, and one where another file says it", async () => {
    const broken = "missing.home";
    const { found, evaluations } =
      await count(`nixosConfigurations = let missing.home = { }.nothing; in {
      a = ${hostWith("/x/users.nix", broken)};
      b = ${hostWith("/x/users.nix", broken)};
      c = ${hostWith("/x/users.nix", broken)};
      d = ${hostWith("/x/own.nix", '"/home/ada"')};
    };`);
    expect(evaluations).toBe(listings + 2 + 2 + 1 + 2);
    expect(found.fleet.hosts.map(({ users }) => users[0]?.homeDirectory)).toEqual([
      null,
      null,
      null,
      "/home/ada",
    ]);
    expect(listFindings(found)).toEqual([
      expect.stringContaining(
        'import/unreadable-option: Nix cannot evaluate "users.users.ada.home" of host "a"',
      ),
      expect.stringContaining(
        'import/unreadable-option: Nix cannot evaluate "users.users.ada.home" of host "b"',
      ),
      'import/unasked-value: Nix was not asked for "users.users.ada.home" of host "c", since it is broken for one reason on "a" and "b", and said by the same files: nothing is known there.',
    ]);
  });
});

describe("names that somebody chose to do harm", () => {
  const names = ["", "a b", "$" + "{x}", '"', "''", "\\", "__proto__", "constructor", "a.b", "ä\n"];

  it("are names of hosts like others", async () => {
    const hosts = names.map((name) => `${nixName(name)} = system { };`).join(" ");
    const found = await survey(`nixosConfigurations = { ${hosts} };`);
    expect(listFindings(found)).toEqual([]);
    expect(found.fleet.hosts.map(({ name }) => name)).toEqual([...names].sort());
  });

  it("are names of users, groups and secrets like others", async () => {
    const users = names.map((name) => `${nixName(name)} = person ${nixName(name)} { };`).join(" ");
    const groups = names.map((name) => `${nixName(name)}.members = [ "ada" ];`).join(" ");
    const secrets = names
      .map((name) => `${nixName(name)} = { sopsFile = ./s.yaml; key = "k"; format = "yaml"; };`)
      .join(" ");
    const found = await survey(
      `nixosConfigurations.web = system {
        config.users = { users = { ${users} }; groups = { ${groups} }; };
        config.sops.secrets = { ${secrets} };
      };`,
      { "s.yaml": "" },
    );
    expect(listFindings(found)).toEqual([]);
    const [host] = found.fleet.hosts;
    const sorted = [...names].sort();
    expect(host?.users.map(({ login }) => login)).toEqual(sorted);
    expect(host?.groups.map(({ name }) => name)).toEqual(sorted);
    expect(host?.secrets.map(({ name }) => name)).toEqual(sorted);
    expect(new Set(host?.secrets.map(({ file }) => file))).toEqual(new Set(["s.yaml"]));
  });
});

it("homes that are built on their own are told by their names", async () => {
  const found = await survey(`homeConfigurations = {
    "ada@web" = {
      config = {
        home = { username = "ada"; homeDirectory = "/home/ada"; stateVersion = "24.05"; };
        programs.git.userName = "Ada"; programs.git.userEmail = "ada@example.org";
      };
      options = { };
    };
    "ben@web" = throw "closed";
  };`);
  expect(found.fleet.homes).toMatchObject([
    {
      name: "ada@web",
      login: "ada",
      homeDirectory: "/home/ada",
      stateVersion: "24.05",
      fullName: "Ada",
      email: "ada@example.org",
    },
  ]);
  expect(listFindings(found)).toEqual(["homeConfigurations.ben@web: nix-eval/throw"]);
});

it("homes are looked for below the packages of each system, too", async () => {
  const home = `{
    config.home = { username = "ada"; homeDirectory = "/home/ada"; stateVersion = "24.05"; };
    options = { };
  }`;
  const found = await survey(`legacyPackages = {
    x86_64-linux.homeConfigurations.ada = ${home};
    aarch64-linux.hello = 1;
    riscv64-linux = throw "no";
  };`);
  expect(listFindings(found)).toEqual([]);
  expect(found.fleet.homes).toMatchObject([{ name: "ada", homeDirectory: "/home/ada" }]);
});

it("the inputs of a flake can be replaced", async () => {
  const folder = testdir({
    "flake.nix": `{
  inputs.web.url = "path:/nowhere";
  outputs = { web, ... }: { nixosConfigurations.web = web.host; };
}
`,
    "web/flake.nix": `{ outputs = _: { host = { config.users.users = { }; config.networking.hostName = "web"; options = { }; }; }; }`,
  });
  const found = await surveyFolder(folder, { overrideInputs: { web: `path:${folder}/web` } });
  expect(found.fleet.hosts).toMatchObject([{ hostname: "web" }]);
});

it("whoever waits is told how many are done, and what is evaluated", async () => {
  const told: string[] = [];
  const outputs = "nixosConfigurations = { a = system { }; b = system { }; };";
  const folder = testdir({ "flake.nix": writeFlake(outputs) });
  await surveyFolder(folder, { jobs: 1, showProgress: (text) => told.push(text) });
  expect(told.slice(-2)).toEqual(["0 of 2 evaluated; now a …", "1 of 2 evaluated; now b …"]);
});

/** A Nix string with the text. */
function nixName(text: string): string {
  return `"${text.replaceAll(/["\\$]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}
