# What fleet's own modules set for every host and standalone home, as plain data that JSON can hold:
# for machines that have neither network nor nixpkgs. The modules are the real ones; only the module
# system around them is missing, and with it everything that other modules set.
{ root }:
let
  inherit (builtins)
    attrNames
    attrValues
    concatMap
    filter
    head
    isFunction
    listToAttrs
    mapAttrs
    removeAttrs
    stringLength
    substring
    ;
  fleet = import ../build/mk-fleet.nix {
    inherit flakeModules root;
    # Its options are not asked for, as those of home-manager are not.
    inputs.sops-nix.homeModules.sops = _: { };
  };

  # There is no flake, so every module that somebody names is there, and is what it is called.
  flakeModules = {
    darwin = named (concatMap (host: host.data.modules) hosts);
    homeManager = named (
      concatMap (account: account.home.modules or [ ]) (
        concatMap (host: attrValues host.data.accounts) hosts
      )
    );
    nixos = flakeModules.darwin;
  };
  hosts = attrValues fleet.hosts;
  called = "attr:";
  named =
    references:
    listToAttrs (
      map ({ attr, ... }: {
        name = attr;
        value = called + attr;
      }) (filter (reference: reference ? attr) references)
    );

  prefix = stringLength "${toString root}/";
  relative = path: substring prefix (-1) (toString path);

  # A path is absolute, so it does not begin as a name does.
  describe =
    module:
    if substring 0 (stringLength called) (toString module) == called then module else relative module;
  modulesOf = modules: map describe (filter (module: !isFunction module) modules);

  applyTo =
    host:
    import ./stand-in.nix { shells = map (account: account.shell) (attrValues host.data.accounts); };

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
      modules = modulesOf modules;
      secrets = secretsOf config;
    };

  userOf = user: {
    inherit (user) description home shell;
    groups = user.extraGroups or [ ];
    sshKeys = user.openssh.authorizedKeys.keys;
    uid = user.uid or null;
  };

  unitOf = unit: {
    command = unit.serviceConfig.ExecStart;
    environment = unit.environment or { };
    startedBy = unit.wantedBy;
    user = unit.serviceConfig.User;
    workingDirectory = unit.serviceConfig.WorkingDirectory;
  };

  systemOf =
    host:
    let
      config = applyTo host host.systemModule;
    in
    {
      inherit (config) warnings;
      deletedUsers = filter (login: !(config.users.users ? ${login})) (config.users.knownUsers or [ ]);
      failures = map (one: one.message) (filter (one: !one.assertion) config.assertions);
      groups = mapAttrs (_: group: group.gid or null) (config.users.groups or { });
      homes = mapAttrs (_: home: homeOf host home.imports) (config.home-manager.users or { });
      hostname = config.networking.hostName;
      identity = identityOf (config.sops.age or { });
      knownUsers =
        config.users.knownUsers or (if host.platform == "darwin" then [ ] else null);
      modules = map describe (
        concatMap (import ../build/module.nix {
          inherit flakeModules root;
          class = host.platform;
          user = ''host "${host.data.id}"'';
        }) host.data.modules
      );
      programs = filter (name: config.programs.${name}.enable) (attrNames config.programs);
      secrets = secretsOf config;
      stateVersion = config.system.stateVersion or null;
      system = config.nixpkgs.hostPlatform;
      tailscale = config.services.tailscale.enable or false;
      trustedUsers = config.nix.settings.trusted-users or [ "root" ];
      units = mapAttrs (_: unitOf) (config.systemd.services or { });
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
