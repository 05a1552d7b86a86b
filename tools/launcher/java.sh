# Runs vmft.cli.Main. The environment that it exports is also for the processes that vmft starts:
#   VMFT_HOME       root of the clone
#   VMFT_JAVA       the java command           VMFT_JAVA_OPTS   its options, separated by blanks
#   VMFT_CLASSPATH  the class path
#   VMFT_UNICORN    root under which usr/lib/.../libunicorn.so.2 lies
#   VMFT_NATIVE     folder of the engine's C part
#   VMFT_GUESTS     folder of the guest images
# Set by the user: VMFT_DEBUG=1 shows stack traces, VMFT_EXTRA_JAVA_OPTS adds JVM options.

run_java() {
  export VMFT_JAVA=$JAVA_HOME/bin/java
  VMFT_JAVA_OPTS=$(java_options)
  VMFT_CLASSPATH=$(class_path)
  VMFT_UNICORN=$(unicorn_root)
  export VMFT_JAVA_OPTS VMFT_CLASSPATH VMFT_UNICORN
  export VMFT_NATIVE=$VMFT_HOME/hypervisor/target/native
  export VMFT_GUESTS=$VMFT_HOME/guest-images/build
  # shellcheck disable=SC2086  # options are words
  exec "$VMFT_JAVA" $VMFT_JAVA_OPTS -cp "$VMFT_CLASSPATH" vmft.cli.Main "$@"
}

# Many small JVMs share a few cores: one collector thread each, no file for jstat.
java_options() {
  local major options="-XX:+UseSerialGC -XX:-UsePerfData"
  major=$(jdk_major "$JAVA_HOME")
  # Newer releases warn about what JNA and Netty do, older ones do not know the options.
  ((major < 22)) || options+=" --enable-native-access=ALL-UNNAMED"
  ((major < 23)) || options+=" --sun-misc-unsafe-memory-access=allow"
  echo "$options $(archive_options) ${VMFT_EXTRA_JAVA_OPTS-}"
}

# The libraries come first: the archive is for them, and vmft's own jars may change behind them.
class_path() {
  local IFS=:
  local own=("$VMFT_HOME"/demo/target/lib/vmft-*.jar "$VMFT_HOME"/demo/target/vmft-demo-*.jar)
  echo "$(libraries):${own[*]}"
}

libraries() {
  local jar jars=() IFS=:
  for jar in "$VMFT_HOME"/demo/target/lib/*.jar; do
    [[ ${jar##*/} == vmft-* ]] || jars+=("$jar")
  done
  echo "${jars[*]}"
}
