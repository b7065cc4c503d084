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
    foldl'
    head
    isAttrs
    isFunction
    listToAttrs
    mapAttrs
    removeAttrs
    stringLength
    substring
    tail
    ;
  shell = import ../modules/shell.nix;
  standIn = import ./stand-in.nix;
  fleet = import ../build/mk-fleet.nix {
    inherit flakeModules root;
    # Their options are not asked for.
    inputs = {
      home-manager = {
        darwinModules.home-manager = _: { };
        nixosModules.home-manager = _: { };
      };
      sops-nix = {
        darwinModules.sops = _: { };
        homeModules.sops = _: { };
        nixosModules.sops = _: { };
      };
    };
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

  # A path is absolute, so it does not begin as a name does. What is taken by its folder imports its file.
  describe =
    module:
    if isAttrs module then
      relative (head module.imports)
    else if substring 0 (stringLength called) (toString module) == called then
      module
    else
      relative module;
  modulesOf = modules: map describe (filter (module: !isFunction module) modules);

  # A package is its name, which may lie deeper in the set of them.
  packageAt =
    names: value: if names == [ ] then value else { ${head names} = packageAt (tail names) value; };
  joinPackages =
    left: right:
    left
    // mapAttrs (
      name: value:
      if left ? ${name} && isAttrs left.${name} && isAttrs value then
        joinPackages left.${name} value
      else
        value
    ) right;
  argumentsFor = host: {
    options.programs = {
      fish.enable = { };
      git.iniContent = { };
      xonsh.enable = { };
      zsh.enable = { };
    };
    pkgs = foldl' joinPackages {
      code-server = "code-server";
      git = "git";
      shadow.shellPath = "shadow";
    } (
      map (account: packageAt (shell.attributes account.shell) { shellPath = account.shell; }) (
        attrValues host.data.accounts
        ++ filter (account: account ? shell) (attrValues (host.data.serviceAccounts or { }))
      )
    );
  };
  # Fleet's own modules are functions; the others are named, and not read.
  evaluate = host: modules: standIn.evaluate (argumentsFor host) (filter isFunction modules);

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
      config = evaluate host modules;
    in
    {
      inherit (config.home) homeDirectory stateVersion username;
      git = config.programs.git.iniContent.user;
      modules = modulesOf modules;
      secrets = secretsOf config;
    };

  accountSettings = import ./account-settings.nix;

  userOf =
    user:
    {
      description = user.description or null;
      expires = user.expires or null;
      groups = user.extraGroups or [ ];
      home = user.home or null;
      password = passwordOf user;
      # Null where nobody has declared one.
      shell =
        if builtins.isString (user.shell or null) then user.shell else user.shell.shellPath or null;
      sshKeys = user.openssh.authorizedKeys.keys;
      uid = user.uid or null;
    }
    // (
      if user ? autoSubUidGidRange then accountSettings.subordinateIdsOf user else { }
    )
    // (if user ? linger then { inherit (user) linger; } else { })
    // (if user ? group then { primaryGroup = user.group; } else { })
    // (if user.isSystemUser or false then { isNormal = false; } else { });

  # Which file it is, sops-nix would say.
  passwordOf =
    user:
    if user ? hashedPassword || user ? hashedPasswordFile then
      accountSettings.passwordOf (_: value: value) user // { file = null; }
    else
      null;

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
      config = evaluate host host.modules;
    in
    {
      inherit (config) warnings;
      deletedUsers = filter (login: !(config.users.users ? ${login})) (config.users.knownUsers or [ ]);
      failures = map (one: one.message) (filter (one: !one.assertion) config.assertions);
      groups = mapAttrs (_: group: group.gid or null) (config.users.groups or { });
      homes = mapAttrs (_: home: homeOf host home.imports) (config.home-manager.users or { });
      domain = config.networking.domain or null;
      hostname = config.networking.hostName;
      identity = identityOf (config.sops.age or { });
      knownUsers =
        config.users.knownUsers or (if host.platform == "darwin" then [ ] else null);
      modules = modulesOf host.modules;
      programs = filter (name: config.programs.${name}.enable) (attrNames config.programs);
      rootPassword = passwordOf (config.users.users.root or { });
      rootKeys = config.users.users.root.openssh.authorizedKeys.keys or [ ];
      secrets = secretsOf config;
      stateVersion = config.system.stateVersion or null;
      # Null where the fleet says nothing of it; of a Mac it only says that sudo does not ask.
      sudoNeedsPassword =
        config.security.sudo.wheelNeedsPassword
          or (if config ? security.sudo.extraConfig then false else null);
      system = config.nixpkgs.hostPlatform;
      tailscale = config.services.tailscale.enable or false;
      trustedUsers = config.nix.settings.trusted-users or [ "root" ];
      units = mapAttrs (_: unitOf) (config.systemd.services or { });
      users = mapAttrs (_: userOf) (removeAttrs config.users.users [ "root" ]);
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
