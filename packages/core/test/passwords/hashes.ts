/** Hashes of one text, as crypt(3) of libxcrypt 4.4 makes them, by the scheme; of nobody's password. */
export const hashes = {
  yescrypt: "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$kKtjf9EZCEMhJ40y2FwP7cAOPEYsjWWfPsdpisVgOKB",
  "gost-yescrypt": "$gy$j9T$F5Jx5fExrKuPp53xLKQ..1$KbWvta3JkL2SXa9MRXaDFbBbHh6iW9sckzfxWCAfHd6",
  scrypt: "$7$CU..../....F5Jx5fExrKuPp53xLKQ..1$BgfVtQwjDW3zKknQAWxrCCCX8tMaS9MujrX6QCUh1x9",
  bcrypt: "$2b$05$abcdefghijklmnopqrstuuH5N5IrbyEFVpviC6.Iu/zQgxhwp337i",
  "bcrypt of PHP": "$2y$05$abcdefghijklmnopqrstuuH5N5IrbyEFVpviC6.Iu/zQgxhwp337i",
  "bcrypt of old": "$2a$05$abcdefghijklmnopqrstuuH5N5IrbyEFVpviC6.Iu/zQgxhwp337i",
  sha512crypt:
    "$6$saltsalt$MG.WcjnBVbNgGSczkx3/PtNRfrc5Rbg318lnREl1WPPNzC33r6rmJK/IEkDvdYoz0AnWfhvx3Q4eiZ3E0o/SI1",
  "sha512crypt of more rounds":
    "$6$rounds=5000$saltsalt$MG.WcjnBVbNgGSczkx3/PtNRfrc5Rbg318lnREl1WPPNzC33r6rmJK/IEkDvdYoz0AnWfhvx3Q4eiZ3E0o/SI1",
} as const;

/** The same by schemes that are too weak for NixOS. */
export const weakHashes = {
  sha256crypt: "$5$saltsalt$ZbJgQdc/evRudVayM0cSII0vLM87KUWL7ZzxgSYF7eB",
  md5crypt: "$1$saltsalt$b6PRxzAvxeE79DQrowg040",
  sha1crypt: "$sha1$40000$saltsalt$WPVvSVoYxFIcJcz.mohjz684iDEf",
  NT: "$3$$06b788f9a2978e4e07c3d9f8bd78e296",
  SunMD5: "$md5$salt$HWAtI42xdprNv4/ncWm/T.",
  bsdicrypt: "_J9..K0AyvbqobK.HyZU",
} as const;
