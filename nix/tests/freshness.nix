# Whether fleet.json fits the files that it was computed from.
let
  inherit (import ../lib) mkFleet;
  staleIn = name: (mkFleet { root = ./roots + "/${name}"; }).stale;
  checkIn = name: (mkFleet { root = ./roots + "/${name}"; }).checks.x86_64-linux.fleet-fresh;
in
{
  "nothing is stale while no file changed" = {
    expr = staleIn "family";
    expected = [ ];
  };

  "files that changed or went are listed" = {
    expr = map (one: one.path) (staleIn "stale");
    expected = [
      "fleet.config.yaml"
      "users.ts"
    ];
  };

  "a changed file asks to generate again" = {
    expr = (builtins.elemAt (staleIn "stale") 0).message;
    expected = "fleet.config.yaml has changed since fleet.json was computed from it. Run `fleet generate`.";
  };

  "a missing file may be one that git does not track" = {
    expr = (builtins.elemAt (staleIn "stale") 1).message;
    expected = "users.ts, which fleet.json was computed from, is not here. Either it was deleted, and `fleet generate` is due; or git does not track it, and so the flake does not see it: `git add users.ts`.";
  };

  "the check is a derivation while all is fresh" = {
    expr = (checkIn "family").name;
    expected = "fleet-fresh";
  };

  "the check is an error that lists the files otherwise" = {
    expr = (checkIn "stale").drvPath;
    expectedError = "- fleet.config.yaml has changed";
  };

  "the check is an error where fleet.json itself was changed" = {
    expr = (checkIn "edited").drvPath;
    expectedError = "- fleet.json was changed or formatted anew since fleet wrote it. It is taken as it is; `fleet generate`";
  };

  "a check that fails still has its name, so that what a flake has can be listed" = {
    expr = (checkIn "stale").name;
    expected = "fleet-fresh";
  };

  "the checks are by system, as a flake publishes them" = {
    expr = builtins.attrNames (mkFleet { root = ./roots/family; }).checks;
    expected = [
      "aarch64-darwin"
      "aarch64-linux"
      "x86_64-darwin"
      "x86_64-linux"
    ];
  };
}
