#!/usr/bin/env bash
# Debian's RabbitMQ as a private server in a directory of its own, on free ports of 127.0.0.1, plain and with TLS:
#
#   rabbitmq.sh start DIR [OWNER_PID]   starts it; the last two lines printed are its URLs, amqp:// and amqps://, without a virtual host
#   rabbitmq.sh stop DIR                stops it cleanly
#   rabbitmq.sh kill DIR                kills it as a power cut would (SIGKILL)
#   rabbitmq.sh vhost DIR NAME          adds a virtual host
#   rabbitmq.sh ctl DIR ARGUMENT...     rabbitmqctl
#
# All wait until it is done. `start` after `stop` or `kill` finds the same data and takes the same ports; repeating start, stop or kill changes nothing. DIR/pid holds the
# process id, DIR/log the server's log and DIR/ca.pem the authority that signed its certificate. With OWNER_PID, the server stops and its files go when that
# process ends, however it ends.
set -euo pipefail

# shellcheck source=tests/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../tools/lib.sh"

prepare() {
  PATH=$PATH:/usr/sbin:/usr/lib/rabbitmq/bin
  need openssl openssl
  if command -v rabbitmq-server >/dev/null; then return; fi
  # One at a time, and without the system-wide server that the package would start.
  mkdir -p "$cache"
  exec 9>"$cache/rabbitmq.lock"
  flock 9
  need rabbitmq-server rabbitmq-server
  exec 9>&-
}

# What both the server and rabbitmqctl are told. A name, a cookie and a home of its own keep it apart from every other server; the port mapper is
# its own too.
environment() {
  PATH=$PATH:/usr/sbin:/usr/lib/rabbitmq/bin
  local port dist
  read -r port dist <"$dir/ports"
  export HOME=$dir/home
  export RABBITMQ_NODENAME=test-$dist@localhost
  export RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$port RABBITMQ_DIST_PORT=$dist
  export RABBITMQ_BASE=$dir RABBITMQ_MNESIA_BASE=$dir/data RABBITMQ_LOG_BASE=$dir RABBITMQ_LOGS=$dir/log RABBITMQ_PID_FILE=$dir/rabbit.pid
  export RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_ENABLED_PLUGINS_FILE=$dir/plugins
  export ERL_CRASH_DUMP=$dir/erl_crash.dump
  export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((dist + 1))
  # Two schedulers: there may be many servers on a machine of two cores.
  export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"
  export RABBITMQ_CTL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
}

ctl() {
  environment
  # As root the packaged scripts change to another user, who may not read this directory.
  "$(rabbit_bin)/rabbitmqctl" -q "$@"
}

rabbit_bin() {
  local bin
  bin=$(compgen -G '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin' | head -n 1)
  printf '%s\n' "${bin:-/usr/sbin}"
}

certificate() {
  local subject="$dir/subject"
  quietly openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=supportchat test authority" \
    -addext "keyUsage=critical,keyCertSign" -keyout "$dir/ca.key" -out "$dir/ca.pem"
  quietly openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=localhost" -keyout "$dir/server.key" -out "$subject"
  quietly openssl x509 -req -in "$subject" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -days 30 -out "$dir/server.pem" \
    -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n')
  rm -f "$subject"
}

configure() {
  local tls=$1
  mkdir -p "$dir/home"
  head -c 20 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$dir/home/.erlang.cookie"
  chmod 400 "$dir/home/.erlang.cookie"
  echo '[].' >"$dir/plugins"
  certificate
  # Ports are checked by what takes them. The alarms for memory and disk are for machines that it has for itself.
  cat >"$dir/rabbitmq.conf" <<CONF
listeners.tcp.default = $2
listeners.ssl.default = $tls
ssl_options.cacertfile = $dir/ca.pem
ssl_options.certfile = $dir/server.pem
ssl_options.keyfile = $dir/server.key
ssl_options.verify = verify_none
default_user = supportchat
default_pass = supportchat
loopback_users = none
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 1GB
log.file.level = warning
log.console = false
CONF
}

alive() {
  local pid
  pid=$(cat "$dir/pid" 2>/dev/null) && grep -qaF -- "$dir" "/proc/$pid/environ" 2>/dev/null
}

answers() { [[ -e $dir/rabbit.pid ]] && listening "$(cut -d' ' -f1 "$dir/ports")" && listening "$(cat "$dir/tls-port")"; }

answers_or_died() { answers || ! alive; }

dead() { ! alive; }

gone() { dead && ! listening "$(cut -d' ' -f1 "$dir/ports")"; }

launch() {
  (
    environment
    rm -f "$RABBITMQ_PID_FILE"
    # A session of its own: Ctrl-C is for the tests, and a kill reaches everything that the virtual machine started.
    setsid "$(rabbit_bin)/rabbitmq-server" >>"$dir/log" 2>&1 </dev/null &
    echo $! >"$dir/pid"
  )
  wait_until 10 alive || true
  wait_until 120 answers_or_died && answers && ctl await_startup >>"$dir/log" 2>&1
}

start() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  prepare
  if ! alive; then
    local fresh=true tries=3
    if [[ -e $dir/ports ]]; then fresh=false; fi
    while true; do
      if $fresh; then choose_ports; fi
      if launch; then break; fi
      # Somebody else may have taken a port first, and on a busy machine the port mapper may be late.
      tries=$((tries - 1))
      ((tries > 0)) || failed
      give_up
      if $fresh; then rm -rf "${dir:?}/data" "${dir:?}/home"; fi
    done
    if [[ -n $owner ]]; then setsid "$0" watch "$dir" "$owner" </dev/null >/dev/null 2>&1 & fi
  fi
  echo "amqp://supportchat:supportchat@127.0.0.1:$(cut -d' ' -f1 "$dir/ports")"
  echo "amqps://supportchat:supportchat@127.0.0.1:$(cat "$dir/tls-port")"
}

# The port mapper takes the one behind the distribution's.
choose_ports() {
  local port tls dist
  port=$(free_port) tls=$(free_port) dist=$(free_port)
  while listening $((dist + 1)); do dist=$(free_port); done
  echo "$port $dist" >"$dir/ports"
  echo "$tls" >"$dir/tls-port"
  configure "$tls" "$port"
}

failed() {
  tail -n 30 "$dir/log" >&2
  give_up
  die "RabbitMQ did not start; its log is $dir/log"
}

# Ends what has not come up; its ports may be somebody else's.
give_up() {
  if alive; then kill -KILL -- "-$(cat "$dir/pid")"; fi
  wait_until 60 dead || die "process $(cat "$dir/pid") in $dir does not end"
  end_mapper
}

# The port mapper is a daemon, of this server alone.
end_mapper() { ERL_EPMD_PORT=$(($(cut -d' ' -f2 "$dir/ports") + 1)) epmd -kill >/dev/null 2>&1 || true; }

stop() {
  [[ -e $dir/pid && -e $dir/ports ]] || return 0
  local pid
  pid=$(cat "$dir/pid")
  if alive; then
    # The whole session: the virtual machine is a child of a script, and has children of its own.
    if [[ $1 == KILL ]]; then
      kill -KILL -- "-$pid"
    else
      ctl shutdown >>"$dir/log" 2>&1 || kill -TERM -- "-$pid"
    fi
  fi
  wait_until 60 gone || die "process $pid in $dir does not end"
  end_mapper
}

watch() {
  while alive; do
    if ! kill -0 "$owner" 2>/dev/null; then
      stop KILL
      rm -rf "$dir"
    fi
    sleep 1
  done
}

command=${1:-}
dir=${2:-}
[[ -n $dir ]] || die "usage: rabbitmq.sh start|stop|kill DIR [OWNER_PID]; rabbitmq.sh vhost DIR NAME; rabbitmq.sh ctl DIR ARGUMENT..."
shift 2
owner=${1:-}
case $command in
  start) start ;;
  stop) stop TERM ;;
  kill) stop KILL ;;
  watch) watch ;;
  vhost)
    ctl add_vhost "$1"
    ctl set_permissions -p "$1" supportchat '.*' '.*' '.*'
    ;;
  ctl) ctl "$@" ;;
  *) die "unknown command $command: start, stop, kill, vhost or ctl" ;;
esac
