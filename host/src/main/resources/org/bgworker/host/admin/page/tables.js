// Shows what the host has answered. All of it is only ever set as text.

import { WINDOW, draw, exit, sweep, time } from "./timeline.js";

const MOST = 200;

/** So few, or a job that runs every second would push the log out of sight. */
const MOST_ENDED = 10;

const LINES = 500;
const at = id => document.getElementById(id);

/** Leaves alone what is right already: a selection stays, and nothing is read out again. */
export function say(element, text) {
  const wanted = String(text);
  if (element.textContent !== wanted) element.textContent = wanted;
}

/**
 * Rows that stay keep their element and are not moved, or a button would lose the focus. Two
 * things may have one key, as two versions of a library that lie in one file one after the other.
 */
function rows(body, template, things, key, fill) {
  const counts = new Map();
  const wanted = new Map();
  for (const thing of things) {
    const count = counts.get(key(thing)) || 0;
    counts.set(key(thing), count + 1);
    wanted.set(count + " " + key(thing), thing);
  }
  const old = new Map();
  for (const row of [...body.rows]) {
    if (wanted.has(row.dataset.key)) old.set(row.dataset.key, row);
    else drop(row);
  }
  let next = body.rows[0] || null;
  for (const [name, thing] of wanted) {
    const row = old.get(name) || made(template, name);
    if (row === next) next = row.nextElementSibling;
    else body.insertBefore(row, next);
    fill(row, thing);
  }
}

function made(template, name) {
  const row = at(template).content.firstElementChild.cloneNode(true);
  row.dataset.key = name;
  return row;
}

function drop(row) {
  if (row.contains(document.activeElement)) row.closest("[tabindex]").focus();
  row.remove();
}

function put(row, part, text, title) {
  const element = row.querySelector("." + part);
  say(element.matches(".doing, .exit") ? element.firstElementChild : element, text);
  if (title !== undefined && element.title !== title) element.title = title;
}

function putState(row, state, more) {
  put(row, "state", state + more);
  const kind = "state " + state.split(" ")[0];
  const element = row.querySelector(".state");
  if (element.className !== kind) element.className = kind;
}

function doing(worker) {
  const progress = worker.progress_total > 0
    ? worker.progress_done + " of " + worker.progress_total : "";
  return [worker.activity, progress, worker.wait_event && "waits: " + worker.wait_event]
    .filter(Boolean).join(", ");
}

function since(worker) {
  if (worker.restart_in_ms !== undefined) return "in " + time(worker.restart_in_ms);
  return worker.since_ms === undefined ? "" : time(worker.since_ms);
}

function showWorker(row, worker, terminate) {
  put(row, "pid", worker.pid || "");
  put(row, "name", worker.name, worker.handle);
  put(row, "library", worker.library + (worker.version ? " " + worker.version : ""));
  putState(row, worker.state, worker.state === "running" && !worker.ready ? ", not ready" : "");
  put(row, "since", since(worker));
  put(row, "doing", doing(worker), doing(worker));
  // without the package of an exception, which the title has
  put(row, "exit", exit(worker.last_exit).replace(/: (?:[\w$]+\.)+(?=[A-Z])/, ": "),
    worker.last_exit?.cause ?? "");
  put(row, "starts", worker.starts);
  draw(row.querySelector(".line"), worker);
  const button = row.querySelector("button");
  button.hidden = worker.state === "finished";
  button.ariaLabel = "Terminate " + worker.name;
  button.onclick = () => terminate(worker);
}

/** The workers: those that are registered first, then those that ended, the last one first. */
export function showWorkers(workers, terminate) {
  sweep(new Set(workers.map(one => one.handle)));
  const others = workers.filter(one => !one.own);
  const live = others.filter(one => one.state !== "finished");
  const ended = others.filter(one => one.state === "finished" && one.since_ms < WINDOW).reverse();
  const fill = (row, one) => showWorker(row, one, terminate);
  rows(at("workers"), "worker", live.slice(0, MOST), one => one.handle, fill);
  rows(at("ended"), "worker", ended.slice(0, MOST_ENDED), one => one.handle, fill);
  const left = [[live.length - MOST, "more"], [ended.length - MOST_ENDED, "more that ended"]]
    .filter(([count]) => count > 0).map(([count, what]) => count + " " + what).join(" and ");
  say(at("more"), left && "not shown: " + left);
}

export function showLibraries(libraries) {
  rows(at("libraries"), "library", libraries, one => one.entry + " " + one.version, (row, one) => {
    put(row, "name", one.name || one.entry.split("/").pop(), one.entry);
    put(row, "version", one.version);
    putState(row, one.state, "");
    put(row, "reason", one.reason);
  });
}

/** Further lines stand apart, so that none looks like a message. */
const indented = text => text.split(/\r\n|[\r\n\u0085\u2028\u2029]/).join("\n    ");

/** As the line stands in the host's log. */
function firstLine(message) {
  if (message.missed) return "… " + message.missed + " messages are missing";
  const when = new Date(message.time).toISOString().replace("T", " ").replace("Z", " UTC");
  return when + " [" + message.pid + "] " + message.severity + ":  " + indented(message.primary);
}

function otherLines(message) {
  const more = document.createElement("span");
  if (message.detail) more.textContent += "\nDETAIL:  " + indented(message.detail);
  if (message.hint) more.textContent += "\nHINT:  " + indented(message.hint);
  return more;
}

export function showLog(messages) {
  const box = at("log");
  const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 20;
  const lines = document.createDocumentFragment();
  for (const message of messages) {
    const line = lines.appendChild(document.createElement("div"));
    line.append(firstLine(message), otherLines(message));
    line.className = (message.severity || "").toLowerCase();
  }
  box.append(lines);
  while (box.childElementCount > LINES) box.firstElementChild.remove();
  if (atEnd) box.scrollTop = box.scrollHeight;
}

export function clearLog() {
  at("log").replaceChildren();
}

/** Whoever has left sees nothing, not even in the page's source. */
export function clearAll() {
  clearLog();
  for (const id of ["workers", "ended", "libraries", "message", "trouble", "more"]) {
    at(id).replaceChildren();
  }
}
