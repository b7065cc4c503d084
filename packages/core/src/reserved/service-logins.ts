/**
 * Logins of users that modules of NixOS make: the names under `users.users` in nixos/modules of 24.05, those of
 * `ids.uids`, and of services that came later. Where such a service runs, a person of that name is both a
 * normal user and one of the system, and the build ends.
 */
export const serviceLogins: ReadonlySet<string> = new Set(
  `
    acme activemq adguardhome aerospike airsonic alerta amule apache-kafka aria2 artalk asterisk atd
    automatic-timezoned avahi bacula bazarr bepasty bitlbee boinc bosun brltty btrbk caddy
    calibre-server cassandra ceph certspotter cfssl chrony clamav clickhouse cntlm cockpit-ws
    cockroachdb colord consul cosmic-greeter couchdb crossfire cups dante datadog davfs2
    dde-dconfig-daemon deepin-sound-player deliantra deluge dhcpcd dictd distcc dkimproxy-out
    dnscache dnscrypt-wrapper dnsdist dnsmasq docker-registry dolibarr dovecot2 dovenull dovenull2
    dspam duplicati ejabberd elasticsearch engelsystem epgstation errbot etcd evdevremapkeys exim
    fcron firebird flatpak forgejo foundationdb freenet frigate frr ftp fusion-inventory
    fwupd-refresh gateone gdm geoclue git gitea gitlab gitlab-runner gitolite gnome-remote-desktop
    gnunet gocd-agent gocd-server goeland gogs gollum gotosocial gpsd grafana graphite greeter grocy
    guix-publish hacluster harmonia hass hbase hdfs headphones headscale heapster heisenbridge
    hercules-ci-agent hitch hledger hockeypuck homepage hqplayer httpfs hydra hydra-queue-runner
    hydra-www hydron i2p i2pd icingaweb2 ihaskell immich inadyn influxdb influxdb2 iodined ipfs ircd
    irkerd jackaudio jackett jellyfin jenkins jibri jupyter kapacitor knot knot-resolver kodi
    kubernetes lambdabot leaps lidarr lightdm lighttpd liquidsoap lirc litestream lldpd localtimed
    lxd-image-server magnetico mailman mailman-web matrix-appservice-irc matrix-synapse mattermost
    maubot mautrix-facebook mautrix-signal mautrix-whatsapp mchprs microsoft-identity-broker
    mighttpd2 minecraft minetest minidlna minio mirakurun mjpg-streamer mlmmj monero monetdb mongodb
    moonraker mopidy morty mosquitto mpd munge munin murmur mxisd mysql nagios namecoin named
    navidrome ncdns neo4j netbox nextcloud nghttpx nginx ngircd nix-serve nix-ssh
    nixseparatedebuginfod nm-iodine nm-openvpn nntp-proxy nsd nslcd ntopng ntp nut nylon nzbget
    nzbhydra2 oauth2-proxy octoprint odoo oidentd ollama opendkim opentsdb openvpn orangefs osgi
    osrm owamp paperless pdns pdns-recursor pdnsd peerflix peering-manager peroxide pgadmin pipewire
    pixelfed pixiecore plex plexpy podgrab polipo postfix postgres postgrey postsrsd powerdnsadmin
    privoxy prometheus promtail prosody prosody-filer prowlarr pulse pulseaudio pyload qbittorrent
    qemu-libvirtd quassel rabbitmq radarr radicale radius radvd rdnssd readarr redis redmine
    redsocks restic rethinkdb riemann riemanndash riemanntools ripple-data-api rippled rpc rslsync
    rspamd rss2email rstudio-server rtkit rustdesk sabnzbd scanner scollector sddm searx serviio
    shout sickbeard siproxd siproxyd slurm smtpd smtpq sniproxy sogo sonarr spamd spiped squid
    ssm-user statsd step-ca subsonic supybot syncthing taskd tcpcryptd teamspeak telegraf terraria
    thelounge tinydns tinyproxy tomcat tor traefik trafficserver transmission trezord trilium tss
    tt_rss turnserver tvheadend unbound unifi unifi-poller unifi-video uptimed usbmux uucp uuidd
    uwsgi varnish vault vaultwarden vmail webdav wwwrun x2go xrdp xtreemfs yandexdisk yarn youtrack
    zabbix zammad zigbee2mqtt zitadel znc zoneminder zookeeper
  `
    .trim()
    .split(/\s+/),
);
