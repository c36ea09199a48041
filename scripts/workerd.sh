#!/bin/sh
# Runs workerd so that it ends with whoever started it, however that ended: a process killed with -9 can't clean up after itself.
# workerd takes this shell's place and keeps its process id; the watcher beside it looks once a second, and ends with it.

starter=$PPID
workerd=$$
(
  while kill -0 "$workerd"; do
    kill -0 "$starter" || exec kill -9 "$workerd"
    sleep 1
  done
) </dev/null >/dev/null 2>&1 3>&- &
exec "$COMPTOIR_WORKERD" "$@"
