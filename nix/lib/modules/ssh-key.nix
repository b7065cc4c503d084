# Whether a line is one public SSH key: `TYPE BASE64 [COMMENT]`. It judges as sshKeyProblem does in
# packages/core/src/keys/ssh-public-key.ts, so that `fleet check` and a build give the same answer; a law in
# ../../test/ssh-key.test.ts holds the two together. Patterns are of one character, because longer ones
# run out of stack on a long text.
let
  inherit (builtins)
    any
    bitAnd
    concatMap
    elemAt
    filter
    foldl'
    fromJSON
    genList
    head
    isString
    length
    listToAttrs
    replaceStrings
    split
    stringLength
    substring
    tail
    ;

  charactersOf = text: genList (index: substring index 1 text) (stringLength text);
  holds = text: part: replaceStrings [ part ] [ "" ] text != text;
  lacks = pattern: text: length (split pattern text) == 1;

  toLower = replaceStrings (charactersOf "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (
    charactersOf "abcdefghijklmnopqrstuvwxyz"
  );
  holdsPrivateKey =
    line:
    any (holds (toLower line)) [
      "private key-----"
      "private key block-----"
      "age-secret-key-"
    ];

  # Those beyond ASCII are of two bytes, which stand for nothing else in UTF-8.
  furtherControls = concatMap (
    high: map (low: fromJSON ''"\u00${high}${low}"'') (charactersOf "0123456789abcdef")
  ) (charactersOf "89");
  holdsControl = line: !(lacks "[[:cntrl:]]" line) || any (holds line) furtherControls;

  alphabet = charactersOf "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  sextets = listToAttrs (
    genList (value: {
      name = elemAt alphabet value;
      inherit value;
    }) 64
  );

  # A byte is the end of one character's six bits and the beginning of the next one's.
  byteAt =
    base64: index:
    let
      position = index + index / 3;
      sextetAt = position: sextets.${substring position 1 base64};
      shift = elemAt [
        4
        16
        64
      ] (index - index / 3 * 3);
    in
    bitAnd (sextetAt position * shift + sextetAt (position + 1) / (64 / shift)) 255;

  lengthAt =
    base64: offset:
    foldl' (sum: index: sum * 256 + byteAt base64 (offset + index)) 0 [
      0
      1
      2
      3
    ];

  # Whether the fields of a blob, each with its length before it (RFC 4251 section 5), are those of a
  # type, and fill it exactly.
  areFields =
    { base64, size }@blob:
    offset: fields:
    if fields == [ ] then
      offset == size
    else
      offset + 4 <= size
      && (
        let
          found = lengthAt base64 offset;
        in
        head fields found && areFields blob (offset + 4 + found) (tail fields)
      );

  exactly = wanted: found: found == wanted;
  some = _: true;
  # The modulus begins with a zero byte where its top bit is set.
  bits = wanted: found: (found - 1) * 8 >= wanted - 8;

  # How the blob of each type begins, in base64: with its name. The last character of some also holds
  # the first bits of the next field's length, which are zero in whatever fits into a line.
  types = {
    ssh-ed25519 = {
      beginning = "AAAAC3NzaC1lZDI1NTE5";
      fields = [
        some
        (exactly 32)
      ];
    };
    ssh-rsa = {
      beginning = "AAAAB3NzaC1yc2E";
      fields = [
        some
        some
        (bits 2048)
      ];
    };
    ecdsa-sha2-nistp256 = {
      beginning = "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY";
      fields = [
        some
        (exactly 8)
        (exactly 65)
      ];
    };
    ecdsa-sha2-nistp384 = {
      beginning = "AAAAE2VjZHNhLXNoYTItbmlzdHAzODQ";
      fields = [
        some
        (exactly 8)
        (exactly 97)
      ];
    };
    ecdsa-sha2-nistp521 = {
      beginning = "AAAAE2VjZHNhLXNoYTItbmlzdHA1MjE";
      fields = [
        some
        (exactly 8)
        (exactly 133)
      ];
    };
    "sk-ssh-ed25519@openssh.com" = {
      beginning = "AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t";
      fields = [
        some
        (exactly 32)
        some
      ];
    };
    "sk-ecdsa-sha2-nistp256@openssh.com" = {
      beginning = "AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb20";
      fields = [
        some
        (exactly 8)
        (exactly 65)
        some
      ];
    };
  };

  isKeyOf =
    { beginning, fields }:
    text:
    let
      size = stringLength text;
      isPadded = padding: substring (size - stringLength padding) (-1) text == padding;
      padding =
        if isPadded "==" then
          2
        else if isPadded "=" then
          1
        else
          0;
      base64 = substring 0 (size - padding) text;
    in
    bitAnd size 3 == 0
    && lacks "[^A-Za-z0-9+/]" base64
    && substring 0 (stringLength beginning) base64 == beginning
    && areFields {
      inherit base64;
      size = size / 4 * 3 - padding;
    } 0 fields;
in
line:
let
  words = filter (word: isString word && word != "") (split " " line);
in
!(holdsPrivateKey line)
&& !(holds line "PLACEHOLDER")
&& !(holdsControl line)
&& length words >= 2
&& types ? ${head words}
&& isKeyOf types.${head words} (elemAt words 1)
