# Read by .ci/run, which has as_root, fail, install and $work: a Docker engine, and what is needed to make images, for the container tests.
# shellcheck shell=bash

docker_pid="" # of the engine that was started here; empty when another one answers

docker_answers() { docker info >/dev/null 2>&1; }

# Takes the engine that answers, or installs one and starts it, for as long as this run lasts.
start_docker() {
  docker_answers && return 0
  local missing=()
  command -v dockerd >/dev/null || missing+=(docker.io)
  command -v iptables >/dev/null || missing+=(iptables)
  install "${missing[@]}"
  if docker_answers; then # where packages start their services
    return 0
  fi
  # shellcheck disable=SC2024
  as_root dockerd --group "$(id -gn)" --pidfile "$work/dockerd.pid" >"$work/dockerd.log" 2>&1 &
  docker_pid=$!
  local tries
  for ((tries = 0; tries < 60; tries++)); do
    if docker_answers; then
      echo "Docker: started $(docker info --format '{{.ServerVersion}}') for this run"
      return 0
    fi
    kill -0 "$docker_pid" 2>/dev/null || break
    sleep 1
  done
  tail -n 20 "$work/dockerd.log" >&2
  fail "expected dockerd to answer within 60 s, but it did not (its last lines are above)"
}

# Ends the engine that was started here, and its containers with it; no other one.
stop_docker() {
  [ -n "$docker_pid" ] || return 0
  as_root kill "$(cat "$work/dockerd.pid" 2>/dev/null || echo "$docker_pid")" 2>/dev/null || true
  wait "$docker_pid" 2>/dev/null || true
  docker_pid=""
}

# Sets $image: the official one where a registry can be reached, else one that is built here.
kafka_image() {
  local version
  version=$(sed -n 's:.*<kafka.version>\(.*\)</kafka.version>.*:\1:p' pom.xml)
  image="apache/kafka:$version"
  if docker image inspect "$image" >/dev/null 2>&1 || timeout 300 docker pull -q "$image" >"$work/pull.log" 2>&1; then
    echo "Kafka image: $image"
    return 0
  fi
  echo "Kafka image: $image cannot be pulled ($(tail -n 1 "$work/pull.log" | cut -c1-120)), so one is built"
  if ! docker image inspect "$(infra/container-tests/image/build --name)" >/dev/null 2>&1; then
    command -v mmdebstrap >/dev/null || install mmdebstrap
  fi
  image=$(as_root infra/container-tests/image/build) || fail "expected to build an image with Kafka, but could not (see above)"
  echo "Kafka image: $image"
}

# What infra/deploy/docker/check makes a base of where none can be pulled, and what infra/deploy/compose/check starts the stack with.
image_tools() {
  docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null || install docker-compose
  docker image inspect debian:bookworm-slim >/dev/null 2>&1 || command -v mmdebstrap >/dev/null || install mmdebstrap
}
