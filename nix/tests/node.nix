# Which Node the command runs on.
let
  choose = import ../package/node.nix;
  node = version: { inherit version; };
  versionOf = packages: (choose packages).node.version or null;
in
{
  "the newest of those that nixpkgs keeps is taken, whatever its default is" = {
    expr = versionOf {
      nodejs_24 = node "24.13.0";
      nodejs_22 = node "22.22.0";
      nodejs = node "22.22.0";
    };
    expected = "24.13.0";
  };

  "22.18.0 is the oldest that will do" = {
    expr = map (version: versionOf { nodejs_22 = node version; }) [
      "22.17.1"
      "22.18.0"
      "22.9.0"
      "23.0.0"
    ];
    expected = [
      null
      "22.18.0"
      null
      "23.0.0"
    ];
  };

  "one that nixpkgs has taken out is passed over" = {
    expr = versionOf {
      nodejs_24 = throw "nodejs_24 has been removed";
      nodejs = node "26.1.0";
    };
    expected = "26.1.0";
  };

  "a nixpkgs without one is refused, with what it has and what to write" = {
    expr =
      (choose {
        nodejs_22 = node "22.2.0";
        nodejs = node "20.12.2";
      }).refusal;
    expected = ''
      fleet: the command needs Node.js 22.18 or newer, and this nixpkgs has 22.2.0 (nodejs_22), 20.12.2 (nodejs).
      Take a newer nixpkgs (that of NixOS 25.11 is new enough), or the command as fleet's own flake builds it:
          inputs.fleet.packages.''${system}.fleet
      With flake-parts that is one line:
          perSystem = { system, ... }: { fleet.package = inputs.fleet.packages.''${system}.fleet; };'';
  };

  "a nixpkgs without any Node is refused as well" = {
    expr = builtins.substring 0 79 (choose { }).refusal;
    expected = "fleet: the command needs Node.js 22.18 or newer, and this nixpkgs has none.\nTak";
  };
}
