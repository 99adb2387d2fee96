# Runs steps one after another and counts them. Sourced by the scripts beside it, which run from the project's root.
# A step that ends with 75 (EX_TEMPFAIL of sysexits.h) could not be run here, and counts as neither passed nor failed.
passed=0
failed=0
report=()

step() { # NAME SECONDS COMMAND...
  local name=$1 limit=$2 began=$SECONDS outcome
  shift 2
  echo "=== $name"
  timeout --kill-after=20 "$limit" "$@"
  case $? in
    0) passed=$((passed + 1)) outcome=ok ;;
    75) outcome='NOT RUN' ;;
    *) failed=$((failed + 1)) outcome=FAILED ;;
  esac
  report+=("$outcome  $name  $((SECONDS - began)) s")
  echo "--- $name: $outcome"
}

both() { # NAME SECONDS FUNCTION NAME SECONDS FUNCTION: two steps that use one processor each, at the same time
  local log code
  log=$(mktemp)
  timeout --kill-after=20 "$2" bash -c "$3" >"$log" 2>&1 &
  local first=$!
  step "$4" "$5" bash -c "$6"
  wait "$first"
  code=$?
  step "$1 (beside the one before)" 60 bash -c 'cat "$0"; exit "$1"' "$log" "$code"
  rm -f "$log"
}

finish() { # the last line is "N passed, N failed"
  printf '\n'
  printf '%s\n' "${report[@]}"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
