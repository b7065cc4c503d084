import { testdir } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { proposeForAgenix } from "../../src/agenix/read-agenix.ts";
import { fold } from "../support/folded-fleet.ts";
import { writeFlake } from "../support/hand-made-flake.ts";
import { recipientOf } from "../support/keys.ts";
import { listFindings, surveyFolder } from "../support/survey-folder.ts";

const flake = writeFlake(`nixosConfigurations =
  let
    host = hostName: age: system {
      config = {
        users = { users.ada = person "ada" { }; groups = { }; };
        inherit age;
        networking = { inherit hostName; };
      };
    };
    db = { file = ./secrets/db.age; mode = "0440"; owner = "ada"; group = "media"; path = "/run/agenix/db"; };
  in
  {
    mini = host "mini" { secrets = { inherit db; "a \\"b" = { file = ./secrets/odd.age; mode = "0400"; owner = "0"; group = "0"; path = "/etc/odd"; }; }; };
    web = host "web" { secrets = { inherit db; ada = { file = ./secrets/ada.age; mode = "0400"; owner = "ada"; group = "users"; path = throw "no"; }; }; };
  };`);

it("each secret of agenix has the line to write, on the hosts that have it, with what it says", async () => {
  const files = { "secrets/db.age": "", "secrets/odd.age": "", "secrets/ada.age": "" };
  const found = await surveyFolder(testdir({ "flake.nix": flake, ...files }));
  expect(listFindings(found)).toEqual([]);
  const secrets = [...Object.keys(files), "secrets/other.age"].map((path) => ({
    path,
    recipients: [recipientOf("ada")],
    isPresent: true,
  }));
  const agenix = { keys: { owners: [] }, secrets };
  const { left } = proposeForAgenix(fold(found.fleet), agenix, found.fleet.hosts);
  const helps = new Map(left.map(({ about, help }) => [about, help]));
  expect(helps.get("secrets/db.age")).toContain(
    'In `secrets` of mini, web declare `db: { file: "secrets/db.sops", key: "", owner: "ada", group: "media", mode: "0440" }`, and `config.sops.secrets.db` takes the place of `config.age.secrets.db` there; then `',
  );
  expect(helps.get("secrets/odd.age")).toContain(
    'In `secrets` of mini declare `"a \\"b": { file: "secrets/odd.sops", key: "", path: "/etc/odd" }`, and `config.sops.secrets."a \\"b"`',
  );
  expect(helps.get("secrets/ada.age")).toContain(
    'In `secrets` of web declare `ada: { file: "secrets/ada.sops", key: "", owner: "ada" }`',
  );
  expect(helps.get("secrets/other.age")).toContain("Where modules say `age.secrets`, declare");
});
