# The archive of library classes (class data sharing). A demo starts half a dozen JVMs at once, and most
# of what each does at first is to load and verify the same few thousand classes of Netty, gRPC and
# Ratis: with the archive that takes a third of the time. It holds libraries only, so it stays good
# until a pom or the JDK changes; without it everything works, only slower.

archive_file() {
  echo "$VMFT_HOME/demo/target/lib/classes-$(jdk_version "$JAVA_HOME").jsa"
}

# Words of options; a path with a blank in it would not be one word.
archive_options() {
  local file
  file=$(archive_file)
  if [[ -s $file && $file != *[[:space:]]* ]]; then
    echo "-XX:SharedArchiveFile=$file -Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off"
  fi
}

# A failure is no reason not to go on: the empty file says not to try again.
ensure_archive() {
  local file log=$VMFT_HOME/target/archive.log
  file=$(archive_file)
  [[ ! -e $file ]] || return 0
  say "preparing the libraries for quick starts"
  run_logged "$log" make_archive "$file" || : >"$file"
}

# In two steps: a run that uses the libraries notes what it loads, then the JVM stores that.
make_archive() {
  local list=$1.classes java=$JAVA_HOME/bin/java
  "$java" -XX:+UseSerialGC -Xshare:auto -XX:DumpLoadedClassList="$list" -cp "$(class_path)" vmft.cli.Main warm-up &&
    grep -vE '(^| )vmft/' "$list" >"$list.kept" &&
    "$java" -XX:+UseSerialGC -Xshare:dump -Xlog:cds=error -XX:SharedClassListFile="$list.kept" -XX:SharedArchiveFile="$1.new" \
      -cp "$(libraries)" &&
    mv -f "$1.new" "$1" && rm "$list" "$list.kept"
}
