# The units of a system that run code-server, for facts.nix. It is read as a text, too.
{
  # The login names whose units are looked at whatever they run.
  logins,
  valueOr,
}:
config:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    elem
    filter
    foldl'
    isList
    length
    listToAttrs
    split
    unsafeDiscardStringContext
    ;
  services = config.systemd.services or { };
  own = map (login: "code-server-${login}") logins;

  # A setting that may stand several times; an empty one takes back those before it. The texts alone:
  # nobody builds the packages for them.
  textsOf =
    setting:
    foldl' (kept: text: if text == "" then [ ] else kept ++ [ text ]) [ ] (
      map (one: unsafeDiscardStringContext (toString one)) (if isList setting then setting else [ setting ])
    );

  # What runs in the end is for others to tell: this only leaves out what cannot.
  commandOf =
    name: valueOr "" (concatStringsSep " ; " (textsOf (services.${name}.serviceConfig.ExecStart or "")));
  isMeant =
    name:
    (services.${name}.enable or true)
    && (elem name own || length (split "/bin/code-server" (commandOf name)) > 1);

  # The variables that code-server heeds; of others, a value might be secret.
  variablesOf =
    service:
    let
      all = (config.systemd.globalEnvironment or { }) // (service.environment or { });
    in
    listToAttrs (
      map (name: {
        inherit name;
        value = unsafeDiscardStringContext (toString all.${name});
      }) (filter (name: (all.${name} or null) != null) [
        "CODE_SERVER_HOST"
        "PORT"
      ])
    );

  unitOf =
    name:
    let
      service = services.${name};
      settings = service.serviceConfig or { };
    in
    {
      # As they stand in the unit, after the others.
      assignments = textsOf (settings.Environment or "");
      command = commandOf name;
      environment = variablesOf service;
      startedBy = (service.wantedBy or [ ]) ++ (service.requiredBy or [ ]);
      user = settings.User or null;
      workingDirectory = unsafeDiscardStringContext (toString (settings.WorkingDirectory or ""));
    };
in
listToAttrs (
  map (name: {
    inherit name;
    value = unitOf name;
  }) (filter isMeant (attrNames services))
)
