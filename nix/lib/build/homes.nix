# The homes of a host by user id: { isIntegrated, modules }, and the standalone homes of the fleet.
let
  inputFor = import ./required-input.nix;
  moduleFor = import ./module.nix;
  ownModulesOf = import ../modules/home;
  sopsNix = import ./sops-nix.nix;
  standaloneModuleOf = import ../modules/home/standalone.nix;
in
{
  # What a host is built to.
  configurationOf,
  fleet,
  settings,
  stale,
}:
let
  inherit (builtins) concatMap elem mapAttrs;

  homesOf =
    hostId:
    mapAttrs (
      userId: account:
      let
        user = ''the home of user "${userId}" on host "${hostId}"'';
        modulesOf = moduleFor {
          inherit user;
          inherit (settings) flakeModules root;
          class = "homeManager";
        };
      in
      {
        isIntegrated = elem account.home.mode [
          "both"
          "integrated"
        ];
        modules =
          ownModulesOf {
            inherit
              fleet
              hostId
              settings
              userId
              ;
          }
          ++ sopsNix {
            required = inputFor {
              inherit user;
              inputs = settings.inputsOf hostId;
            };
            kind = "home";
            secrets = account.home.secrets or { };
          }
          ++ concatMap modulesOf account.home.modules
          ++ settings.homeModules;
      }
    ) fleet.hosts.${hostId}.accounts;

  standalone =
    name:
    { host, user }:
    let
      inputs = settings.inputsOf host;
      required = inputFor {
        inherit inputs;
        user = ''the home "${name}"'';
      };
      data = fleet.hosts.${host};
      # The home that comes with the system has the system's packages, with whatever modules make of them; the same home
      # by itself has them, too.
      isTwin = data.accounts.${user}.home.mode == "both" && settings.isBuilt host;
      pkgs = settings.pkgsFor {
        inherit required;
        inherit (data) system;
        isOverridden = (settings.hosts.${host} or { }).inputs or { } != { };
        ofSystem = if isTwin then configurationOf host else null;
      };
      modules = (homesOf host).${user}.modules ++ [ (standaloneModuleOf { inherit stale; }) ];
    in
    {
      inherit host modules user;
      inherit (settings) extraSpecialArgs;
      inherit (data) system;
      configuration =
        builtins.addErrorContext ''while building the home "${name}" of the fleet in ${settings.file}''
          (
            (required [ "home-manager" ]).lib.homeManagerConfiguration {
              inherit modules pkgs;
              inherit (settings) extraSpecialArgs;
            }
          );
    };
in
{
  inherit homesOf;
  standalone = mapAttrs standalone;
}
