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

# fail_with_log EXIT_CODE MESSAGE LOG PATTERN: shows the lines that matter, and where the others are.
# Maven ends with a dozen lines of advice on itself: cut off.
fail_with_log() {
  local log=$3
  { plain_text <"$log" | sed '/To see the full stack trace/,$d' | grep -E "$4" || tail -n 10 "$log"; } |
    head -n 25 | sed 's/^/  /' >&2
  fail "$1" "$2; the full log is $log"
}

# Without colours and empty lines.
plain_text() {
  sed 's/\x1b\[[0-9;]*m//g' | grep .
}
