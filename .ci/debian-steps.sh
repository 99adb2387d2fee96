# What needs Debian's packages: PostgreSQL, MariaDB, a browser, git-secrets, Python. Sourced; `npm ci` has run.
system_packages() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  command -v mariadbd >/dev/null || missing+=(mariadb-server)
  command -v git-secrets >/dev/null || missing+=(git-secrets)
  python3 -c 'import ensurepip' >/dev/null 2>&1 || missing+=(python3-venv)
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "Install these as root, then run this again: apt-get install ${missing[*]}"
    return 1
  fi
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}
cfn_lint() { # the synthesised template, by a checker that this project did not write
  local venv
  venv=$(mktemp -d) || return 1
  npm run --silent synth && python3 -m venv "$venv" && "$venv/bin/pip" install --quiet cfn-lint &&
    "$venv/bin/cfn-lint" --template cdk.out/*.template.json --non-zero-exit-code error
  local result=$?
  rm -rf "$venv"
  return $result
}
real_mysql() { # MySQL itself, from Debian's unstable release, which may be without it on some days
  local folder
  folder=$(mktemp -d) && chmod 755 "$folder" || return 1
  if ! .ci/mysql-server "$folder"; then
    echo "MySQL itself cannot be had from the mirror of this machine, so nothing ran on it"
    rm -rf "$folder"
    return 75
  fi
  MYSQL_SERVER=$folder npx jest 'heavy/mysql-(connector|database)' --maxWorkers=1 --testPathIgnorePatterns /node_modules/ &&
    MYSQL_SERVER=$folder npm run --silent test:databases -- --kind mysql --seed "${DATABASES_SEED:-1}" --cases 25
  local result=$?
  rm -rf "$folder"
  return $result
}
random_postgres() {
  npm run --silent test:databases -- --kind postgres --seed "${DATABASES_SEED:-1}" --cases 300
}
random_mariadb() {
  npm run --silent test:databases -- --kind mysql --seed "${DATABASES_SEED:-1}" --cases 100
}
export -f system_packages cfn_lint real_mysql random_postgres random_mariadb

debian_steps() {
  step "system packages" 600 bash -c system_packages
  step "real parts: PostgreSQL, MariaDB, browser, kills (npm run test:heavy)" 1800 env DEADLINE_CASES=100000 npm run --silent test:heavy
  both "random databases on MariaDB" 900 random_mariadb "random databases (npm run test:databases)" 900 random_postgres
  both "template (cfn-lint)" 600 cfn_lint "MySQL itself (.ci/mysql-server)" 900 real_mysql
  step "no secret in tree or history" 120 .ci/secrets
  step "rehearsal (npm run rehearse)" 1200 npm run --silent rehearse
}
