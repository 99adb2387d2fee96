# What anybody can run who has Node: no root, no Debian. Sourced.
newer_nodes() { # the oldest that is supported runs everything else; Lambda runs 24. The npm package `node` brings each by its install script
  local version
  for version in 22 24; do
    echo "Node $version"
    npm exec --yes --ignore-scripts=false --package="node@$version" -- node -e "process.exit(process.version.startsWith('v$version.') ? 0 : 1)" || return 1
    npm exec --yes --ignore-scripts=false --package="node@$version" -- npm run --silent test:quick || return 1
  done
}
dates_elsewhere() { # the zone of the machine changes no date [C02]; the two left out fail or move the clock, which a zone does not
  local zone
  for zone in Pacific/Kiritimati America/St_Johns Asia/Kathmandu Africa/Cairo; do
    echo "TZ=$zone"
    TZ=$zone npx jest --silent --maxWorkers=2 test/domain/deadlines test/domain/timers test/watch test/emails --testPathIgnorePatterns /node_modules/ 'failing-timer-actions|wrong-clock-sweep' || return 1
  done
}
export -f newer_nodes dates_elsewhere

anywhere_steps() { # after npm ci and npm test
  step "types" 300 npm run --silent types
  step "lint" 120 npm run --silent lint
  step "stack (npm run synth)" 300 npm run --silent synth
  step "demo (npm run demo)" 300 npm run --silent demo
  step "dates under other zones" 600 bash -c dates_elsewhere
  step "quick tests under Node 22 and 24" 600 bash -c newer_nodes
  step "a fault at every call, one run in eight (npm run test:sweep)" 900 env SWEEP_SAMPLE=8 SWEEP_SEED="${SWEEP_SEED:-$RANDOM}" npm run --silent test:sweep
}
