/**
 * The uids that NixOS gives to users of its own, `ids.uids` in nixos/modules/misc/ids.nix of 24.05, by the number.
 * Those up to 399 that are not here are nobody's; from 400 to 999 NixOS chooses, and passes over what is declared.
 */
export const serviceUids: ReadonlyMap<number, string> = new Map(
  `
    messagebus:4 haldaemon:5 ftp:8 nagios:11 atd:12 postfix:13 dovecot:15 tomcat:16 uucp:19 pulseaudio:22
    gpsd:23 polkituser:28 davfs2:31 disnix:33 osgi:34 tor:35 cups:36 foldingathome:37 sabnzbd:38 git:41
    dovecot2:46 dovenull2:47 mpd:50 clamav:51 wwwrun:54 spamd:56 nslcd:58 scanner:59 nginx:60 chrony:61
    smtpd:63 smtpq:64 supybot:65 iodined:66 graphite:68 transmission:70 postgres:71 smbguest:74 varnish:75
    datadog:76 lighttpd:77 lightdm:78 freenet:79 ircd:80 bacula:81 deluge:83 mysql:84 rabbitmq:85
    activemq:86 gnunet:87 oidentd:88 quassel:89 amule:90 minidlna:91 elasticsearch:92 tcpcryptd:93
    firebird:95 munin:102 dictd:105 couchdb:106 jenkins:109 systemd-journal-gateway:110 aerospike:111
    vault:115 murmur:117 foundationdb:118 newrelic:119 starbound:120 hydra:122 spiped:123 teamspeak:124
    influxdb:125 nsd:126 gitolite:127 znc:128 polipo:129 mopidy:130 gdm:132 siproxd:134 mlmmj:135
    riemann:137 riemanndash:138 yandexdisk:143 mxisd:144 redmine:147 prosody:149 i2pd:150
    systemd-coredump:151 systemd-network:152 systemd-resolve:153 systemd-timesync:154 liquidsoap:155
    hbase:158 opentsdb:159 scollector:160 bosun:161 kubernetes:162 peerflix:163 gitlab:165 cadvisor:167
    nylon:168 exim:172 sddm:175 zabbix:180 uptimed:184 mediatomb:187 ihaskell:189 i2p:190 lambdabot:191
    asterisk:192 plex:193 plexpy:195 grafana:196 skydns:197 uwsgi:201 riemanntools:203 subsonic:204
    gateone:207 namecoin:208 xtreemfs:212 calibre-server:213 bepasty:215 nm-openvpn:217 ejabberd:219
    postsrsd:220 opendkim:221 dspam:222 matrix-synapse:224 rspamd:225 cfdyndns:227 pdnsd:229 octoprint:230
    avahi-autoipd:231 mjpg-streamer:233 hydra-queue-runner:235 hydra-www:236 syncthing:237 caddy:239
    taskd:240 sniproxy:244 nzbget:245 mosquitto:246 turnserver:249 gocd-agent:251 gocd-server:252
    terraria:253 mattermost:254 prometheus:255 telegraf:256 gitlab-runner:257 postgrey:258 leaps:260
    ipfs:261 infinoted:264 sickbeard:265 headphones:266 gogs:268 rpc:271 fcron:273 sonarr:274 radarr:275
    jackett:276 aria2:277 clickhouse:278 rslsync:279 minio:280 kanboard:281 kodi:283 mighttpd2:285 hass:286
    ceph:288 duplicati:289 monetdb:290 restic:291 openvpn:292 yarn:294 hdfs:295 mapred:296 hadoop:297
    hydron:298 cfssl:299 cassandra:300 qemu-libvirtd:301 lirc:305 lidarr:306 slurm:307 kapacitor:308
    alerta:310 minetest:311 rss2email:312 cockroachdb:313 zoneminder:314 paperless:315 zigbee2mqtt:317
    hqplayer:319 moonraker:320 distcc:321 webdav:322 pipewire:323 rstudio-server:324 localtimed:325
    automatic-timezoned:326
  `
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const colon = entry.lastIndexOf(":");
      return [Number(entry.slice(colon + 1)), entry.slice(0, colon)];
    }),
);
