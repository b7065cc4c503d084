# Systems that few people have, and logins as few people have them.
{
  inputs,
  mkFlake,
  roots,
}:
let
  inherit (builtins) attrNames mapAttrs;
  flake = mkFlake {
    fleet.root = roots + "/systems";
    fleet.pkgsFor = system: inputs.nixpkgs.legacyPackages.x86_64-linux // { inherit system; };
  };
  nixos = mapAttrs (_: { config, ... }: config) flake.nixosConfigurations;
in
{
  "a system of another architecture is for that" = {
    expr = mapAttrs (
      _: config: config.nixpkgs.hostPlatform.system or config.nixpkgs.hostPlatform
    ) nixos;
    expected = {
      board = "riscv64-linux";
      router = "armv7l-linux";
    };
  };

  "so are the homes on them, whatever manages the system" = {
    expr = {
      homes = attrNames flake.homeConfigurations;
      systems = mapAttrs (_: home: home.system) flake.fleet.homes;
      user = flake.homeConfigurations."1ada@old".config.home.username;
    };
    expected = {
      homes = [
        "1ada@board"
        "1ada@old"
        "1ada@router"
      ];
      systems = {
        "1ada@board" = "riscv64-linux";
        "1ada@old" = "i686-linux";
        "1ada@router" = "armv7l-linux";
      };
      user = "1ada";
    };
  };

  "a login that begins with a digit is an account as any" = {
    expr =
      let
        user = nixos.board.users.users."1ada";
      in
      {
        inherit (user)
          extraGroups
          home
          isNormalUser
          name
          ;
        homeOf = nixos.board.home-manager.users."1ada".home.homeDirectory;
        problems = builtins.filter (text: builtins.match ".*1ada.*" text != null) (
          map (one: one.message) (builtins.filter (one: !one.assertion) nixos.board.assertions)
        );
      };
    expected = {
      extraGroups = [ "wheel" ];
      home = "/home/1ada";
      homeOf = "/home/1ada";
      isNormalUser = true;
      name = "1ada";
      problems = [ ];
    };
  };
}
