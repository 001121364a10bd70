package org.bgworker.sample.scheduler;

import java.sql.Connection;
import java.sql.SQLException;

/** The tables {@code scheduler.job} and {@code scheduler.job_run}. */
final class JobSchema {
    /** {@code create index if not exists} would wait for jobs that are writing to the table. */
    private static final String CREATE_MISSING =
            """
            do $$ begin
                create schema if not exists scheduler;
                create table if not exists scheduler.job (
                    name text primary key,
                    schedule text not null,
                    command text not null,
                    active boolean not null default true);
                create table if not exists scheduler.job_run (
                    id bigint generated always as identity primary key,
                    job text not null,
                    command text not null,
                    due_at timestamptz not null,
                    status text not null check (status in (
                        'starting', 'running', 'succeeded', 'failed', 'aborted',
                        'not_started', 'bad_schedule')),
                    started_at timestamptz,
                    duration_ms bigint,
                    result text,
                    sqlstate text,
                    error text,
                    skipped integer not null default 0,
                    pid integer,
                    clock_set_back boolean not null default false);
                if to_regclass('scheduler.job_run_due') is null then
                    create unique index job_run_due on scheduler.job_run (job, due_at)
                        where not clock_set_back;
                end if;
            end $$
            """;

    private JobSchema() {}

    /**
     * Creates what is missing, in one transaction. That fails if another host creates the same at
     * the same moment; then the worker is restarted, and finds it.
     */
    static void createMissing(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(CREATE_MISSING);
        }
    }
}
