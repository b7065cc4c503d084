# Reading fleet.json. What an index changes is in ../test/slices.test.ts.
let
  inherit (import ../lib) readFleet;
  read = name: readFleet { root = ./roots + "/${name}"; };
in
{
  "a missing file names the folder and the command" = {
    expr = (read "empty").sources;
    expectedError = "fleet generate";
  };

  "a missing file reminds of git" = {
    expr = (read "empty").sources;
    expectedError = "git add fleet.json";
  };

  "a newer version asks for a newer input" = {
    expr = (read "newer").hosts;
    expectedError = "fleet.json has version 2, and this library reads version 1";
  };

  "an older version asks to generate again" = {
    expr = (read "older").hosts;
    expectedError = "Update the command, and run";
  };

  "a file without a version is not fleet's" = {
    expr = (read "unversioned").hosts;
    expectedError = "does not say its version";
  };

  "a file that was changed says so, and is read as it is" = {
    expr = map (one: one.path) (read "edited").edits;
    expected = [ "fleet.json" ];
  };

  "a file that is as fleet wrote it says nothing" = {
    expr = (read "family").edits;
    expected = [ ];
  };

  "hosts have their platform and data" = {
    expr = {
      ids = builtins.attrNames (read "family").hosts;
      inherit ((read "family").hosts.mini) platform;
      inherit ((read "family").hosts.mini.data) hostname;
    };
    expected = {
      ids = [
        "devbox"
        "mini"
        "reason"
        "stibnite"
      ];
      platform = "nixos";
      hostname = "mini";
    };
  };
}
