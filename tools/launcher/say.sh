# Messages and the running of long commands. Everything here goes to stderr: stdout is the command's.

say() {
  printf 'vmft: [%d:%02d] %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*" >&2
}

# fail EXIT_CODE MESSAGE...
fail() {
  local code=$1
  shift
  printf 'vmft: %s\n' "$*" >&2
  exit "$code"
}

# run_logged LOG COMMAND...: all output goes to LOG; now and then its last line is shown, so that
# nobody has to wonder whether a long step still lives.
run_logged() {
  local log=$1 ticker status=0
  shift
  mkdir -p "$(dirname "$log")"
  : >"$log"
  show_progress_of "$log" 9<&- &
  ticker=$!
  "$@" >"$log" 2>&1 </dev/null 9<&- || status=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  return "$status"
}

# Ends by itself when the launcher has died, however that happened.
show_progress_of() {
  while sleep 20 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
    say "... $(plain_text <"$1" | tail -n 1 | cut -c 1-110)"
  done
}

# Without colours and empty lines.
plain_text() {
  sed 's/\x1b\[[0-9;]*m//g' | grep .
}
