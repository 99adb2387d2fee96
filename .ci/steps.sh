# Runs steps one after another and counts them. Sourced by the scripts beside it, which run from the project's root.
passed=0
failed=0
report=()

step() { # NAME SECONDS COMMAND...
  local name=$1 limit=$2 began=$SECONDS outcome
  shift 2
  echo "=== $name"
  if timeout --kill-after=20 "$limit" "$@"; then
    passed=$((passed + 1))
    outcome=ok
  else
    failed=$((failed + 1))
    outcome=FAILED
  fi
  report+=("$outcome  $name  $((SECONDS - began)) s")
  echo "--- $name: $outcome"
}

finish() { # the last line is "N passed, N failed"
  printf '\n'
  printf '%s\n' "${report[@]}"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
