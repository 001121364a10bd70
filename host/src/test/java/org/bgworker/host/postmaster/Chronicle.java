package org.bgworker.host.postmaster;

import static org.bgworker.host.postmaster.World.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the journal has told of workers: it must tell the same story as the listing. */
final class Chronicle {
    private final Map<WorkerId, Integer> workers = new HashMap<>();
    private final Set<WorkerId> ready = new HashSet<>();
    private ServerState state = ServerState.INIT;

    void read(Happening happening) {
        switch (happening) {
            case Happening.Registered(var id, _) ->
                    check(workers.put(id, 0) == null, "registered twice: " + id);
            case Happening.Started(var id, _, int pid) -> {
                check(pidOf(id) == 0, "started while it runs: " + id);
                workers.put(id, pid);
            }
            case Happening.Ready(var id, _, int pid, _) -> {
                check(pidOf(id) == pid, "ready without a run: " + id);
                check(ready.add(id), "ready twice: " + id);
            }
            case Happening.Exited(var id, _, int pid, _, _) -> {
                check(pidOf(id) == pid, "another run has exited than was started: " + id);
                workers.put(id, 0);
                ready.remove(id);
            }
            case Happening.RestartDue(var id, _, _) ->
                    check(pidOf(id) == 0, "to be started again while it runs: " + id);
            case Happening.GaveUp(var id, _) ->
                    check(pidOf(id) == 0, "given up while it runs: " + id);
            case Happening.Unregistered(var id, _) -> {
                check(pidOf(id) == 0, "unregistered while it runs: " + id);
                workers.remove(id);
            }
            case Happening.ServerIs(var next) -> {
                check(next != state, "told twice: " + next);
                state = next;
            }
            case Happening.DatabaseIs _, Happening.LibraryIs _ -> {}
        }
    }

    private int pidOf(WorkerId id) {
        return workers.getOrDefault(id, -1);
    }

    /** Whether a listing says the same. */
    void compare(Snapshot listing) {
        var listed =
                listing.workers().stream()
                        .collect(Collectors.toMap(Snapshot.Worker::id, one -> one.status().pid()));
        check(listed.equals(workers), "listed " + listed + ", told " + workers);
        var listedReady =
                listing.workers().stream()
                        .filter(Snapshot.Worker::ready)
                        .map(Snapshot.Worker::id)
                        .collect(Collectors.toSet());
        check(listedReady.equals(ready), "ready are " + listedReady + ", told " + ready);
        check(listing.state() == state, "the state is " + listing.state() + ", told " + state);
    }
}
