# Builds what is stale, tests, formats: everything that calls Maven.

BUILD_LOG=$VMFT_HOME/target/build.log
# Compilers, Maven and make each have their way to say error.
BUILD_ERRORS='^\[ERROR\] +[^- ]|: error:|\*\*\*'
# Holds the list of sources of the last good build; its time is when that build began.
BUILD_STAMP=$VMFT_HOME/demo/target/build.stamp

# What a run cannot do without besides the jars; somebody may have cleaned one module only.
BUILD_OUTPUTS=(hypervisor/target/native/libvmft.so guest-images/build/SHA256SUMS demo/target/lib)

# Every file whose change makes the build stale. Tests are not built here.
list_sources() {
  (cd "$VMFT_HOME" && find . \( -name target -o -name .git -o -path './*/src/test' -o -path ./guest-images/build \) -prune \
    -o -type f \( -name pom.xml -o -path './*/src/*' -o -path './guest-images/*' \) -print | LC_ALL=C sort)
}

build_is_fresh() {
  local output
  for output in "$BUILD_STAMP" "${BUILD_OUTPUTS[@]/#/$VMFT_HOME/}"; do
    [[ -e $output ]] || return 1
  done
  list_sources | cmp -s "$BUILD_STAMP" - || return 1
  [[ -z $(cd "$VMFT_HOME" && list_sources | tr '\n' '\0' | xargs -0 sh -c 'find "$@" -newer "$0"' "$BUILD_STAMP" | head -n 1) ]]
}

ensure_build() {
  if build_is_fresh && [[ -e $(archive_file) ]]; then return; fi
  lock_build
  build_is_fresh || build
  ensure_archive
  unlock_build
}

# One build at a time in a clone; the lock is on the folder itself, so nothing can remove it.
lock_build() {
  exec 9<"$VMFT_HOME"
  flock -n 9 && return
  say "another vmft builds here: waiting for it"
  flock 9
}

unlock_build() {
  exec 9<&-
}

build() {
  say "building"
  begin_stamp
  MAVEN_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${MAVEN_OPTS-}" \
    run_logged "$BUILD_LOG" maven -T 2 -Dmaven.test.skip=true -Dvmft.quick package ||
    fail_with_log 1 "the build failed" "$BUILD_LOG" "$BUILD_ERRORS"
  finish_stamp
  say "built"
}

run_tests() {
  local status=0
  lock_build
  begin_stamp
  maven --no-transfer-progress verify "$@" 9<&- || status=$?
  # A run with arguments of one's own may have built only a part.
  if ((status == 0 && $# == 0)); then finish_stamp; fi
  return "$status"
}

format_sources() {
  run_logged "$BUILD_LOG" maven -q spotless:apply || fail_with_log 1 "formatting failed" "$BUILD_LOG" "$BUILD_ERRORS"
}

maven() {
  VMFT_UNICORN=$(unicorn_root) mvn -B -Dstyle.color=never -f "$VMFT_HOME/pom.xml" "$@"
}

# The stamp is made before the build: what is edited meanwhile counts as newer.
begin_stamp() {
  mkdir -p "${BUILD_STAMP%/*}"
  list_sources >"$BUILD_STAMP.new"
  # Libraries may have changed with a pom: none of an older version may stay on the class path.
  if [[ ! -e $BUILD_STAMP || -n $(find "$VMFT_HOME" -maxdepth 2 -name pom.xml -newer "$BUILD_STAMP") ]]; then
    rm -rf "$VMFT_HOME/demo/target/lib"
  fi
}

finish_stamp() {
  mv "$BUILD_STAMP.new" "$BUILD_STAMP"
}
