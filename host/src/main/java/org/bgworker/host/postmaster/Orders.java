package org.bgworker.host.postmaster;

import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.report.Report;

/** The orders given in answer to one event. */
final class Orders {
    private List<Order> given = new ArrayList<>();

    void give(Order order) {
        given.add(order);
    }

    void say(Report report) {
        give(new Order.Say(Postmaster.PID, report));
    }

    void happened(Happening happening) {
        give(new Order.Note(happening));
    }

    List<Order> take() {
        var taken = given;
        given = new ArrayList<>();
        return taken;
    }
}
