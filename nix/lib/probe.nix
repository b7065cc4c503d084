# What fleet's own modules set for every host and standalone home, as plain data that JSON can hold:
# for machines that have neither network nor nixpkgs. The modules are the real ones; only the module
# system around them is missing, and with it everything that other modules set.
{ root }:
let
  inherit (builtins)
    attrNames
    attrValues
    filter
    head
    isFunction
    listToAttrs
    mapAttrs
    removeAttrs
    stringLength
    substring
    ;
  fleet = import ./mk-fleet.nix {
    inherit root;
    # Its options are not asked for, as those of home-manager are not.
    inputs.sops-nix.homeModules.sops = _: { };
  };
  prefix = stringLength "${toString root}/";
  relative = path: substring prefix (-1) (toString path);

  paths = modules: map relative (filter (module: !isFunction module) modules);

  applyTo =
    host: module:
    let
      standIn = import ./stand-in.nix {
        shells = map (account: account.shell) (attrValues host.data.accounts);
      };
    in
    standIn.strip (module standIn.arguments).config;

  # As in `fleet.json`, but of the modules' making.
  secretsOf =
    config:
    mapAttrs (
      _: secret:
      {
        file = relative secret.sopsFile;
        key = secret.key or "";
      }
      // removeAttrs secret [ "sopsFile" ]
    ) (config.sops.secrets or { });

  identityOf =
    age:
    if age ? keyFile then
      { inherit (age) keyFile; }
    else if age ? sshKeyPaths then
      { sshKeyPath = head age.sshKeyPaths; }
    else
      null;

  homeOf =
    host: modules:
    let
      config = applyTo host (head modules);
    in
    {
      inherit (config.home) homeDirectory stateVersion username;
      git = config.programs.git.iniContent.user;
      modules = paths modules;
      secrets = secretsOf config;
    };

  userOf = user: {
    inherit (user) description home shell;
    groups = user.extraGroups or [ ];
    sshKeys = user.openssh.authorizedKeys.keys;
    uid = user.uid or null;
  };

  systemOf =
    host:
    let
      config = applyTo host host.systemModule;
    in
    {
      inherit (config) warnings;
      failures = map (one: one.message) (filter (one: !one.assertion) config.assertions);
      homes = mapAttrs (_: home: homeOf host home.imports) (config.home-manager.users or { });
      hostname = config.networking.hostName;
      identity = identityOf (config.sops.age or { });
      modules = map relative (
        map (import ./module-path.nix {
          inherit root;
          user = ''host "${host.data.id}"'';
        }) host.data.modules
      );
      programs = filter (name: config.programs.${name}.enable) (attrNames config.programs);
      secrets = secretsOf config;
      stateVersion = config.system.stateVersion or null;
      system = config.nixpkgs.hostPlatform;
      trustedUsers = config.nix.settings.trusted-users or [ "root" ];
      users = mapAttrs (_: userOf) config.users.users;
    };
in
{
  homes = mapAttrs (_: home: homeOf fleet.hosts.${home.host} home.modules) fleet.homes;
  hosts = listToAttrs (
    map (id: {
      name = id;
      value = systemOf fleet.hosts.${id} // {
        inherit (fleet.hosts.${id}) platform;
      };
    }) (filter (id: fleet.hosts.${id}.platform != "linux") (attrNames fleet.hosts))
  );
  stale = map (one: one.path) fleet.stale;
}
