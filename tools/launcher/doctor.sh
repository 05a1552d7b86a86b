# What is installed, what is missing, how to get it. Installs and builds nothing.

doctor() {
  local need status=0
  for need in "${NEEDS[@]}"; do
    if has "$need"; then
      printf 'ok       %-8s %s\n' "$need" "$(found "$need")"
    else
      printf 'missing  %-8s %s\n' "$need" "$(why "$need"). $(cure "$need")"
      status=3
    fi
  done
  if ! command -v qemu-system-riscv64 >/dev/null; then
    printf 'optional %-8s %s\n' qemu "to compare with in vmft bench: sudo apt-get install qemu-system-misc"
  fi
  if ! build_is_fresh; then
    printf 'stale    build    any command but this one builds it\n'
  elif ((status == 0)); then
    run_java doctor "$@"
  fi
  return "$status"
}

found() {
  case $1 in
    jdk) find_jdk && echo "$(jdk_version "$JAVA_HOME") in $JAVA_HOME" ;;
    maven) first_line mvn -B --version ;;
    cc) first_line cc --version ;;
    make) first_line make --version ;;
    libc) echo "/usr/include" ;;
    riscv) first_line riscv64-unknown-elf-gcc --version ;;
    unicorn) echo "$(unicorn_version "$(unicorn_root)") in $(unicorn_root)" ;;
  esac
}

first_line() {
  "$@" 2>/dev/null </dev/null | plain_text | head -n 1
}

cure() {
  if ! on_debian; then
    echo "Install it with what your system has."
  elif [[ $1 == unicorn ]]; then
    echo "Any other command fetches it into $(unicorn_root)."
  else
    echo "Any other command installs it, or: sudo apt-get install $(packages_of "$1")"
  fi
}
