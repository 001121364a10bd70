package org.bgworker.host.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bgworker.host.journal.Entry;
import org.bgworker.host.postmaster.Happening;
import org.bgworker.host.recent.Recent.Numbered;

/** Entries of the journal as trees of JSON. Times are in milliseconds. */
final class EventTrees {
    private EventTrees() {}

    static Map<String, Object> tree(Numbered<Entry> numbered) {
        var tree = new LinkedHashMap<String, Object>();
        var happening = numbered.thing().happening();
        tree.put("number", numbered.number());
        tree.put("time", numbered.thing().time().toString());
        tree.put("event", word(happening));
        if (happening instanceof Happening.OfWorker worker) {
            tree.put("handle", WorkerTrees.handle(worker.id()));
            tree.put("name", worker.worker().name());
            tree.put("type", worker.worker().type());
            tree.put("library", worker.worker().libraryName());
        }
        addMore(happening, tree);
        return tree;
    }

    private static String word(Happening happening) {
        return switch (happening) {
            case Happening.Registered _ -> "registered";
            case Happening.Started _ -> "started";
            case Happening.Ready _ -> "ready";
            case Happening.Exited _ -> "exited";
            case Happening.RestartDue _ -> "restart due";
            case Happening.GaveUp _ -> "gave up";
            case Happening.Unregistered _ -> "unregistered";
            case Happening.ServerIs _ -> "server";
            case Happening.DatabaseIs _ -> "database";
            case Happening.LibraryIs _ -> "library";
        };
    }

    private static void addMore(Happening happening, Map<String, Object> tree) {
        switch (happening) {
            case Happening.Started(_, _, int pid) -> tree.put("pid", pid);
            case Happening.Ready(_, _, int pid, var after) -> {
                tree.put("pid", pid);
                tree.put("after_ms", after.toMillis());
            }
            case Happening.Exited(_, _, int pid, var exit, var ran) -> {
                tree.put("pid", pid);
                tree.put("ran_ms", ran.toMillis());
                tree.put("exit", WorkerTrees.exit(exit));
            }
            case Happening.RestartDue(_, _, var in) -> tree.put("in_ms", in.toMillis());
            case Happening.ServerIs(var state) -> tree.put("state", WorkerTrees.word(state));
            case Happening.DatabaseIs(var condition) -> {
                tree.put("state", condition.kind().word());
                tree.put("reason", condition.reason());
            }
            case Happening.LibraryIs(var name, var version, var word, var reason) -> {
                tree.put("library", name);
                tree.put("version", version);
                tree.put("state", word);
                tree.put("reason", reason);
            }
            case Happening.Registered _, Happening.GaveUp _, Happening.Unregistered _ -> {}
        }
    }
}
