/**
 * The Nix function that makes plain data of a `secrets.nix`: for each name the public keys, null where they throw or are
 * none. Of a file that is none of agenix's, such as a module of that name, null.
 */
export const rulesFunction = `rules:
let
  attempt = value: let tried = builtins.tryEval (builtins.deepSeq value value); in if tried.success then tried.value else null;
  shallow = value: let tried = builtins.tryEval value; in if tried.success then tried.value else null;
  readRule =
    raw:
    let
      rule = shallow raw;
    in
    if builtins.isAttrs rule && rule ? publicKeys then
      { keys = attempt (map (key: if builtins.isString key then key else null) rule.publicKeys); }
    else
      null;
in
if builtins.isAttrs rules then builtins.mapAttrs (_: readRule) rules else null
`;
